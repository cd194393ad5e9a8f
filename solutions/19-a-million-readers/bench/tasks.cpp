// The rows of the peers' programs, with tasks in place of threads: the same
// work, task for task, on one thread. A reader's headers have no tasks before
// part II, so the reader's benchmark has no such rows.
#ifndef ONLY_THREADS

#include <chrono>
#include <cstddef>
#include <ctime>
#include <functional>
#include <iomanip>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "../../11-measuring/bench/bench.hpp"
#include "async_select.hpp"
#include "channel.hpp"
#include "loop.hpp"
#include "requests.hpp"
#include "scope.hpp"
#include "task.hpp"

namespace {

using workbook::async_select;
using workbook::Channel;
using workbook::ChannelPtr;
using workbook::make_channel;
using workbook::receive_case;
using workbook::Scope;
using workbook::Task;

using Numbers = Channel<std::size_t>;

Task<> receive_all(Numbers& channel) {
  while (const auto number = co_await channel.async_receive()) continue;
}

Task<> send_many(Numbers& channel, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) co_await channel.async_send(i);
}

Task<> one_to_one(std::size_t capacity, std::size_t operations) {
  Numbers channel{capacity};
  Scope receiver;
  receiver.spawn(receive_all(channel));
  co_await send_many(channel, operations);
  channel.close();
  co_await receiver.join();
}

Task<> four_to_four(std::size_t capacity, std::size_t operations) {
  Numbers channel{capacity};
  Scope senders;
  Scope receivers;
  for (int i = 0; i < 4; ++i) {
    senders.spawn(send_many(channel, operations / 4));
    receivers.spawn(receive_all(channel));
  }
  co_await senders.join();
  channel.close();
  co_await receivers.join();
}

Task<> echo(Numbers& there, Numbers& back) {
  while (const auto number = co_await there.async_receive()) {
    co_await back.async_send(*number);
  }
}

Task<> there_and_back(std::size_t operations) {
  Numbers there;
  Numbers back;
  Scope scope;
  scope.spawn(echo(there, back));
  for (std::size_t i = 0; i < operations; ++i) {
    co_await there.async_send(i);
    co_await back.async_receive();
  }
  there.close();
  co_await scope.join();
}

Task<> select_of_two(std::size_t operations) {
  Numbers left;
  Numbers right;
  Scope scope;
  scope.spawn(send_many(left, operations / 2));
  scope.spawn(send_many(right, operations / 2));
  std::optional<std::size_t> from_left;
  std::optional<std::size_t> from_right;
  for (std::size_t i = 0; i < operations / 2 * 2; ++i) {
    co_await async_select(receive_case(left, from_left),
                          receive_case(right, from_right));
  }
  co_await scope.join();
}

// Not an aggregate: GCC 12 destroys those twice in co_await.
struct Request {
  Request(std::size_t which, ChannelPtr<int> where)
      : key(which), reply(std::move(where)) {}
  std::size_t key;
  ChannelPtr<int> reply;
};

Task<> serve(Channel<Request>& reads, Channel<Request>& writes,
             Channel<bool>& stop) {
  std::unordered_map<std::size_t, int> state;
  std::optional<Request> read;
  std::optional<Request> write;
  std::optional<bool> stopped;
  for (;;) {
    const std::size_t which = co_await async_select(
        receive_case(reads, read), receive_case(writes, write),
        receive_case(stop, stopped));
    if (which == 2) co_return;
    if (which == 0) {
      const auto entry = state.find(read->key);
      const int value = entry == state.end() ? 0 : entry->second;
      co_await read->reply->async_send(value);
    } else {
      ++state[write->key];
      co_await write->reply->async_send(1);
    }
  }
}

Task<> ask(Channel<Request>& requests, std::size_t count,
           std::size_t reply_capacity) {
  for (std::size_t key = 0; key < count; ++key) {
    const auto reply = make_channel<int>(reply_capacity);
    co_await requests.async_send({key % 5, reply});
    co_await reply->async_receive();
  }
}

Task<> owner_and(std::size_t clients, std::size_t reply_capacity,
                 std::size_t operations) {
  Channel<Request> reads;
  Channel<Request> writes;
  Channel<bool> stop;
  Scope owner;
  Scope asking;
  owner.spawn(serve(reads, writes, stop));
  for (std::size_t i = 0; i < clients; ++i) {
    asking.spawn(ask(i % 11 == 10 ? writes : reads, operations / clients,
                     reply_capacity));
  }
  co_await asking.join();
  co_await stop.async_send(true);
  co_await owner.join();
}

double processor_time() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return 1e9 * static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_nsec);
}

// Prints the processor time as well: it is what a busy machine does not change.
void measure(std::string_view name, std::size_t operations,
             const std::function<Task<>(std::size_t)>& body) {
  workbook::Loop loop;
  loop.run(body(operations / 10));
  const double before = processor_time();
  const auto start = std::chrono::steady_clock::now();
  loop.run(body(operations));
  const std::chrono::duration<double, std::nano> took =
      std::chrono::steady_clock::now() - start;
  const double spent = processor_time() - before;
  const auto count = static_cast<double>(operations);
  std::cout << name << ' ' << std::fixed << std::setprecision(1)
            << took.count() / count << " ns/op " << spent / count << " cpu"
            << std::endl;
}

}  // namespace

void bench::measure_tasks(std::size_t operations) {
  const auto owner = [](std::size_t clients, std::size_t reply_capacity) {
    return std::bind_front(owner_and, clients, reply_capacity);
  };
  ::measure("spsc-unbuffered", operations, std::bind_front(one_to_one, 0));
  ::measure("spsc-buffered-128", operations, std::bind_front(one_to_one, 128));
  ::measure("pingpong", operations, there_and_back);
  ::measure("mpmc-4x4-unbuffered", operations,
            std::bind_front(four_to_four, 0));
  ::measure("mpmc-4x4-buffered-128", operations,
            std::bind_front(four_to_four, 128));
  ::measure("select-2-unbuffered", operations, select_of_two);
  ::measure("owner-1-client", operations / 2, owner(1, 0));
  ::measure("owner-11-clients", operations / 2, owner(11, 0));
  ::measure("owner-110-clients", operations / 2, owner(110, 0));
  ::measure("owner-110-clients-cap1", operations / 2, owner(110, 1));
}

#else

#include "../../11-measuring/bench/bench.hpp"

void bench::measure_tasks(std::size_t /*operations*/) {}

#endif
