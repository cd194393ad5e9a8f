/// @file
/// Chapter 14: what the compiler asks of a task (chapter 13's, and which parent
/// hears that a spawned task has ended).
#pragma once

#include <concepts>
#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace workbook {

class Spawned;

/// What the promises of all tasks have in common: how a task begins, how it
/// ends, and whom it then resumes. A promise lies in its task's frame.
class PromiseBase {
 public:
  /// A task does not run before it is awaited.
  [[nodiscard]] std::suspend_always initial_suspend() const noexcept {
    return {};
  }

  /// A task that has ended goes over to its caller. Its frame stays, with the
  /// result in it, until its owner destroys it.
  [[nodiscard]] auto final_suspend() const noexcept { return GoOver{}; }

  /// What left the task by an exception reaches the caller later.
  void unhandled_exception() noexcept { failure_ = std::current_exception(); }

  /// Says who awaits this task, and goes on after it.
  template <class Promise>
  void called_by(std::coroutine_handle<Promise> caller) noexcept {
    caller_ = caller;
    if constexpr (std::derived_from<Promise, PromiseBase>) {
      spawned_ = caller.promise().spawned_;
    }
  }

  /// Says that nobody awaits this task: an executor runs it.
  void spawned_as(Spawned& spawned) noexcept { spawned_ = &spawned; }

  /// For an executor: the spawned task that has ended on this thread since the
  /// last call, which is still to be destroyed; null if none has.
  [[nodiscard]] static Spawned* take_ended() noexcept {
    return std::exchange(ended_, nullptr);
  }

  /// Of which spawned task this is a part: all frames of a call and of the
  /// calls in it share one. Only a task that runs on an executor has it.
  [[nodiscard]] Spawned& spawned() const noexcept { return *spawned_; }

  /// What left the task by an exception, if anything did.
  [[nodiscard]] std::exception_ptr failure() const noexcept { return failure_; }

 protected:
  void rethrow_failure() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  // Returning the next handle instead of resuming it is a symmetric transfer:
  // the compiler jumps there, and the stack does not grow.
  struct GoOver {
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <std::derived_from<PromiseBase> Promise>
    [[nodiscard]] std::coroutine_handle<> await_suspend(
        std::coroutine_handle<Promise> ended) const noexcept {
      const PromiseBase& promise = ended.promise();
      return promise.caller_ ? promise.caller_ : back_to_executor(promise);
    }
    void await_resume() const noexcept {}
  };

  // Not inlined: a compiler that has inlined this into a coroutine may take one
  // thread's variable for that of the thread on which the coroutine goes on.
  [[gnu::noinline]] static std::coroutine_handle<> back_to_executor(
      const PromiseBase& ended) noexcept {
    if (ended.spawned_) ended_ = ended.spawned_;
    return std::noop_coroutine();
  }

  inline static thread_local Spawned* ended_ = nullptr;

  std::coroutine_handle<> caller_;
  Spawned* spawned_ = nullptr;
  std::exception_ptr failure_;
};

template <class T>
class Task;

/// The promise of a task that gives a T.
template <class T>
class Promise final : public PromiseBase {
 public:
  [[nodiscard]] Task<T> get_return_object() noexcept;

  /// Keeps what the task gives.
  template <class Value = T>
  requires std::constructible_from<T, Value>
  void return_value(Value&& value) {
    result_.emplace(std::forward<Value>(value));
  }

  /// What the task gave, or throws what the task threw. Once, after its end.
  [[nodiscard]] T take_result() {
    rethrow_failure();
    return std::move(*result_);
  }

 private:
  std::optional<T> result_;
};

/// The promise of a task that gives nothing.
template <>
class Promise<void> final : public PromiseBase {
 public:
  [[nodiscard]] inline Task<void> get_return_object() noexcept;
  void return_void() const noexcept {}

  /// Throws what the task threw.
  void take_result() const { rethrow_failure(); }
};

}  // namespace workbook
