/// @file
/// A right answer of another design: a select in one monitor. Cases are values
/// that own their operation; nothing is derived from, and nothing is claimed
/// but by a flag under the one mutex.
#pragma once

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "channel.hpp"
#include "monitor.hpp"

namespace workbook {

/// A receive that a select may do.
template <class T>
class ReceiveOp {
 public:
  explicit ReceiveOp(Channel<T>* channel) : channel_(channel) {}
  bool attempt() { return channel_ && channel_->try_receive(result); }
  void enlist(const std::shared_ptr<monitor::Wait>& wait, std::size_t index) {
    if (channel_) channel_->receivers_.push_back({wait, index, &result});
  }
  void leave(const std::shared_ptr<monitor::Wait>& wait) {
    if (channel_) monitor::leave(channel_->receivers_, wait);
  }

  std::optional<T> result;

 private:
  Channel<T>* channel_;
};

/// A send that a select may do.
template <class T>
class SendOp {
 public:
  SendOp(Channel<T>* channel, T value)
      : channel_(channel), value_(std::move(value)) {}
  bool attempt() { return channel_ && channel_->try_send(value_); }
  void enlist(const std::shared_ptr<monitor::Wait>& wait, std::size_t index) {
    if (channel_) channel_->senders_.push_back({wait, index, &value_});
  }
  void leave(const std::shared_ptr<monitor::Wait>& wait) {
    if (channel_) monitor::leave(channel_->senders_, wait);
  }

 private:
  Channel<T>* channel_;
  T value_;
};

/// A case of a select.
struct AnyCase {
  using Clock = std::chrono::steady_clock;

  std::function<bool()> attempt = [] { return false; };
  std::function<void(const std::shared_ptr<monitor::Wait>&, std::size_t)>
      enlist = [](const auto&, std::size_t) {};
  std::function<void(const std::shared_ptr<monitor::Wait>&)> leave =
      [](const auto&) {};
  std::function<void(bool closed)> finish;
  bool is_otherwise = false;
  Clock::time_point deadline = Clock::time_point::max();
};

namespace monitor {

template <class Op>
AnyCase case_of(const std::shared_ptr<Op>& op) {
  AnyCase made;
  made.attempt = [op] { return op->attempt(); };
  made.enlist = [op](const auto& wait, std::size_t index) {
    op->enlist(wait, index);
  };
  made.leave = [op](const auto& wait) { op->leave(wait); };
  return made;
}

template <class T, class Handler>
AnyCase receive_case(Channel<T>* channel, Handler handler) {
  const auto op = std::make_shared<ReceiveOp<T>>(channel);
  AnyCase made = case_of(op);
  made.finish = [op, handler = std::move(handler)](bool) mutable {
    handler(std::move(op->result));
  };
  return made;
}

template <class T, class Handler>
AnyCase send_case(Channel<T>* channel, T value, Handler handler) {
  AnyCase made =
      case_of(std::make_shared<SendOp<T>>(channel, std::move(value)));
  made.finish = [handler = std::move(handler)](bool closed) mutable {
    if (closed) throw ClosedChannel{"send: channel closed"};
    handler();
  };
  return made;
}

/// The first case, in random order, that need not wait, or its number.
inline std::size_t attempt_all(const std::vector<AnyCase*>& cases) {
  static std::mt19937 random{std::random_device{}()};  // under the monitor
  std::vector<std::size_t> order(cases.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  for (const std::size_t i : order) {
    if (cases[i]->attempt()) return i;
  }
  const auto is_otherwise = [](const AnyCase* it) { return it->is_otherwise; };
  return static_cast<std::size_t>(std::ranges::find_if(cases, is_otherwise) -
                                  cases.begin());
}

/// Waits until a partner, a close or the first deadline ends it.
inline std::shared_ptr<Wait> wait_for_any(std::unique_lock<std::mutex>& lock,
                                          const std::vector<AnyCase*>& cases) {
  const auto wait = std::make_shared<Wait>();
  for (std::size_t i = 0; i < cases.size(); ++i) cases[i]->enlist(wait, i);
  const auto is_over = [&] { return wait->over; };
  const auto first = std::ranges::min_element(
      cases, {}, [](auto* it) { return it->deadline; });
  if (first == cases.end() ||
      (*first)->deadline == AnyCase::Clock::time_point::max()) {
    wait->is_over.wait(lock, is_over);
  } else if (!wait->is_over.wait_until(lock, (*first)->deadline, is_over)) {
    wait->index = static_cast<std::size_t>(first - cases.begin());
  }
  for (AnyCase* each : cases) each->leave(wait);
  return wait;
}

inline std::size_t select_among(const std::vector<AnyCase*>& cases) {
  std::unique_lock lock{mutex};
  const std::size_t ready = attempt_all(cases);
  if (ready < cases.size()) {
    lock.unlock();
    cases[ready]->finish(false);
    return ready;
  }
  const auto wait = wait_for_any(lock, cases);
  lock.unlock();
  if (wait->failure) std::rethrow_exception(wait->failure);
  cases[wait->index]->finish(wait->closed);
  return wait->index;
}

}  // namespace monitor

template <class T, std::invocable<std::optional<T>> Handler>
AnyCase on_receive(Channel<T>& channel, Handler handler) {
  return monitor::receive_case(&channel, std::move(handler));
}

template <class T, std::invocable<std::optional<T>> Handler>
AnyCase on_receive(const std::shared_ptr<Channel<T>>& channel,
                   Handler handler) {
  return monitor::receive_case(channel.get(), std::move(handler));
}

template <class T>
AnyCase on_send(
    Channel<T>& channel, std::type_identity_t<T> value,
    std::function<void()> handler = [] {}) {
  return monitor::send_case(&channel, std::move(value), std::move(handler));
}

template <class T>
AnyCase on_send(
    const std::shared_ptr<Channel<T>>& channel, std::type_identity_t<T> value,
    std::function<void()> handler = [] {}) {
  return monitor::send_case(channel.get(), std::move(value),
                            std::move(handler));
}

inline AnyCase otherwise(std::function<void()> handler) {
  AnyCase made;
  made.is_otherwise = true;
  made.finish = [handler = std::move(handler)](bool) { handler(); };
  return made;
}

template <class Rep, class Period>
AnyCase on_timeout(std::chrono::duration<Rep, Period> duration,
                   std::function<void()> handler) {
  using Nanoseconds = std::chrono::duration<double, std::nano>;
  AnyCase made;
  made.finish = [handler = std::move(handler)](bool) { handler(); };
  const auto now = AnyCase::Clock::now();
  if (duration <= duration.zero()) {
    made.deadline = now;
  } else if (Nanoseconds{duration} < Nanoseconds{made.deadline - now}) {
    made.deadline = now + std::chrono::ceil<std::chrono::nanoseconds>(duration);
  }
  return made;
}

template <std::convertible_to<AnyCase>... Cases>
std::size_t select(Cases... cases) {
  return monitor::select_among({&cases...});
}

}  // namespace workbook
