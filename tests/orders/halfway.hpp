/// @file
/// An executor that runs a task up to where it waits, and no further.
#pragma once

#include <coroutine>
#include <utility>

#include "executor.hpp"
#include "task.hpp"
#include "timer.hpp"

namespace orders {

/// Lets a test destroy a task while it waits.
class Halfway final : public workbook::Executor {
 public:
  explicit Halfway(workbook::Task<> task) {
    const RunsHere here{*this};
    spawn(std::move(task));
    resume(ready_);
  }
  ~Halfway() override { destroy_tasks(); }

  void post(std::coroutine_handle<> task) noexcept override { ready_ = task; }
  void start(workbook::Timer& timer) override {
    ++timers;
    timer.started();
  }
  void stop(workbook::Timer& /*timer*/) noexcept override { --timers; }

  /// Destroys its task.
  void give_up() { destroy_tasks(); }

  int timers = 0;  ///< That were started and not stopped.

 private:
  std::coroutine_handle<> ready_;
};

}  // namespace orders
