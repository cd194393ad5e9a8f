/// @file
/// Which steps of two threads cannot change places.
#pragma once

#include <memory_resource>
#include <unordered_map>

#include "core/arena.hpp"
#include "core/thread.hpp"

namespace explorer::core {

/// What a thread does, or is about to do.
struct Act {
  int thread = 0;
  Op op = Op::start;
  const void* object = nullptr;

  static Act of(const Thread& thread) noexcept {
    const Target& it = thread.target;
    const void* object = it.object;
    if (it.op == Op::start) object = &thread;    // nobody else's
    if (it.op == Op::create) object = &numbers;  // threads are numbered
    return {thread.id, it.op, object};
  }

  [[nodiscard]] bool only_reads() const noexcept { return op == Op::load; }

  /// Whether it has to do with nothing but its object. Of all other steps too
  /// little is known here: they are taken to conflict with everything.
  [[nodiscard]] bool is_of_its_object() const noexcept {
    switch (op) {
      case Op::start:
      case Op::create:
      case Op::load:
      case Op::store:
      case Op::modify:
      case Op::lock:
      case Op::try_lock:
      case Op::unlock:
        return object != nullptr;
      default:
        return false;
    }
  }

 private:
  static inline const char numbers = 0;
};

/// Whether it makes a difference which of the two comes first.
inline bool conflict(const Act& one, const Act& other) noexcept {
  if (one.thread == other.thread) return true;
  if (!one.is_of_its_object() || !other.is_of_its_object()) return true;
  return one.object == other.object &&
         !(one.only_reads() && other.only_reads());
}

/// Any number of steps, as far as others may conflict with one of them.
class Acts {
 public:
  void add(const Act& step) {
    if (!step.is_of_its_object()) return strangers_.add(step.thread);
    (step.only_reads() ? reads_ : changes_)[step.object].add(step.thread);
  }

  /// Whether one of them, by another thread, conflicts with the step.
  [[nodiscard]] bool conflict_with(const Act& step) const {
    if (!step.is_of_its_object()) return true;
    return strangers_.has_other_than(step.thread) ||
           of(changes_, step.object).has_other_than(step.thread) ||
           (!step.only_reads() &&
            of(reads_, step.object).has_other_than(step.thread));
  }

 private:
  struct Threads {
    int first = -1;
    bool several = false;

    void add(int thread) noexcept {
      several = several || (first >= 0 && first != thread);
      first = thread;
    }
    [[nodiscard]] bool has_other_than(int thread) const noexcept {
      return several || (first >= 0 && first != thread);
    }
  };
  using ByObject = std::pmr::unordered_map<const void*, Threads>;

  static Threads of(const ByObject& all, const void* object) {
    const auto found = all.find(object);
    return found != all.end() ? found->second : Threads{};
  }

  Threads strangers_;
  ByObject reads_{&arena()};
  ByObject changes_{&arena()};
};

}  // namespace explorer::core
