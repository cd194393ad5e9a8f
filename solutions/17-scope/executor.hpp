/// @file
/// Chapter 17: what runs tasks (chapter 14's, and a task has a parent).
#pragma once

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <list>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

#include "spawned.hpp"
#include "task.hpp"
#include "timer.hpp"

namespace workbook {

/// Thrown when tasks wait and nothing is left that could wake them. It says
/// who waits for what.
class Deadlock : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Runs spawned tasks. An interface: what is decided here (who goes on next,
/// what time it is, what is drawn) a test decides otherwise.
class Executor : public Parent {
 public:
  Executor() = default;
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;
  virtual ~Executor() = default;

  /// Makes the coroutine go on, behind all that are ready; never resumes it
  /// here. Any thread may call it. After that, do not touch what lies in the
  /// coroutine's frame: it may be gone.
  virtual void post(std::coroutine_handle<> task) noexcept = 0;

  /// From now on `timer` expires when it is due; before it can, this calls
  /// its started(). Only for the executor's own tasks, as is stop().
  virtual void start(Timer& timer) = 0;

  /// From now on `timer` does not expire. Does nothing when it has.
  virtual void stop(Timer& timer) noexcept = 0;

  /// The time by which timers expire.
  [[nodiscard]] virtual Timer::Time now() const {
    return std::chrono::steady_clock::now();
  }

  /// A random number below `choices`, each with the same chance.
  [[nodiscard]] virtual std::size_t draw(std::size_t choices) {
    thread_local std::minstd_rand random{std::random_device{}()};
    // No division; the chances differ by a billionth of themselves.
    const std::uint64_t drawn = random() - random.min();
    return drawn * choices >> 31U;
  }

  /// Runs `task`, behind all that are ready. Any thread may call it. An
  /// exception that leaves the task is thrown by run(), the first one if there
  /// are several.
  void spawn(Task<> task) { spawn(std::move(task), *this); }

  /// The same for a task whose end, and whose exceptions, matter to `parent`.
  void spawn(Task<> task, Parent& parent) {
    if (!task.handle()) throw std::logic_error{"spawn: no task"};
    std::unique_lock lock{mutex_};
    Spawned& spawned = alive_.emplace_back(*this, parent, std::move(task));
    spawned.place = std::prev(alive_.end());
    lock.unlock();
    post(spawned.handle());
  }

  /// Cancels all tasks that live and have this parent.
  void cancel_all_of(const Parent& parent) {
    const std::lock_guard lock{mutex_};
    for (Spawned& task : alive_) {
      if (&task.parent() == &parent) task.cancel();
    }
  }

  /// The executor whose task runs on this thread; null when there is none.
  // Not inlined: a compiler that has inlined this into a coroutine may take
  // one thread's answer for that of the thread on which the coroutine goes on.
  [[nodiscard, gnu::noinline]] static Executor* current() noexcept {
    return current_;
  }

 protected:
  /// As long as it lives, this thread runs the tasks of an executor.
  class RunsHere {
   public:
    explicit RunsHere(Executor& executor) {
      if (current_) throw std::logic_error{"run: called in a task"};
      current_ = &executor;
    }
    RunsHere(const RunsHere&) = delete;
    RunsHere& operator=(const RunsHere&) = delete;
    ~RunsHere() { current_ = nullptr; }
  };

  /// Lets the coroutine go on until it suspends or ends. A task that has ended
  /// is destroyed after that, not while it is on the stack. Says whether one
  /// has.
  static bool resume(std::coroutine_handle<> task) {
    task.resume();
    Spawned* const ended = PromiseBase::take_ended();
    if (ended) ended->home().remove(*ended);
    return ended != nullptr;
  }

  /// Whether any spawned task has not ended.
  [[nodiscard]] bool anybody_lives() const {
    const std::lock_guard lock{mutex_};
    return !alive_.empty();
  }

  /// What every task waits for, a line a task.
  [[nodiscard]] std::string who_waits() const {
    const std::lock_guard lock{mutex_};
    std::string lines;
    for (const Spawned& task : alive_) {
      if (!lines.empty()) lines += '\n';
      lines += task.in_words();
    }
    return lines;
  }

  /// Destroys all tasks, which must be suspended, the youngest first: it may
  /// use what the older ones own. Every executor does so before it ends.
  void destroy_tasks() {
    while (anybody_lives()) remove(alive_.back());
  }

  /// Throws what first left a task by an exception, if anything did.
  void rethrow_failure() {
    const std::exception_ptr failure = std::exchange(failure_, nullptr);
    if (failure) std::rethrow_exception(failure);
  }

 private:
  // The frames go first: when a parent is told, nothing of its child is left
  // that could use what the parent owns.
  void remove(Spawned& task) {
    const std::exception_ptr failure = task.destroy();
    task.parent().has_ended(failure);
    const std::lock_guard lock{mutex_};
    alive_.erase(task.place);
  }

  void has_ended(const std::exception_ptr& failure) override {
    const std::lock_guard lock{mutex_};
    if (!failure_) failure_ = failure;
  }

  inline static thread_local Executor* current_ = nullptr;

  mutable std::mutex mutex_;  // guards what follows
  std::list<Spawned> alive_;
  std::exception_ptr failure_;
};

inline void Spawned::post(std::coroutine_handle<> coroutine) noexcept {
  home_.post(coroutine);
}

}  // namespace workbook
