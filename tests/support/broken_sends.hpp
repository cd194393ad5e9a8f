/// @file
/// Tasks that send a value whose move throws.
#pragma once

#include "async_send.hpp"
#include "channel.hpp"
#include "sleep.hpp"
#include "task.hpp"
#include "values.hpp"

namespace workbook_tests {

/// Sends 7, and again if its move has thrown. The first move out of the
/// operation throws, on either side, which counts it in `broken`.
inline workbook::Task<> send_until_sent(workbook::Channel<Fragile>& to,
                                        int& moves_left, int& broken) {
  for (bool sent = false; !sent;) {
    auto sending = to.async_send(Fragile{7, moves_left});
    if (broken == 0) moves_left = 0;
    try {
      co_await sending;
      sent = true;
    } catch (const Broken&) {
      ++broken;
      moves_left = 100;
    }
    if (!sent) co_await workbook::yield();  // others may be first
  }
}

/// Sends 1, whose move throws here, and then 7, whose move throws in the task
/// that was woken by the first and tries again.
inline workbook::Task<> send_two_that_break(workbook::Channel<Fragile>& to,
                                            int& moves_left) {
  auto first = to.async_send(Fragile{1, moves_left});
  moves_left = 0;
  try {
    co_await first;
  } catch (const Broken&) {
    moves_left = 100;
  }
  auto second = to.async_send(Fragile{7, moves_left});
  moves_left = 0;
  co_await second;
}

}  // namespace workbook_tests
