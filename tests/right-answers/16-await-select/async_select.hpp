/// @file
/// A right answer of another design: a select is a timer itself, and says in
/// one variable how far it is.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "case.hpp"
#include "channel.hpp"
#include "channel_mutex.hpp"
#include "deadline.hpp"
#include "operation.hpp"
#include "select.hpp"
#include "selection.hpp"
#include "spawned.hpp"
#include "timer.hpp"
#include "where.hpp"

namespace workbook {

/// A handler that keeps what a case has received.
template <class T>
class Into {
 public:
  explicit Into(std::optional<T>& result) noexcept : result_(result) {}
  void operator()(std::optional<T> received) const {
    result_.reset();
    if (received) result_.emplace(*std::move(received));
  }

 private:
  std::optional<T>& result_;
};

/// Case of an async_select: receives from `channel` into `result`, which is
/// empty when the channel is closed and drained.
template <class T>
[[nodiscard]] auto receive_case(Channel<T>& channel, std::optional<T>& result) {
  return ReceiveCase<T, Into<T>>{&channel, Into<T>{result}};
}

/// The same for a channel that is shared; a null pointer switches the case
/// off. The caller keeps the channel alive until the select is over.
template <class T>
[[nodiscard]] auto receive_case(const std::shared_ptr<Channel<T>>& channel,
                                std::optional<T>& result) {
  return ReceiveCase<T, Into<T>>{channel.get(), Into<T>{result}};
}

/// Case of an async_select: sends `value`. The select throws ClosedChannel if
/// it takes this case and the channel is, or becomes, closed. The value of a
/// case that lost is destroyed with the case.
template <class T>
[[nodiscard]] auto send_case(Channel<T>& channel,
                             std::type_identity_t<T> value) {
  return SendCase<T, Nothing>{&channel, std::move(value), Nothing{}};
}

/// The same for a channel that is shared; a null pointer switches it off.
template <class T>
[[nodiscard]] auto send_case(const std::shared_ptr<Channel<T>>& channel,
                             std::type_identity_t<T> value) {
  return SendCase<T, Nothing>{channel.get(), std::move(value), Nothing{}};
}

/// Case of an async_select, at most one: happens if at this instant no other
/// case can. A select with it never waits.
[[nodiscard]] inline auto default_case() {
  return OtherwiseCase<Nothing>{Nothing{}};
}

/// Case of an async_select: happens if no other case could for `duration`,
/// counted from this call. A duration that is too long to add to the clock
/// means no deadline.
template <class Rep, class Period>
[[nodiscard]] auto timeout_case(std::chrono::duration<Rep, Period> duration) {
  return TimeoutCase<Nothing>{deadline_after(current_time(), duration),
                              Nothing{}};
}

/// A select that a task awaits, and its timer.
template <std::size_t count>
class AsyncSelect final : public Operation, private Timer {
 public:
  explicit AsyncSelect(std::array<Case*, count> cases)
      : Timer(earliest_of(cases)), cases_(cases) {}
  ~AsyncSelect() {
    if (state_ == State::waits) leave(none);
  }

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  template <class Promise>
  [[gnu::noinline]] bool await_suspend(std::coroutine_handle<Promise> self,
                                       const Where& where = Where::current()) {
    suspend(self, where);
    return !try_again();
  }

  std::size_t await_resume() {
    if (state_ == State::begins) return selection_.finish(winner_, outcome_);
    if (state_ == State::waits) {
      winner_ = task().winner();
      leave(winner_);
    }
    state_ = State::over;
    outcome_ = task().awake();
    return selection_.finish(winner_, outcome_);
  }

  bool try_again() override {
    if (state_ == State::waits) {
      leave(none);
      state_ = State::over;
    }
    const std::size_t ready =
        selection_.poll_or_join(task(), [this] { wait(); });
    if (ready == none) return false;
    winner_ = ready;
    return true;
  }

 private:
  enum class State { begins, waits, over };
  static constexpr std::size_t none = Selection::none;

  static Time earliest_of(const std::array<Case*, count>& cases) {
    Time earliest = never;
    for (const Case* const one : cases) {
      earliest = std::min(earliest, one->deadline());
    }
    return earliest;
  }

  void wait() {
    state_ = State::waits;
    if (due() == never) return task().sleep(*this);
    task().home().start(*this);
  }

  void started() override { task().sleep(*this); }

  void expire() noexcept override {
    Spawned& sleeper = task();
    if (sleeper.claim(selection_.timeout())) sleeper.wake(Outcome::done);
  }

  void leave(std::size_t winner) {
    task().home().stop(*this);
    selection_.leave_all_but(winner);
  }

  [[nodiscard]] std::string awaited() const override {
    return std::string{"in a select of "}.append(std::to_string(count)) +
           " cases";
  }
  [[nodiscard]] std::string reason() const override {
    return "; nobody is left who could wake it";
  }

  std::array<Case*, count> cases_;
  std::array<std::size_t, count> order_{};
  std::array<ChannelMutex*, count> mutexes_{};
  Selection selection_{cases_, order_, mutexes_};
  State state_ = State::begins;
  std::size_t winner_ = none;
  Outcome outcome_ = Outcome::done;
};

/// What async_select() gives. It is awaited in the expression that makes it,
/// since its cases live no longer.
template <std::size_t count>
class [[nodiscard]] SelectOf {
 public:
  explicit SelectOf(std::array<Case*, count> cases) noexcept : cases_(cases) {}
  AsyncSelect<count> operator co_await() && {
    return AsyncSelect<count>{cases_};
  }

 private:
  std::array<Case*, count> cases_;
};

/// `co_await async_select(cases…)`: exactly one of the cases happens; gives its
/// index among the arguments.
///
/// Waits until a case can proceed; of those that can at once it takes one at
/// random, each with the same chance. Leaves nothing behind in the channels of
/// the other cases. Cases that can never proceed (none at all, null channels)
/// never return. Never pairs with itself. Allocates nothing.
template <SelectCase... Cases>
[[nodiscard]] auto async_select(Cases&&... cases) {
  static_assert((otherwises_in<std::remove_cvref_t<Cases>> + ... + 0) <= 1,
                "a select has at most one default_case()");
  return SelectOf<sizeof...(Cases)>{{&cases...}};
}

}  // namespace workbook
