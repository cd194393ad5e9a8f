/// @file
/// Tasks that the tests of a select share.
#pragma once

#include <cstddef>
#include <optional>

#include "async_receive.hpp"
#include "async_select.hpp"
#include "async_send.hpp"
#include "channel.hpp"
#include "orders.hpp"
#include "task.hpp"

namespace workbook_tests {

using workbook::async_select;
using workbook::Channel;
using workbook::receive_case;
using workbook::Task;

/// Sends one value.
inline Task<> send(Channel<int>& to, int value,
                   orders::Alive /*argument*/ = {}) {
  co_await to.async_send(value);
}

/// Receives one value.
inline Task<> receive(Channel<int>& from, int& result,
                      orders::Alive /*argument*/ = {}) {
  const auto value = co_await from.async_receive();
  result = value.value_or(-1);
}

/// Receives `times` values from either.
inline Task<> receive_either(Channel<int>& left, Channel<int>& right, int times,
                             int& sum, orders::Alive /*argument*/ = {}) {
  for (int i = 0; i < times; ++i) {
    std::optional<int> from_left;
    std::optional<int> from_right;
    const std::size_t which = co_await async_select(
        receive_case(left, from_left), receive_case(right, from_right));
    orders::expect(from_left.has_value() == (which == 0),
                   "the left one, if it is 0");
    orders::expect(from_right.has_value() == (which == 1),
                   "the right one, if it is 1");
    sum += from_left.value_or(0) + from_right.value_or(0);
  }
}

}  // namespace workbook_tests
