/// @file
/// Chapter 16: a task waits for the first of several channels.
#pragma once

#include <array>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
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
  void operator()(std::optional<T>&& received) const {
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

/// A select that a task awaits. It lives in the task's frame, and so do its
/// cases, to the end of the expression.
template <std::size_t count>
class AsyncSelect final : public Operation {
 public:
  template <class... Cases>
  explicit AsyncSelect(Cases&... cases)
      : cases_{&cases...}, selection_{cases_, order_, mutexes_, cases...} {}

  /// A task that is destroyed while it waits leaves all lines.
  ~AsyncSelect() {
    if (waits_) leave(none);
  }

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  // Not inlined, for the reason that AsyncSend gives.
  template <class Promise>
  [[gnu::noinline]] bool await_suspend(std::coroutine_handle<Promise> self,
                                       Where where = Where::current()) {
    suspend(self, where);
    return !try_again();
  }

  std::size_t await_resume() {
    if (!has_slept_) return selection_.finish(ready_, Outcome::done);
    const std::size_t winner = ready_ == none ? task().winner() : ready_;
    if (waits_) leave(winner);
    const Outcome outcome = task().awake();
    return selection_.finish(winner, outcome);
  }

  bool try_again() override {
    if (waits_) leave(none);
    const std::size_t ready =
        selection_.poll_or_join(task(), [this] { sleep(); });
    if (ready == none) return false;  // and this may be gone
    ready_ = ready;
    return true;
  }

 private:
  static constexpr std::size_t none = Selection::none;

  // Puts the task to sleep, and claims it like any partner.
  class Deadline final : public Timer {
   public:
    Deadline(Time due, AsyncSelect& select) noexcept
        : Timer(due), select_(select) {}

    void started() override { select_.task().sleep(select_); }

    void expire() noexcept override {
      Spawned& task = select_.task();
      const bool first = task.claim(select_.selection_.timeout());
      if (first) task.wake(Outcome::done);
    }

   private:
    AsyncSelect& select_;
  };

  void sleep() {
    waits_ = has_slept_ = true;
    if (selection_.deadline() == never) return task().sleep(*this);
    deadline_.emplace(selection_.deadline(), *this);
    task().home().start(*deadline_);
  }

  void leave(std::size_t winner) {
    waits_ = false;
    if (deadline_) task().home().stop(*deadline_);
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
  Selection selection_;
  std::size_t ready_ = none;
  bool has_slept_ = false;  // and may have tried again since
  bool waits_ = false;      // in its lines, and for its deadline, if it has one
  std::optional<Deadline> deadline_;
};

/// What async_select() gives. It is awaited in the expression that makes it,
/// since its cases live no longer.
template <class... Cases>
class [[nodiscard]] SelectOf {
 public:
  explicit SelectOf(Cases&... cases) noexcept : cases_(cases...) {}
  AsyncSelect<sizeof...(Cases)> operator co_await() && {
    return std::apply(
        [](auto&... cases) { return AsyncSelect<sizeof...(Cases)>{cases...}; },
        cases_);
  }

 private:
  std::tuple<Cases&...> cases_;
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
  return SelectOf<std::remove_reference_t<Cases>...>{cases...};
}

}  // namespace workbook
