/// @file
/// What the tests let a scope run: tasks that end, fail, or wait without end.
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

#include "async_receive.hpp"
#include "async_select.hpp"
#include "async_send.hpp"
#include "cancelled.hpp"
#include "channel.hpp"
#include "loop.hpp"
#include "orders.hpp"
#include "task.hpp"

namespace children {

using namespace std::chrono_literals;
using workbook::async_select;
using workbook::Channel;
using workbook::receive_case;
using workbook::sleep_for;
using workbook::Task;
using workbook::timeout_case;
using workbook::yield;

inline Task<> count_up(int& count, orders::Alive /*argument*/ = {}) {
  co_await yield();
  ++count;
}

inline Task<> fail(std::string what, orders::Alive /*argument*/ = {}) {
  co_await yield();
  throw std::runtime_error{what};
}

inline Task<> receive_without_end(Channel<int>& from,
                                  orders::Alive /*argument*/ = {}) {
  while (const auto value = co_await from.async_receive()) continue;
}

inline Task<> sleep_long(orders::Alive /*argument*/ = {}) {
  co_await sleep_for(1h);
}

inline Task<> fail_when_cancelled(std::string what,
                                  orders::Alive /*argument*/ = {}) {
  try {
    co_await sleep_for(1h);
  } catch (const workbook::Cancelled&) {
    throw std::runtime_error{what};
  }
}

inline Task<> tell_when_cancelled(Channel<int>& whom,
                                  orders::Alive /*argument*/ = {}) {
  bool cancelled = false;
  try {
    co_await sleep_for(1h);
  } catch (const workbook::Cancelled&) {
    cancelled = true;
  }
  if (cancelled) co_await whom.async_send(1);
}

inline Task<> yield_for_long(orders::Alive /*argument*/ = {}) {
  for (int i = 0; i < 10'000; ++i) co_await yield();
  orders::expect(false, "a cancelled task does not yield ten thousand times");
}

inline Task<> select_without_end(Channel<int>& one, Channel<int>& other,
                                 orders::Alive /*argument*/ = {}) {
  for (;;) {
    std::optional<int> value;
    co_await async_select(receive_case(one, value), receive_case(other, value),
                          timeout_case(1h));
  }
}

}  // namespace children
