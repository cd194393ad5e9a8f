/// @file
/// Chapter 15: what Channel::async_receive() gives.
#pragma once

#include <coroutine>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "operation.hpp"
#include "spawned.hpp"
#include "waiter.hpp"
#include "where.hpp"

namespace workbook {

template <class T>
class Channel;

/// A receive that a task awaits. It lives in the task's frame.
template <class T>
class [[nodiscard]] AsyncReceive final : public Operation {
 public:
  explicit AsyncReceive(Channel<T>& channel) : channel_(channel) {}

  /// A task that is destroyed while it waits leaves the line.
  ~AsyncReceive() {
    if (receiver_) leave();
  }

  [[nodiscard]] bool await_ready() {
    return channel_.receive_at_one_end(result_);
  }

  // Not inlined: clang 14 may keep in the frame what an inlined one knows, and
  // write it there when another thread has taken the frame over.
  template <class Promise>
  [[gnu::noinline]] bool await_suspend(std::coroutine_handle<Promise> self,
                                       Where where = Where::current()) {
    suspend(self, where);
    return !try_again();
  }

  std::optional<T> await_resume() {
    if (receiver_) {
      task().awake();
      receiver_.reset();  // our waker has taken it out of the line
    }
    // Not std::move(result_): for a T that is a number that is one load of what
    // was just stored in two parts, for which a processor waits.
    if (!result_) return std::nullopt;
    return *std::move(result_);
  }

  bool try_again() override {
    Sleeper* partner = nullptr;
    bool received = false;
    {
      const std::lock_guard lock{channel_.mutex_};
      received = channel_.try_receive(result_, partner);
      if (!received) {
        channel_.receivers_.join(receiver_.emplace(task(), 0, result_));
        task().sleep(*this);
      }
    }  // from here on this may be gone, unless it has a result
    if (partner) partner->wake(Outcome::done);
    return received;
  }

 private:
  void leave() {
    const std::lock_guard lock{channel_.mutex_};
    channel_.receivers_.leave(*receiver_);
  }

  [[nodiscard]] std::string awaited() const override {
    return "to receive from " + channel_.name();
  }
  [[nodiscard]] std::string reason() const override {
    return "; nobody is left who could send";
  }

  Channel<T>& channel_;
  std::optional<T> result_;
  std::optional<ReceiveWaiter<T>> receiver_;
};

}  // namespace workbook
