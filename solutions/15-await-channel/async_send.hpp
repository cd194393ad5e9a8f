/// @file
/// Chapter 15: what Channel::async_send() gives.
#pragma once

#include <coroutine>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "closed_channel.hpp"
#include "operation.hpp"
#include "spawned.hpp"
#include "waiter.hpp"
#include "where.hpp"

namespace workbook {

template <class T>
class Channel;

/// A send that a task awaits. It lives in the task's frame.
template <class T>
class [[nodiscard]] AsyncSend final : public Operation {
 public:
  AsyncSend(Channel<T>& channel, T&& value)
      : channel_(channel), value_(std::move(value)) {}

  /// A task that is destroyed while it waits leaves the line.
  ~AsyncSend() {
    if (sender_) leave();
  }

  [[nodiscard]] bool await_ready() { return channel_.send_at_one_end(value_); }

  // Not inlined: clang 14 may keep in the frame what an inlined one knows, and
  // write it there when another thread has taken the frame over.
  template <class Promise>
  [[gnu::noinline]] bool await_suspend(std::coroutine_handle<Promise> self,
                                       Where where = Where::current()) {
    suspend(self, where);
    return !try_again();
  }

  void await_resume() {
    if (!sender_) return;
    const Outcome outcome = task().awake();
    sender_.reset();  // our waker has taken it out of the line
    if (outcome == Outcome::closed) {
      throw ClosedChannel{"send: channel closed"};
    }
  }

  bool try_again() override {
    Sleeper* partner = nullptr;
    bool sent = false;
    {
      const std::lock_guard lock{channel_.mutex_};
      sent = channel_.try_send(value_, partner);
      if (!sent) {
        channel_.senders_.join(sender_.emplace(task(), 0, value_));
        task().sleep(*this);
      }
    }  // from here on this may be gone, unless the value is sent
    if (partner) partner->wake(Outcome::done);
    return sent;
  }

 private:
  void leave() {
    const std::lock_guard lock{channel_.mutex_};
    channel_.senders_.leave(*sender_);
  }

  [[nodiscard]] std::string awaited() const override {
    return "to send to " + channel_.name();
  }
  [[nodiscard]] std::string reason() const override {
    return "; nobody is left who could receive";
  }

  Channel<T>& channel_;
  T value_;
  std::optional<SendWaiter<T>> sender_;
};

}  // namespace workbook
