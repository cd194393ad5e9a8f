/// @file
/// A right answer of another design: see channel_operation.hpp.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "channel_operation.hpp"
#include "waiter.hpp"

namespace workbook {

template <class T>
class Channel;

/// A receive that a task awaits.
template <class T>
class [[nodiscard]] AsyncReceive final
    : public ChannelOperation<AsyncReceive<T>, ReceiveWaiter<T>> {
 public:
  explicit AsyncReceive(Channel<T>& channel) : channel_(channel) {}
  ~AsyncReceive() { this->leave(); }

  std::optional<T> await_resume() {
    this->over();
    return std::move(result_);
  }

 private:
  friend class ChannelOperation<AsyncReceive<T>, ReceiveWaiter<T>>;
  auto& mutex() { return channel_.mutex_; }
  auto& line() { return channel_.receivers_; }
  auto& value() { return result_; }
  bool poll(Sleeper*& partner) {
    return channel_.try_receive(result_, partner);
  }
  [[nodiscard]] std::string awaited() const override {
    return "to receive from " + channel_.name();
  }
  [[nodiscard]] std::string reason() const override {
    return "; nobody is left who could send";
  }

  Channel<T>& channel_;
  std::optional<T> result_;
};

}  // namespace workbook
