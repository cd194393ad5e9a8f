// The rows of the peers' programs: the same work, thread for thread.
#include <cstddef>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "bench.hpp"
#include "channel.hpp"
#include "requests.hpp"
#include "select.hpp"

namespace {

using workbook::Channel;
using workbook::ChannelPtr;
using workbook::on_receive;

using Numbers = Channel<std::size_t>;

void receive_all(Numbers& channel) {
  for ([[maybe_unused]] const std::size_t number : channel) continue;
}

void send_many(Numbers& channel, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) channel.send(i);
}

auto one_to_one(std::size_t capacity) {
  return [capacity](std::size_t operations) {
    Numbers channel{capacity};
    const std::jthread sender{[&] {
      send_many(channel, operations);
      channel.close();
    }};
    receive_all(channel);
  };
}

auto four_to_four(std::size_t capacity) {
  return [capacity](std::size_t operations) {
    Numbers channel{capacity};
    std::vector<std::jthread> senders;
    std::vector<std::jthread> receivers;
    for (int i = 0; i < 4; ++i) {
      senders.emplace_back([&] { send_many(channel, operations / 4); });
      receivers.emplace_back([&] { receive_all(channel); });
    }
    senders.clear();
    channel.close();
  };
}

void there_and_back(std::size_t operations) {
  Numbers there;
  Numbers back;
  const std::jthread echo{[&] {
    for (const std::size_t number : there) back.send(number);
  }};
  for (std::size_t i = 0; i < operations; ++i) {
    there.send(i);
    back.receive();
  }
  there.close();
}

void select_of_two(std::size_t operations) {
  Numbers left;
  Numbers right;
  const std::jthread to_left{[&] { send_many(left, operations / 2); }};
  const std::jthread to_right{[&] { send_many(right, operations / 2); }};
  for (std::size_t i = 0; i < operations / 2 * 2; ++i) {
    workbook::select(on_receive(left, [](std::optional<std::size_t>) {}),
                     on_receive(right, [](std::optional<std::size_t>) {}));
  }
}

struct Request {
  std::size_t key;
  ChannelPtr<int> reply;
};

// The peers' owner takes the request to stop from a third channel.
void serve(Channel<Request>& reads, Channel<Request>& writes,
           Channel<bool>& stop) {
  std::unordered_map<std::size_t, int> state;
  bool stopped = false;
  while (!stopped) {
    workbook::select(
        on_receive(reads,
                   [&](std::optional<Request> request) {
                     const auto entry = state.find(request->key);
                     const bool known = entry != state.end();
                     request->reply->send(known ? entry->second : 0);
                   }),
        on_receive(writes,
                   [&](std::optional<Request> request) {
                     ++state[request->key];
                     request->reply->send(1);
                   }),
        on_receive(stop, [&](std::optional<bool>) { stopped = true; }));
  }
}

auto owner_and(std::size_t clients, std::size_t reply_capacity) {
  return [=](std::size_t operations) {
    Channel<Request> reads;
    Channel<Request> writes;
    Channel<bool> stop;
    const std::jthread owner{[&] { serve(reads, writes, stop); }};
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < clients; ++i) {
      Channel<Request>& requests = i % 11 == 10 ? writes : reads;
      threads.emplace_back([&requests, clients, operations, reply_capacity] {
        for (std::size_t key = 0; key < operations / clients; ++key) {
          const auto reply = workbook::make_channel<int>(reply_capacity);
          requests.send({key % 5, reply});
          reply->receive();
        }
      });
    }
    threads.clear();
    stop.send(true);
  };
}

}  // namespace

void bench::measure_like_peers(std::size_t operations) {
  measure("spsc-unbuffered", operations, one_to_one(0));
  measure("spsc-buffered-128", operations, one_to_one(128));
  measure("pingpong", operations, there_and_back);
  measure("mpmc-4x4-unbuffered", operations, four_to_four(0));
  measure("mpmc-4x4-buffered-128", operations, four_to_four(128));
  measure("select-2-unbuffered", operations, select_of_two);
  measure("owner-1-client", operations / 2, owner_and(1, 0));
  measure("owner-11-clients", operations / 2, owner_and(11, 0));
  measure("owner-110-clients", operations / 2, owner_and(110, 0));
  measure("owner-110-clients-cap1", operations / 2, owner_and(110, 1));
}
