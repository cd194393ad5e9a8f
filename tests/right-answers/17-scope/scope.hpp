/// @file
/// A right answer of another design: a scope is no parent. Each of its tasks is
/// wrapped in another one, which catches what it throws and counts it out; the
/// scope keeps a list of those that run, and cancels them one by one.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <list>
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

/// Every task that starts in a scope ends in it.
class Scope {
 public:
  Scope() = default;
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  ~Scope() {
    if (count_ == 0) return;
    std::fputs("a scope has tasks that nobody has waited for by join()\n",
               stderr);
    std::abort();
  }

  template <class F, class... Args>
  void spawn(F f, Args... args) {
    spawn(kept(std::move(f), std::move(args)...));
  }

  void spawn(Task<> task) {
    Executor* const executor = Executor::current();
    if (!executor) throw std::logic_error{"a scope is of use in a task"};
    {
      const std::lock_guard lock{mutex_};
      ++count_;
    }
    executor->spawn(watch(Member{*this, std::move(task)}));
  }

  [[nodiscard]] Task<> join(Where where = Where::current()) {
    const bool wanted = co_await Empty{*this, where, true};
    if (!wanted) {
      cancel();
      co_await Empty{*this, where, false};
    }
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    if (!wanted) throw Cancelled{};
  }

  void cancel() noexcept {
    const std::lock_guard lock{mutex_};
    cancelled_ = true;
    for (Spawned* const running : running_) running->cancel();
  }

 private:
  template <class F, class... Args>
  static Task<> kept(F f, Args... args) {
    co_await std::invoke(f, args...);
  }

  // Counts its task out when the frames are gone, whether or not it has run.
  class Member {
   public:
    Member(Scope& scope, Task<> task) noexcept
        : scope_(&scope), task_(std::move(task)) {}
    Member(Member&& other) noexcept
        : scope_(std::exchange(other.scope_, nullptr)),
          task_(std::move(other.task_)),
          running_(std::exchange(other.running_, nullptr)) {}
    Member& operator=(Member&&) = delete;
    ~Member() {
      { const Task<> gone = std::move(task_); }
      if (scope_) scope_->count_out(running_);
    }
    Task<> task() { return std::move(task_); }
    void runs(Spawned& task) {
      const std::lock_guard lock{scope_->mutex_};
      scope_->running_.push_back(&task);
      running_ = &task;
      if (scope_->cancelled_) task.cancel();
    }
    void failed(const std::exception_ptr& failure) {
      {
        const std::lock_guard lock{scope_->mutex_};
        if (!scope_->failure_) scope_->failure_ = failure;
      }
      scope_->cancel();
    }

   private:
    Scope* scope_;
    Task<> task_;
    Spawned* running_ = nullptr;
  };

  // Which spawned task it is that runs.
  struct ThisTask {
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> self) noexcept {
      task = &self.promise().spawned();
      return false;
    }
    [[nodiscard]] Spawned& await_resume() const noexcept { return *task; }
    Spawned* task = nullptr;
  };

  static Task<> watch(Member member) {
    Spawned& self = co_await ThisTask{};
    member.runs(self);
    try {
      co_await member.task();
    } catch (const Cancelled&) {
    } catch (...) {
      member.failed(std::current_exception());
    }
  }

  void count_out(Spawned* running) {
    Spawned* joiner = nullptr;
    {
      const std::lock_guard lock{mutex_};
      if (running) running_.remove(running);
      if (--count_ == 0) joiner = std::exchange(joiner_, nullptr);
      if (joiner && !joiner->claim(0)) joiner = nullptr;
    }
    if (joiner) joiner->wake(Outcome::done);
  }

  // Gives whether the task that awaits it was not cancelled meanwhile.
  class Empty final : public Operation {
   public:
    Empty(Scope& scope, const Where& where, bool may_be_cancelled)
        : scope_(scope), where_(where), may_be_cancelled_(may_be_cancelled) {}
    ~Empty() {
      const std::lock_guard lock{scope_.mutex_};
      scope_.joiner_ = nullptr;
    }
    [[nodiscard]] bool await_ready() const noexcept { return false; }

    template <class Promise>
    [[gnu::noinline]] bool await_suspend(std::coroutine_handle<Promise> self) {
      suspend(self, where_);
      const std::lock_guard lock{scope_.mutex_};
      if (scope_.count_ == 0) return false;
      scope_.joiner_ = &task();
      waits_ = true;
      task().sleep_in_any_case(*this);
      if (may_be_cancelled_) return !is_cancelled_now();
      return true;
    }

    bool await_resume() {
      if (cancelled_) return false;
      if (!waits_) return true;
      try {
        task().awake();
      } catch (const Cancelled&) {
        return !may_be_cancelled_;
      }
      return true;
    }

   private:
    // A cancelled task does not sleep.
    bool is_cancelled_now() {
      try {
        task().throw_if_cancelled();
        return false;
      } catch (const Cancelled&) {
        cancelled_ = task().claim(0);
        return cancelled_;
      }
    }

    bool try_again() override { return true; }
    [[nodiscard]] std::string awaited() const override {
      return "for a scope to be empty";
    }
    [[nodiscard]] std::string reason() const override { return {}; }

    Scope& scope_;
    Where where_;
    bool may_be_cancelled_;
    bool waits_ = false;
    bool cancelled_ = false;
  };

  std::mutex mutex_;  // guards what follows
  std::size_t count_ = 0;
  bool cancelled_ = false;
  std::list<Spawned*> running_;
  std::exception_ptr failure_;
  Spawned* joiner_ = nullptr;
};

}  // namespace workbook
