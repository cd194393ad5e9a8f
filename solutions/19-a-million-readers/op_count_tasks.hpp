/// @file
/// Chapter 19: many tasks ask one owner, and count what they managed.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <random>
#include <stdexcept>
#include <unordered_map>

#include "async_select.hpp"
#include "channel.hpp"
#include "loop.hpp"
#include "op_count.hpp"
#include "op_counter.hpp"
#include "pool.hpp"
#include "requests.hpp"
#include "scope.hpp"
#include "task.hpp"

namespace workbook {

/// The program of chapter 10 with tasks in place of threads. It must outlive
/// them.
class TaskedOpCount {
 public:
  explicit TaskedOpCount(const OpCountOptions& options) : options_(options) {}

  /// Runs the owner and its clients. Counts from when every client has had its
  /// first reply.
  Task<OpCounts> run() {
    Scope owner;
    Scope clients;
    owner.spawn(serve(reads_, writes_));
    for (int i = 0; i < options_.readers; ++i) {
      clients.spawn(read(i));
      if (i % at_a_time == 0) co_await all_answered(i);
    }
    for (int i = 0; i < options_.writers; ++i) clients.spawn(write(i));
    co_await all_answered(options_.readers + options_.writers);
    counting_ = true;
    const OpCounts before = counts();
    co_await sleep_for(options_.run_for);
    const OpCounts after = counts();

    // Requests under way get their replies; clients that rest are woken.
    stopping_ = true;
    while (under_way_ > 0) co_await yield();
    clients.cancel();
    co_await clients.join();
    reads_->close();
    writes_->close();
    co_await owner.join();
    if (read_.value() + written_.value() != begun_.value()) {
      throw std::logic_error{"op count: not every request got its reply"};
    }
    co_return OpCounts{after.reads - before.reads,
                       after.writes - before.writes};
  }

 private:
  // No more clients than this have their first request under way at a time,
  // and nobody makes a second one before all have come: the last ones would
  // have to wait behind all that are there already.
  static constexpr int at_a_time = 256;

  // Counts a request that is under way. None begins once we are stopping: a
  // request says first that it begins, and looks then; run() the other way
  // round. One of the two sees the other.
  class Request {
   public:
    explicit Request(TaskedOpCount& program) : program_(program) {
      ++program_.under_way_;
    }
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;
    ~Request() { --program_.under_way_; }
    [[nodiscard]] bool begins() {
      if (program_.stopping_) return false;
      program_.begun_.add();
      return true;
    }

   private:
    TaskedOpCount& program_;
  };

  [[nodiscard]] OpCounts counts() const {
    return {read_.value(), written_.value()};
  }

  Task<> all_answered(int clients) {
    while (answered_ < clients) co_await yield();
  }

  static Task<> serve(ChannelPtr<ReadOp> reads, ChannelPtr<WriteOp> writes) {
    std::unordered_map<int, int> state;
    while (reads || writes) {
      std::optional<ReadOp> read;
      std::optional<WriteOp> write;
      const std::size_t which = co_await async_select(
          receive_case(reads, read), receive_case(writes, write));
      if (read) {
        const auto entry = state.find(read->key);
        const int value = entry == state.end() ? 0 : entry->second;
        co_await read->reply->async_send(value);
      } else if (write) {
        state[write->key] = write->value;
        co_await write->reply->async_send(true);
      } else if (which == 0) {
        reads.reset();
      } else {
        writes.reset();
      }
    }
  }

  Task<> read(int number) {
    bool newcomer = true;
    std::minstd_rand random{static_cast<unsigned>(number) + 1};
    for (;; newcomer = false) {
      {
        Request request{*this};
        if (!request.begins()) co_return;
        const auto reply = make_channel<int>(options_.reply_capacity);
        co_await reads_->async_send({draw(random, options_.keys), reply});
        co_await reply->async_receive();
        read_.add();
      }  // nobody needs the channel while we rest
      if (newcomer) ++answered_;
      do {
        co_await sleep_for(options_.pause);
      } while (!counting_);
    }
  }

  Task<> write(int number) {
    bool newcomer = true;
    std::minstd_rand random{static_cast<unsigned>(number) + 1};
    for (;; newcomer = false) {
      {
        Request request{*this};
        if (!request.begins()) co_return;
        const auto reply = make_channel<bool>(options_.reply_capacity);
        co_await writes_->async_send(
            {draw(random, options_.keys), draw(random, 100), reply});
        co_await reply->async_receive();
        written_.add();
      }
      if (newcomer) ++answered_;
      do {
        co_await sleep_for(options_.pause);
      } while (!counting_);
    }
  }

  static int draw(std::minstd_rand& random, int below) {
    return std::uniform_int_distribution{0, below - 1}(random);
  }

  const OpCountOptions options_;
  const ChannelPtr<ReadOp> reads_ = make_channel<ReadOp>();
  const ChannelPtr<WriteOp> writes_ = make_channel<WriteOp>();
  OpCounter begun_;
  OpCounter read_;
  OpCounter written_;
  std::atomic<bool> counting_ = false;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> answered_ = 0;
  std::atomic<int> under_way_ = 0;
};

/// Counts the operations of `options.readers` and `options.writers` tasks that
/// ask one owner, for `options.run_for`. With one worker they run on this
/// thread, in a Loop, and with more in a Pool.
inline OpCounts count_ops_tasks(const OpCountOptions& options,
                                unsigned workers = 1) {
  TaskedOpCount program{options};
  if (workers <= 1) {
    Loop loop;
    return loop.run(program.run());
  }
  Pool pool{workers};
  return pool.run(program.run());
}

}  // namespace workbook
