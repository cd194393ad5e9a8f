/// @file
/// A right answer of another design: a send and a receive are one class. It
/// polls before the task suspends, and once more when it joins the line.
#pragma once

#include <coroutine>
#include <mutex>
#include <optional>

#include "operation.hpp"
#include "spawned.hpp"
#include "where.hpp"

namespace workbook {

/// What is the same in both directions. `Direction` has mutex(), line(),
/// poll(partner), and value(), which its Waiter is made with.
template <class Direction, class Waiter>
class ChannelOperation : public Operation {
 public:
  [[nodiscard]] bool await_ready() {
    Sleeper* partner = nullptr;
    std::unique_lock lock{it().mutex()};
    const bool done = it().poll(partner);
    lock.unlock();
    if (partner) partner->wake(Outcome::done);
    return done;
  }

  template <class Promise>
  [[gnu::noinline]] bool await_suspend(std::coroutine_handle<Promise> self,
                                       const Where& where = Where::current()) {
    suspend(self, where);
    return !try_again();
  }

  bool try_again() final {
    Sleeper* partner = nullptr;
    std::unique_lock lock{it().mutex()};
    stands_in_line_ = false;
    const bool done = it().poll(partner);
    if (!done) {
      waiter_.emplace(task(), 0, it().value());
      it().line().join(*waiter_);
      stands_in_line_ = true;
      was_suspended_ = true;
      task().sleep(*this);
    }
    lock.unlock();
    if (partner) partner->wake(Outcome::done);
    return done;
  }

 protected:
  ~ChannelOperation() = default;

  /// How it ended, in the task that goes on.
  Outcome over() {
    if (!was_suspended_) return Outcome::done;
    stands_in_line_ = false;
    return task().awake();
  }

  /// For the destructor of a Direction.
  void leave() {
    if (!stands_in_line_) return;
    const std::lock_guard lock{it().mutex()};
    it().line().leave(*waiter_);
  }

 private:
  Direction& it() noexcept { return static_cast<Direction&>(*this); }

  std::optional<Waiter> waiter_;
  bool stands_in_line_ = false;
  bool was_suspended_ = false;
};

}  // namespace workbook
