/// @file
/// Chapter 17: tasks that do not outlive the block that starts them.
#pragma once

#include "cancelled.hpp"
#include "task.hpp"
#include "todo.hpp"

namespace workbook {

/// Every task that starts in a scope ends in it: `co_await scope.join()` waits
/// for all. When one fails, the others are cancelled, and join() throws what
/// the first one threw. A scope belongs to a task, as a local variable does.
class Scope {
 public:
  Scope() = default;
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  /// Ends the program, with a sentence that names join(), if a task still lives
  /// in it: nobody has waited for join().
  //
  // Yours, in task 4.
  ~Scope() = default;

  /// Starts `f(args...)`, which gives a Task<>, as a task of this scope. Keeps
  /// `f` and `args` for as long as the task lives, so that `f` may be a lambda
  /// with captures; what is to be shared is passed by std::ref. In a scope that
  /// has been cancelled the task is cancelled from the beginning. Throws
  /// std::logic_error outside of a task.
  template <class F, class... Args>
  void spawn([[maybe_unused]] F f, [[maybe_unused]] Args... args) {
    todo("17: Scope::spawn", "task 1");
  }

  /// The same for a task that was made already, and costs no frame more. What
  /// it refers to must live as long as it: a lambda that it was made by, too.
  void spawn([[maybe_unused]] Task<> task) {
    todo("17: Scope::spawn", "task 1");
  }

  /// Waits until all tasks of the scope have ended. Then throws what first
  /// left one of them by an exception, if anything did. If the task that waits
  /// is cancelled, so are those of the scope; they are waited for all the same,
  /// and then join() throws Cancelled.
  //
  // Task 1 needs the waiting, task 2 the failure, task 4 the rest.
  [[nodiscard]] Task<> join() { todo("17: Scope::join", "task 1"); }

  /// Cancels all tasks of the scope, and those that are yet to start in it. A
  /// task that waits is woken and gets Cancelled from what it awaits: it has
  /// then neither sent nor received. One that does not wait goes on until it
  /// would. Any thread may call it while the scope lives.
  void cancel() noexcept { todo("17: Scope::cancel", "task 2"); }

 private:
  // Yours: how many tasks live, what the first one threw, and who joins. Other
  // threads' tasks may end at once (chapter 18), so a mutex guards them.
};

}  // namespace workbook
