// Assignment: in chapters/03-rendezvous/channel.hpp, let every ClosedChannel
// say what went wrong, wherever it is thrown.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <string>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"

using explorer::expect;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::ClosedChannel;

namespace {

/// What a call says when it throws.
template <class Call>
std::string said(Call call) {
  try {
    call();
  } catch (const ClosedChannel& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a ClosedChannel says what went wrong to those who waited, too",
          "[05][task2]") {
  for (const std::size_t capacity : {0U, 1U}) {
    explore(
        [capacity] {
          Channel<int> channel{capacity};
          explorer::name(channel, "channel");
          if (capacity > 0) channel.send(1);
          const auto send = [&] { channel.send(2); };
          std::jthread sender = start("sender", [&] {
            expect(!said(send).empty(), "the send that waited says what");
          });
          settle();
          channel.close();
          expect(!said(send).empty(), "the send after the close says what");
          expect(!said([&] { channel.close(); }).empty(),
                 "the second close says what");
        },
        {.schedules = 20});
  }
}
