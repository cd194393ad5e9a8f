/// @file
/// Chapter 17: tasks that do not outlive the block that starts them.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "cancelled.hpp"
#include "executor.hpp"
#include "operation.hpp"
#include "spawned.hpp"
#include "task.hpp"
#include "where.hpp"

namespace workbook {

/// Every task that starts in a scope ends in it: `co_await scope.join()` waits
/// for all. When one fails, the others are cancelled, and join() throws what
/// the first one threw. A scope belongs to a task, as a local variable does.
class Scope final : private Parent {
 public:
  Scope() = default;
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  /// Ends the program, with a sentence, if a task still lives in it: nobody
  /// has waited for join().
  ~Scope();

  /// Starts `f(args...)`, which gives a Task<>, as a task of this scope. Keeps
  /// `f` and `args` for as long as the task lives, so that `f` may be a lambda
  /// with captures; what is to be shared is passed by std::ref. In a scope that
  /// has been cancelled the task is cancelled from the beginning. Throws
  /// std::logic_error outside of a task.
  template <class F, class... Args>
  void spawn(F f, Args... args) {
    spawn(call(std::move(f), std::move(args)...));
  }

  /// The same for a task that was made already, and costs no frame more. What
  /// it refers to must live as long as it: a lambda that it was made by, too.
  void spawn(Task<> task);

  /// Waits until all tasks of the scope have ended. Then throws what first
  /// left one of them by an exception, if anything did. If the task that waits
  /// is cancelled, so are those of the scope; they are waited for all the same,
  /// and then join() throws Cancelled.
  [[nodiscard]] Task<> join(Where where = Where::current());

  /// Cancels all tasks of the scope, and those that are yet to start in it. A
  /// task that waits is woken and gets Cancelled from what it awaits: it has
  /// then neither sent nor received. One that does not wait goes on until it
  /// would. Any thread may call it while the scope lives.
  void cancel() noexcept;

 private:
  class AllEnded;

  template <class F, class... Args>
  static Task<> call(F f, Args... args) {
    co_await std::invoke(f, args...);
  }

  void has_ended(const std::exception_ptr& failure) override;

  std::mutex mutex_;  // guards what follows
  Executor* home_ = nullptr;
  std::size_t alive_ = 0;
  bool is_cancelled_ = false;
  std::exception_ptr failure_;  // the first
  Spawned* joiner_ = nullptr;
};

/// Awaits that no task of a scope lives. Says whether that is so: if not, the
/// task that awaits it has been cancelled.
class Scope::AllEnded final : public Operation {
 public:
  AllEnded(Scope& scope, const Where& where, bool in_any_case) noexcept
      : scope_(scope), where_(where), in_any_case_(in_any_case) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  template <class Promise>
  [[gnu::noinline]] bool await_suspend(std::coroutine_handle<Promise> self) {
    suspend(self, where_);
    const std::lock_guard lock{scope_.mutex_};
    if (scope_.alive_ == 0) return false;
    waits_ = true;
    scope_.joiner_ = &task();
    if (in_any_case_) {
      task().sleep_in_any_case(*this);
    } else {
      task().sleep(*this);
    }
    return true;
  }

  void await_resume() {
    if (waits_) task().awake();
  }

  /// Nobody wakes one that has given up.
  ~AllEnded() {
    const std::lock_guard lock{scope_.mutex_};
    scope_.joiner_ = nullptr;
  }

 private:
  bool try_again() override { return true; }  // no partner, no reason
  [[nodiscard]] std::string awaited() const override {
    return "for the tasks of a scope";
  }
  [[nodiscard]] std::string reason() const override { return {}; }

  Scope& scope_;
  Where where_;
  bool in_any_case_;
  bool waits_ = false;
};

inline Scope::~Scope() {
  if (alive_ == 0) return;
  std::fputs("a Scope ends before its tasks: co_await its join() first\n",
             stderr);
  std::abort();
}

inline Task<> Scope::join(Where where) {
  bool cancelled = false;
  try {
    co_await AllEnded{*this, where, false};
  } catch (const Cancelled&) {
    cancelled = true;
  }
  if (cancelled) {
    cancel();
    co_await AllEnded{*this, where, true};
  }
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  if (cancelled) throw Cancelled{};
}

inline void Scope::cancel() noexcept {
  std::unique_lock lock{mutex_};
  is_cancelled_ = true;
  Executor* const home = home_;
  lock.unlock();
  if (home) home->cancel_all_of(*this);
}

inline void Scope::spawn(Task<> task) {
  Executor* const home = Executor::current();
  if (!home) throw std::logic_error{"Scope::spawn: not in a task"};
  std::unique_lock lock{mutex_};
  home_ = home;
  ++alive_;
  lock.unlock();
  home->spawn(std::move(task), *this);
  lock.lock();
  const bool too_late = is_cancelled_;
  lock.unlock();
  if (too_late) home->cancel_all_of(*this);
}

inline void Scope::has_ended(const std::exception_ptr& failure) {
  if (failure && !is_cancelled(failure)) {
    std::unique_lock lock{mutex_};
    if (!failure_) failure_ = failure;
    lock.unlock();
    cancel();
  }
  Spawned* joiner = nullptr;
  {
    const std::lock_guard lock{mutex_};
    if (--alive_ == 0) joiner = joiner_;
    if (joiner && !joiner->claim(0)) joiner = nullptr;
  }  // from here on the scope may be gone, unless somebody waits to be woken
  if (joiner) joiner->wake(Outcome::done);
}

}  // namespace workbook
