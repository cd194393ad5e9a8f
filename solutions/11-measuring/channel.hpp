/// @file
/// Chapter 11: a channel whose buffer has two ends (the one of chapter 6 locks
/// all of it each time).
#pragma once

#include <cstddef>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "channel_iterator.hpp"
#include "channel_mutex.hpp"
#include "closed_channel.hpp"
#include "line.hpp"
#include "pause.hpp"
#include "ring.hpp"
#include "sleeper.hpp"
#include "waiter.hpp"

namespace workbook {

/// Carries values between threads, first come, first served.
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
  /// Allocates their room.
  explicit Channel(std::size_t capacity = 0)
      : capacity_(capacity), mutex_(capacity > 1), buffer_(capacity, mutex_) {}
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

  /// Ends the channel: no value is accepted any more, values in the buffer
  /// are still received. Wakes all that wait. Throws ClosedChannel
  /// when it is closed already.
  void close();

  /// How many values are in the buffer: true for the moment of the call only.
  [[nodiscard]] std::size_t size() const;

  /// How many values the buffer can keep.
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  /// The same, with a name, a literal, by which a report calls it. (Chapter 15)
  Channel(std::size_t capacity, const char* name) : Channel(capacity) {
    name_ = name;
  }
  [[nodiscard]] std::string name() const { return name_; }

  /// As send() and receive(), for tasks. (Chapter 15: async_send.hpp and
  /// async_receive.hpp have their bodies.)
  [[nodiscard]] auto async_send(T value);
  [[nodiscard]] auto async_receive();

  /// Receives the first value; waits for it. With end() it makes
  /// `for (T& value : channel)` receive until the channel is closed and
  /// drained.
  [[nodiscard]] ChannelIterator<T> begin() { return ChannelIterator<T>{*this}; }

  /// Where iterators arrive when the channel is closed and drained.
  [[nodiscard]] std::default_sentinel_t end() noexcept { return {}; }

 private:
  friend class ChannelIterator<T>;
  template <class U>
  friend class AsyncSend;
  template <class U>
  friend class AsyncReceive;

  // The cases of a select poll, join and leave under mutex_, as send() and
  // receive() do.
  template <class U, class Handler>
  friend class ReceiveCase;
  template <class U, class Handler>
  friend class SendCase;

  // What needs only its own end of the buffer, and changes nothing when that
  // is not enough. Says whether it was.
  bool send_at_one_end(T& value);
  bool receive_at_one_end(std::optional<T>& result);

  // All of these need mutex_. `partner` is what the caller wakes, as done,
  // once it is free; it stays as it was when there is nobody.
  bool try_send(T& value, Sleeper*& partner);
  bool try_receive(std::optional<T>& result, Sleeper*& partner);
  void refill(Sleeper*& partner);

  void receive_into(std::optional<T>& result);

  const std::size_t capacity_;
  const char* name_ = "a channel";
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
  if (send_at_one_end(value)) return;
  for (;;) {
    Sleeper sleeper;
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
  if (receive_at_one_end(result)) return;
  for (;;) {
    Sleeper sleeper;
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
bool Channel<T>::send_at_one_end(T& value) {
  if (!mutex_.has_two_locks()) return false;
  const std::lock_guard lock{mutex_.sending().mutex};
  if (closed_ || !receivers_.empty()) return false;
  if (buffer_.seems_full()) back_off();  // the later, the more room
  if (buffer_.full()) return false;
  buffer_.push(std::move(value));
  return true;
}

template <class T>
bool Channel<T>::receive_at_one_end(std::optional<T>& result) {
  if (!mutex_.has_two_locks()) return false;
  const std::lock_guard lock{mutex_.receiving().mutex};
  if (!senders_.empty()) return false;
  if (buffer_.seems_empty()) back_off();  // the later, the more values
  if (buffer_.empty()) return false;
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
