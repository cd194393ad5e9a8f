/// @file
/// Chapters 6 and 7: waits for the first of several channels.
#pragma once

#include <array>
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
#include "channel_mutex.hpp"
#include "selection.hpp"
#include "sleeper.hpp"
#include "todo.hpp"

namespace workbook {

/// A receive among the cases of a select. Made by on_receive().
template <class T, class Handler>
class ReceiveCase final : public Case {
 public:
  ReceiveCase(Channel<T>* channel, Handler handler)
      : channel_(channel), handler_(std::move(handler)) {}

  ChannelMutex* mutex() override { todo("06: ReceiveCase::mutex", "task 1"); }

  bool poll([[maybe_unused]] Sleeper*& partner) override {
    todo("06: ReceiveCase::poll", "task 1");
  }

  void join([[maybe_unused]] Sleeper& sleeper,
            [[maybe_unused]] std::size_t index) override {
    todo("06: ReceiveCase::join", "task 2");
  }

  void leave() override { todo("06: ReceiveCase::leave", "task 3"); }

  void finish(Outcome) override { handler_(std::move(result_)); }

 private:
  Channel<T>* channel_;
  Handler handler_;
  std::optional<T> result_;  // what the handler gets
  // Yours, in task 2: what is in the channel's line while this waits. It
  // is made when it joins, so that an std::optional of it is a good field.
};

/// A send among the cases of a select. Made by on_send().
template <class T, class Handler>
class SendCase final : public Case {
 public:
  SendCase(Channel<T>* channel, T value, Handler handler)
      : channel_(channel),
        value_(std::move(value)),
        handler_(std::move(handler)) {}

  ChannelMutex* mutex() override { todo("06: SendCase::mutex", "task 1"); }

  bool poll([[maybe_unused]] Sleeper*& partner) override {
    todo("06: SendCase::poll", "task 1");
  }

  void join([[maybe_unused]] Sleeper& sleeper,
            [[maybe_unused]] std::size_t index) override {
    todo("06: SendCase::join", "task 2");
  }

  void leave() override { todo("06: SendCase::leave", "task 3"); }

  // Task 5 asks what to do when the channel was closed meanwhile.
  void finish(Outcome) override { handler_(); }

 private:
  Channel<T>* channel_;
  T value_;
  Handler handler_;
  // Yours, in task 2: what is in the channel's line while this waits.
};

/// What a select does when no case can proceed at once. Made by otherwise().
template <std::invocable Handler>
class OtherwiseCase final : public Case {
 public:
  explicit OtherwiseCase(Handler /*handler*/) {
    todo("07: otherwise", "task 1");
  }
  void finish(Outcome) override {}
};

/// What a select does when no case could proceed for a while. Made by
/// on_timeout().
template <std::invocable Handler>
class TimeoutCase final : public Case {
 public:
  template <class Duration>
  TimeoutCase(Duration /*duration*/, Handler /*handler*/) {
    todo("07: on_timeout", "task 2");
  }
  void finish(Outcome) override {}
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
  if (!channel) todo("07: on_receive of a null channel", "task 4");
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
  if (!channel) todo("07: on_send to a null channel", "task 4");
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
/// the clock means no deadline.
template <class Rep, class Period, std::invocable Handler>
[[nodiscard]] auto on_timeout(std::chrono::duration<Rep, Period> duration,
                              Handler handler) {
  return TimeoutCase<Handler>{duration, std::move(handler)};
}

/// What on_receive(), on_send(), otherwise() and on_timeout() make.
template <class T>
concept SelectCase = std::derived_from<std::remove_cvref_t<T>, Case>;

/// How many otherwise() a case is.
template <class T>
inline constexpr int otherwises_in = 0;

/// One, if it is one.
template <class Handler>
inline constexpr int otherwises_in<OtherwiseCase<Handler>> = 1;

/// Runs exactly one of the cases, and returns its index among the arguments.
///
/// Waits until a case can proceed; of those that can at once it takes one at
/// random, each with the same chance. Its handler runs on this thread with no
/// lock held; what the handler throws, select throws. Leaves nothing behind in
/// the channels of the other cases. Cases that can never proceed (none at all,
/// null channels) never return. Never pairs with itself.
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
