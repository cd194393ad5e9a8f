/// @file
/// What the tests of the pool share: how many schedules, and small tasks.
#pragma once

#include <chrono>
#include <optional>

#include "async_receive.hpp"
#include "async_send.hpp"
#include "channel.hpp"
#include "explorer.hpp"
#include "pool.hpp"
#include "sleep.hpp"
#include "task.hpp"

namespace small_tasks {

using namespace std::chrono_literals;

constexpr explorer::Options some{.schedules = 300, .max_steps = 60'000};
constexpr explorer::Options some_with_timers{
    .schedules = 300, .clock_may_wake = true, .max_steps = 60'000};
constexpr explorer::Options some_racing{.schedules = 300,
                                        .clock_may_wake = true,
                                        .deadlines_race = true,
                                        .max_steps = 60'000};

inline workbook::Task<int> answer() {
  co_await workbook::yield();
  co_return 7;
}

inline workbook::Task<> send(workbook::Channel<int>& to, int value) {
  co_await to.async_send(value);
}

inline workbook::Task<> receive(workbook::Channel<int>& from, int& result) {
  const std::optional<int> value = co_await from.async_receive();
  result = value.value_or(-1);
}

}  // namespace small_tasks
