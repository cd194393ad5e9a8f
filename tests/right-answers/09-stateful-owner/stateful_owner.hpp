/// @file
/// A right answer of another design: the owner waits for nobody in
/// particular. Replies queue up, and the oldest one is a case of the select
/// that also receives the requests.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "channel.hpp"
#include "requests.hpp"
#include "select.hpp"

namespace workbook {

class StatefulOwner {
 public:
  explicit StatefulOwner(std::size_t reply_capacity = 1)
      : reply_capacity_(reply_capacity) {
    thread_ = std::thread{&StatefulOwner::serve, this};
  }
  StatefulOwner(const StatefulOwner&) = delete;
  StatefulOwner& operator=(const StatefulOwner&) = delete;
  ~StatefulOwner() { stop(); }

  int read(int key) { return ask_read(*reads_, key, reply_capacity_); }
  bool write(int key, int value) {
    return ask_write(*writes_, key, value, reply_capacity_);
  }
  Channel<ReadOp>& reads() { return *reads_; }
  Channel<WriteOp>& writes() { return *writes_; }

  void stop() {
    const std::lock_guard lock{stopping_};
    if (!thread_.joinable()) return;
    unless_closed([this] { reads_->close(); });
    unless_closed([this] { writes_->close(); });
    thread_.join();
  }

 private:
  // One of the two channels is null.
  struct Reply {
    ChannelPtr<int> read;
    int value = 0;
    ChannelPtr<bool> written;
  };

  static void unless_closed(const std::function<void()>& action) {
    try {
      action();
    } catch (const ClosedChannel&) {
      return;
    }
  }

  void serve() {
    bool open = true;
    while (open || !replies_.empty()) {
      const Reply oldest = replies_.empty() ? Reply{} : replies_.front();
      const std::size_t waiting = replies_.size();
      bool sent = true;
      unless_closed([&] {
        select(on_receive(open ? reads_ : nullptr,
                          [&](std::optional<ReadOp> it) {
                            sent = false;
                            open = it.has_value();
                            if (it) take(*it);
                          }),
               on_receive(open ? writes_ : nullptr,
                          [&](std::optional<WriteOp> it) {
                            sent = false;
                            open = it.has_value();
                            if (it) take(*it);
                          }),
               on_send(oldest.read, oldest.value),
               on_send(oldest.written, true));
      });
      if (sent && waiting > 0) replies_.pop_front();
    }
  }

  void take(const ReadOp& request) {
    const auto entry = state_.find(request.key);
    const int value = entry == state_.end() ? 0 : entry->second;
    replies_.push_back({request.reply, value, nullptr});
  }
  void take(const WriteOp& request) {
    state_.insert_or_assign(request.key, request.value);
    replies_.push_back({nullptr, 0, request.reply});
  }

  const std::size_t reply_capacity_;
  const ChannelPtr<ReadOp> reads_ = make_channel<ReadOp>();
  const ChannelPtr<WriteOp> writes_ = make_channel<WriteOp>();
  std::map<int, int> state_;   // only thread_ touches it
  std::deque<Reply> replies_;  // only thread_ touches it
  std::mutex stopping_;        // guards thread_ once it is started
  std::thread thread_;
};

}  // namespace workbook
