/// @file
/// A right answer of another design: see channel_operation.hpp.
#pragma once

#include <string>
#include <utility>

#include "channel_operation.hpp"
#include "closed_channel.hpp"
#include "waiter.hpp"

namespace workbook {

template <class T>
class Channel;

/// A send that a task awaits.
template <class T>
class [[nodiscard]] AsyncSend final
    : public ChannelOperation<AsyncSend<T>, SendWaiter<T>> {
 public:
  AsyncSend(Channel<T>& channel, T value)
      : channel_(channel), value_(std::move(value)) {}
  ~AsyncSend() { this->leave(); }

  void await_resume() {
    if (this->over() == Outcome::closed) throw ClosedChannel{"send: closed"};
  }

 private:
  friend class ChannelOperation<AsyncSend<T>, SendWaiter<T>>;
  auto& mutex() { return channel_.mutex_; }
  auto& line() { return channel_.senders_; }
  auto& value() { return value_; }
  bool poll(Sleeper*& partner) { return channel_.try_send(value_, partner); }
  [[nodiscard]] std::string awaited() const override {
    return "to send to " + channel_.name();
  }
  [[nodiscard]] std::string reason() const override {
    return "; nobody is left who could receive";
  }

  Channel<T>& channel_;
  T value_;
};

}  // namespace workbook
