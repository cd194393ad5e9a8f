/// @file
/// Chapters 6 and 7: waits for the first of several channels.
#pragma once

#include <array>
#include <channel_mutex.hpp>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "case.hpp"
#include "channel.hpp"
#include "selection.hpp"
#include "sleeper.hpp"
#include "waiter.hpp"

namespace workbook {

/// A receive among the cases of a select. Made by on_receive().
template <class T, class Handler>
class ReceiveCase final : public Case {
 public:
  /// A null `channel` is never ready.
  ReceiveCase(Channel<T>* channel, Handler handler)
      : channel_(channel), handler_(std::move(handler)) {}

  ChannelMutex* mutex() override {
    return channel_ ? &channel_->mutex_ : nullptr;
  }

  bool poll(Sleeper*& partner) override {
    return channel_->try_receive(result_, partner);
  }

  void join(Sleeper& sleeper, std::size_t index) override {
    channel_->receivers_.join(receiver_.emplace(sleeper, index, result_));
  }

  void leave() override { channel_->receivers_.leave(*receiver_); }

  void finish(Outcome) override { handler_(std::move(result_)); }

 private:
  Channel<T>* channel_;
  Handler handler_;
  std::optional<T> result_;
  std::optional<ReceiveWaiter<T>> receiver_;
};

/// A send among the cases of a select. Made by on_send().
template <class T, class Handler>
class SendCase final : public Case {
 public:
  /// A null `channel` is never ready.
  SendCase(Channel<T>* channel, T value, Handler handler)
      : channel_(channel),
        value_(std::move(value)),
        handler_(std::move(handler)) {}

  ChannelMutex* mutex() override {
    return channel_ ? &channel_->mutex_ : nullptr;
  }

  bool poll(Sleeper*& partner) override {
    return channel_->try_send(value_, partner);
  }

  void join(Sleeper& sleeper, std::size_t index) override {
    channel_->senders_.join(sender_.emplace(sleeper, index, value_));
  }

  void leave() override { channel_->senders_.leave(*sender_); }

  void finish(Outcome outcome) override {
    if (outcome == Outcome::closed) throw ClosedChannel{"send: channel closed"};
    handler_();
  }

 private:
  Channel<T>* channel_;
  T value_;
  Handler handler_;
  std::optional<SendWaiter<T>> sender_;
};

/// What a select does when no case can proceed at once. Made by otherwise().
template <std::invocable Handler>
class OtherwiseCase final : public Case {
 public:
  explicit OtherwiseCase(Handler handler) : handler_(std::move(handler)) {}
  [[nodiscard]] bool is_otherwise() const override { return true; }
  void finish(Outcome) override { handler_(); }

 private:
  Handler handler_;
};

/// What a select does when no case could proceed for a while. Made by
/// on_timeout().
template <std::invocable Handler>
class TimeoutCase final : public Case {
 public:
  TimeoutCase(std::chrono::steady_clock::time_point deadline, Handler handler)
      : deadline_(deadline), handler_(std::move(handler)) {}
  [[nodiscard]] std::chrono::steady_clock::time_point deadline()
      const override {
    return deadline_;
  }
  void finish(Outcome) override { handler_(); }

 private:
  std::chrono::steady_clock::time_point deadline_;
  Handler handler_;
};

/// The handler of a case that needs none.
struct Nothing {
  void operator()() const noexcept {}
};

/// Case of a select: receives from `channel`, then calls `handler` with the
/// value, or with nothing when the channel is closed and drained. The channel
/// must outlive the select. Each case is for one select.
template <class T, std::invocable<std::optional<T>> Handler>
[[nodiscard]] auto on_receive(Channel<T>& channel, Handler handler) {
  return ReceiveCase<T, Handler>{&channel, std::move(handler)};
}

/// The same for a channel that is shared; a null pointer switches the case
/// off. The caller keeps the channel alive until a handler runs.
template <class T, std::invocable<std::optional<T>> Handler>
[[nodiscard]] auto on_receive(const std::shared_ptr<Channel<T>>& channel,
                              Handler handler) {
  return ReceiveCase<T, Handler>{channel.get(), std::move(handler)};
}

/// Case of a select: sends `value`, then calls `handler`. The select throws
/// ClosedChannel if it takes this case and the channel is, or becomes, closed.
/// The value of a case that lost is destroyed with the case.
template <class T, std::invocable Handler = Nothing>
[[nodiscard]] auto on_send(Channel<T>& channel, std::type_identity_t<T> value,
                           Handler handler = {}) {
  return SendCase<T, Handler>{&channel, std::move(value), std::move(handler)};
}

/// The same for a channel that is shared; a null pointer switches the case
/// off. The caller keeps the channel alive until a handler runs.
template <class T, std::invocable Handler = Nothing>
[[nodiscard]] auto on_send(const std::shared_ptr<Channel<T>>& channel,
                           std::type_identity_t<T> value,
                           Handler handler = {}) {
  return SendCase<T, Handler>{channel.get(), std::move(value),
                              std::move(handler)};
}

/// Case of a select, at most one: runs `handler` if at this instant no other
/// case can proceed. A select with it never waits.
template <std::invocable Handler>
[[nodiscard]] auto otherwise(Handler handler) {
  return OtherwiseCase<Handler>{std::move(handler)};
}

/// Case of a select: runs `handler` if no other case could proceed for
/// `duration`, counted from this call. A duration that is too long to add to
/// the clock means for ever.
template <class Rep, class Period, std::invocable Handler>
[[nodiscard]] auto on_timeout(std::chrono::duration<Rep, Period> duration,
                              Handler handler) {
  return TimeoutCase<Handler>{deadline_after(duration), std::move(handler)};
}

/// What on_receive(), on_send(), otherwise() and on_timeout() make.
template <class T>
concept SelectCase = std::derived_from<std::remove_cvref_t<T>, Case>;

template <class T>
inline constexpr int otherwises_in = 0;
template <class Handler>
inline constexpr int otherwises_in<OtherwiseCase<Handler>> = 1;

/// Runs exactly one of the cases, and returns its index among the arguments.
///
/// Waits until a case can proceed; of those that can at once it takes one at
/// random, each with the same chance. Its handler runs on this thread with no
/// lock held; what the handler throws, select throws. Leaves nothing behind in
/// the channels of the other cases. Cases that can never proceed (none at all,
/// null channels) wait for ever. Never pairs with itself.
///
/// Costs a lock of each channel, in the order of their addresses. The
/// algorithm is that of Go's runtime (selectgo).
template <SelectCase... Cases>
std::size_t select(Cases&&... cases) {
  static_assert((otherwises_in<std::remove_cvref_t<Cases>> + ... + 0) <= 1,
                "a select has at most one otherwise()");
  constexpr auto count = sizeof...(Cases);
  std::array<Case*, count> all{&cases...};
  std::array<std::size_t, count> order{};
  std::array<ChannelMutex*, count> mutexes{};
  return Selection{all, order, mutexes}.run();
}

}  // namespace workbook
