/// @file
/// Chapters 6 and 7: what a select asks of each of its cases.
#pragma once

#include <cstddef>
#include <mutex>

#include "sleeper.hpp"

namespace workbook {

/// One case of a select. poll(), join() and leave() are called under the
/// mutex that mutex() gives; never for a case that gives none.
class Case {
 public:
  Case() = default;
  Case(const Case&) = delete;
  Case& operator=(const Case&) = delete;
  virtual ~Case() = default;

  /// What guards the case's channel; null for a case that has no channel, of
  /// which there are some from chapter 7 on.
  virtual std::mutex* mutex() { return nullptr; }

  /// Completes the operation if it need not wait, and says whether it did.
  /// If somebody must then be woken, once the mutexes are free, that is
  /// `partner`. Throws what the operation throws.
  virtual bool poll(Sleeper*& /*partner*/) { return false; }

  /// Waits in the channel's line, for `sleeper`, as its case `index`.
  virtual void join(Sleeper& /*sleeper*/, std::size_t /*index*/) {}

  /// Leaves the line, if it still stands there.
  virtual void leave() {}

  /// Runs the handler. Called with no lock held.
  virtual void finish(Outcome outcome) = 0;
};

}  // namespace workbook
