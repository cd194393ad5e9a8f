// How an operation's cost grows: with threads, with channels, with clients.
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>
#include "channel.hpp"

#include "bench.hpp"
#include "select.hpp"
#include "stateful_owner.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using Numbers = workbook::Channel<std::size_t>;
using workbook::StatefulOwner;

// How long `count` threads take for `work` if all begin at once.
Clock::duration time_together(std::size_t count,
                              const std::function<void(std::size_t)>& work) {
  workbook::Channel<bool> gate;
  std::vector<std::jthread> threads;
  try {
    for (std::size_t i = 0; i < count; ++i) {
      threads.emplace_back([&, i] {
        gate.receive();
        work(i);
      });
    }
  } catch (const std::system_error&) {
    gate.close();
    throw;
  }
  const auto start = Clock::now();
  gate.close();
  threads.clear();
  return Clock::now() - start;
}

void crowd(std::size_t senders, std::size_t receivers, std::size_t capacity,
           std::size_t operations) {
  const std::size_t share = operations / senders + 1;
  Numbers channel{capacity};
  std::atomic<std::size_t> sending{senders};
  const auto took = time_together(senders + receivers, [&](std::size_t i) {
    if (i >= senders) {
      while (channel.receive()) continue;
      return;
    }
    for (std::size_t n = 0; n < share; ++n) channel.send(n);
    if (--sending == 0) channel.close();
  });
  const std::string buffer =
      capacity == 0 ? "unbuffered" : "buffered-" + std::to_string(capacity);
  bench::print("crowd-" + std::to_string(senders) + "x" +
                   std::to_string(receivers) + "-" + buffer,
               senders * share, took);
}

template <std::size_t... Is>
void select_of(std::index_sequence<Is...> /*channels*/,
               std::size_t operations) {
  std::array<Numbers, sizeof...(Is)> channels;
  bench::measure("select-of-" + std::to_string(channels.size()) + "-channels",
                 operations, [&](std::size_t count) {
                   const std::jthread sender{[&] {
                     for (std::size_t i = 0; i < count; ++i) {
                       channels[i % channels.size()].send(i);
                     }
                   }};
                   for (std::size_t i = 0; i < count; ++i) {
                     workbook::select(workbook::on_receive(
                         channels[Is], [](std::optional<std::size_t>) {})...);
                   }
                 });
}

void ask_owner(std::size_t clients, std::size_t reply_capacity,
               std::size_t operations) {
  const std::string name = "ask-" + std::to_string(clients) + "-clients-cap" +
                           std::to_string(reply_capacity);
  const std::size_t share = operations / clients + 1;
  StatefulOwner owner{reply_capacity};
  try {
    const auto took = time_together(clients, [&](std::size_t) {
      for (std::size_t i = 0; i < share; ++i) owner.read(static_cast<int>(i));
    });
    bench::print(name, clients * share, took);
  } catch (const std::system_error&) {
    std::cerr << "bench: no " << name << ": too many threads for this system\n";
  }
}

}  // namespace

void bench::measure_growth(std::size_t operations) {
  constexpr std::array<std::size_t, 7> sides{1, 2, 4, 8, 16, 32, 64};
  constexpr std::array<std::size_t, 4> owned{10, 100, 1'000, 10'000};
  for (const std::size_t capacity : {0U, 128U}) {
    for (const std::size_t side : sides) {
      crowd(side, side, capacity, operations);
    }
    crowd(1, 64, capacity, operations);
    crowd(64, 1, capacity, operations);
  }
  select_of(std::make_index_sequence<2>{}, operations);
  select_of(std::make_index_sequence<4>{}, operations);
  select_of(std::make_index_sequence<8>{}, operations);
  select_of(std::make_index_sequence<16>{}, operations);
  select_of(std::make_index_sequence<32>{}, operations);
  select_of(std::make_index_sequence<64>{}, operations);
  for (const std::size_t capacity : {0U, 1U}) {
    for (const std::size_t clients : owned) {
      ask_owner(clients, capacity, operations);
    }
  }
}
