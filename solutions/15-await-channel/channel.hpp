/// @file
/// Chapter 15: a channel for threads and for tasks (chapter 11's is for
/// threads).
#pragma once

#include <cstddef>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "async_receive.hpp"
#include "async_send.hpp"
#include "blocking.hpp"
#include "channel_iterator.hpp"
#include "channel_mutex.hpp"
#include "closed_channel.hpp"
#include "line.hpp"
#include "only_thread.hpp"
#include "pause.hpp"
#include "ring.hpp"
#include "sleeper.hpp"
#include "waiter.hpp"

namespace workbook {

/// Carries values between threads and tasks, first come, first served: both
/// wait in the same lines.
///
/// With capacity 0 a value passes from hand to hand: send() returns when a
/// receiver has it. With a larger capacity that many values wait in between.
/// What a sender did before send() is visible after the receive() of its
/// value; what a receiver did before an unbuffered receive() is visible after
/// the send().
///
/// A send and a receive of a buffer for several values do not wait for each
/// other, unless it is empty or full: each locks its own end only.
///
/// Any thread may call any function at any time. The channel must outlive
/// every call on it. Moving a T must not use the channel; if it throws, the
/// exception reaches the caller and the channel stays usable. A partner of
/// that move goes on waiting, behind the others.
template <class T>
class Channel {
 public:
  /// A channel that keeps up to `capacity` values nobody has received yet.
  /// Allocates their room. By its name, a literal, the report of a deadlock
  /// calls it.
  explicit Channel(std::size_t capacity = 0, const char* name = "a channel")
      : capacity_(capacity),
        name_(name),
        mutex_(capacity > 1),
        buffer_(capacity, mutex_) {}
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// Hands `value` to the receiver that came first, or to the buffer; waits
  /// until there is one or the other has room. Throws ClosedChannel when the
  /// channel is closed, or becomes closed while this waits; the value is then
  /// not delivered.
  void send(T value);

  /// Takes the oldest value; waits until there is one. Empty once the channel
  /// is closed and drained; from then on at once.
  std::optional<T> receive();

  /// The same for tasks: `co_await channel.async_send(value)` lets its thread
  /// run other tasks while it waits. Allocates nothing.
  [[nodiscard]] AsyncSend<T> async_send(T value) {
    return {*this, std::move(value)};
  }

  /// `co_await channel.async_receive()` gives what receive() gives.
  [[nodiscard]] AsyncReceive<T> async_receive() {
    return AsyncReceive<T>{*this};
  }

  /// Ends the channel: no value is accepted any more, values in the buffer
  /// are still received. Wakes all that wait. Throws ClosedChannel
  /// when it is closed already.
  void close();

  /// How many values are in the buffer: true for the moment of the call only.
  [[nodiscard]] std::size_t size() const;

  /// How many values the buffer can keep.
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  /// What the report of a deadlock calls it.
  [[nodiscard]] std::string name() const { return name_; }

  /// Receives the first value; waits for it. With end() it makes
  /// `for (T& value : channel)` receive until the channel is closed and
  /// drained.
  [[nodiscard]] ChannelIterator<T> begin() { return ChannelIterator<T>{*this}; }

  /// Where iterators arrive when the channel is closed and drained.
  [[nodiscard]] std::default_sentinel_t end() noexcept { return {}; }

 private:
  // The cases of a select poll, join and leave under mutex_, as send() and
  // receive() do.
  template <class U, class Handler>
  friend class ReceiveCase;
  template <class U, class Handler>
  friend class SendCase;
  friend class ChannelIterator<T>;
  friend class AsyncSend<T>;
  friend class AsyncReceive<T>;

  // What needs only its own end of the buffer, and changes nothing when that
  // is not enough. Says whether it was. The second two are not inlined: a
  // channel with one lock, which does without them, has less to do then.
  bool send_at_one_end(T& value) {
    return mutex_.has_two_locks() && push_alone(value);
  }
  bool receive_at_one_end(std::optional<T>& result) {
    return mutex_.has_two_locks() && pop_alone(result);
  }
  [[gnu::noinline]] bool push_alone(T& value);
  [[gnu::noinline]] bool pop_alone(std::optional<T>& result);

  // All of these need mutex_. `partner` is what the caller wakes, as done,
  // once it is free; it stays as it was when there is nobody.
  bool try_send(T& value, Sleeper*& partner);
  bool try_receive(std::optional<T>& result, Sleeper*& partner);
  void refill(Sleeper*& partner);

  void receive_into(std::optional<T>& result);

  const std::size_t capacity_;
  const char* const name_;
  mutable ChannelMutex mutex_;  // guards everything below
  // Whenever mutex_ is free ("waits": stands unclaimed in a line):
  //   a receiver waits  =>  buffer_ is empty
  //   a sender waits    =>  buffer_ is full
  //   closed_           =>  nobody waits
  // Both may wait only where one select does both: it is no partner to itself.
  // Each end of buffer_ may change under that end alone, as long as nobody
  // waits at the other. Lines and closed_ change under all of mutex_, so that
  // either end is enough to read them.
  Ring<T> buffer_;
  Line<SendWaiter<T>> senders_;
  Line<ReceiveWaiter<T>> receivers_;
  bool closed_ = false;
};

template <class T>
void Channel<T>::send(T value) {
  refuse_in_task("send", "async_send");
  if (send_at_one_end(value)) return;
  for (;;) {
    SleepingThread sleeper;
    SendWaiter<T> sender{sleeper, 0, value};
    Sleeper* partner = nullptr;
    std::unique_lock lock{mutex_};
    const bool sent = try_send(value, partner);
    if (!sent) senders_.join(sender);
    lock.unlock();
    if (partner) partner->wake(Outcome::done);
    if (sent) return;

    const Outcome outcome = sleeper.sleep();
    if (outcome == Outcome::done) return;
    if (outcome == Outcome::closed) throw ClosedChannel{"send: channel closed"};
  }
}

template <class T>
std::optional<T> Channel<T>::receive() {
  std::optional<T> result;
  receive_into(result);
  return result;
}

template <class T>
void Channel<T>::receive_into(std::optional<T>& result) {
  refuse_in_task("receive", "async_receive");
  if (receive_at_one_end(result)) return;
  for (;;) {
    SleepingThread sleeper;
    ReceiveWaiter<T> receiver{sleeper, 0, result};
    Sleeper* partner = nullptr;
    std::unique_lock lock{mutex_};
    const bool received = try_receive(result, partner);
    if (!received) receivers_.join(receiver);
    lock.unlock();
    if (partner) partner->wake(Outcome::done);
    if (received || sleeper.sleep() != Outcome::again) return;
  }
}

template <class T>
bool Channel<T>::push_alone(T& value) {
  const std::lock_guard lock{mutex_.sending().mutex};
  if (closed_ || !receivers_.empty()) return false;
  if (buffer_.seems_full()) {
    if (!only_thread()) back_off();  // the later, the more room
    if (buffer_.full()) return false;
  }
  buffer_.push(std::move(value));
  return true;
}

template <class T>
bool Channel<T>::pop_alone(std::optional<T>& result) {
  const std::lock_guard lock{mutex_.receiving().mutex};
  if (!senders_.empty()) return false;
  if (buffer_.seems_empty()) {
    if (!only_thread()) back_off();  // the later, the more values
    if (buffer_.empty()) return false;
  }
  buffer_.pop_into(result);
  return true;
}

template <class T>
void Channel<T>::close() {
  std::unique_lock lock{mutex_};
  if (closed_) throw ClosedChannel{"close: channel closed already"};
  closed_ = true;
  // Receivers first, as in Go: a select that would do both then receives, and
  // need not throw.
  const Line<ReceiveWaiter<T>> receivers = claim_all(receivers_);
  const Line<SendWaiter<T>> senders = claim_all(senders_);
  lock.unlock();
  wake_all(receivers, Outcome::closed);
  wake_all(senders, Outcome::closed);
}

template <class T>
std::size_t Channel<T>::size() const {
  std::lock_guard lock{mutex_};
  return buffer_.size();
}

}  // namespace workbook

#include "try_operations.hpp"
