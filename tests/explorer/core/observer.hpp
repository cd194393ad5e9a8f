/// @file
/// Hears what orders what: an interface of the detector of data races.
#pragma once

#include "core/thread.hpp"

namespace explorer::core {

/// Told of everything that orders the steps of threads. Each call is made by
/// the thread that holds the token.
class Observer {
 public:
  Observer() = default;
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;

  virtual void begin() = 0;                      ///< A schedule begins.
  virtual void acquire(const void* object) = 0;  ///< Sees what was released.
  virtual void release(const void* object) = 0;
  virtual void created(const Thread& child) = 0;  ///< By the calling thread.
  virtual void joined(const Thread& child) = 0;
  virtual void settled() = 0;  ///< All others wait, as the thread has asked.
  virtual void time_passes() = 0;  ///< All threads wait, and the clock goes on.

  /// Whether the address lies in heap memory that was given back.
  [[nodiscard]] virtual bool is_freed(const void* address) const = 0;

  /// Writes down which thread gave it back, and where.
  virtual void tell_end(const void* address) = 0;

 protected:
  ~Observer() = default;
};

/// Null in a program that is not instrumented.
inline Observer* observer = nullptr;

inline void acquired(const void* object) {
  if (observer != nullptr) observer->acquire(object);
}

inline void released(const void* object) {
  if (observer != nullptr) observer->release(object);
}

}  // namespace explorer::core
