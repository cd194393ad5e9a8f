/// @file
/// Chapters 3 to 6: a channel carries values from thread to thread.
#pragma once

#include <cstddef>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "channel_iterator.hpp"
#include "closed_channel.hpp"
#include "line.hpp"
#include "parker.hpp"
#include "todo.hpp"

namespace workbook {

/// Carries values between threads, first come, first served.
///
/// With capacity 0 a value passes from hand to hand: send() returns when a
/// receiver has it. With a larger capacity that many values wait in between.
/// What a sender did before send() is visible after the receive() of its
/// value; what a receiver did before an unbuffered receive() is visible after
/// the send().
///
/// Any thread may call any function at any time. The channel must outlive
/// every call on it. Moving a T must not use the channel; if it throws, the
/// exception reaches the caller and the channel stays usable.
template <class T>
class Channel {
 public:
  /// A channel that keeps up to `capacity` values nobody has received yet.
  /// Allocates their room.
  explicit Channel(std::size_t capacity = 0) : capacity_(capacity) {
    if (capacity > 0) todo("04: Channel with a buffer", "task 1");
  }
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
  void close() { todo("05: Channel::close", "task 1"); }

  /// How many values are in the buffer: true for the moment of the call only.
  [[nodiscard]] std::size_t size() const {
    todo("04: Channel::size", "task 1");
  }

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
  [[nodiscard]] ChannelIterator<T> begin() {
    todo("05: Channel::begin", "task 3");
  }

  /// Where iterators arrive when the channel is closed and drained.
  [[nodiscard]] std::default_sentinel_t end() noexcept { return {}; }

 private:
  friend class ChannelIterator<T>;
  template <class U>
  friend class AsyncSend;
  template <class U>
  friend class AsyncReceive;

  const std::size_t capacity_;
  const char* name_ = "a channel";

  // Yours, in chapter 3: a mutex; what an operation that waits consists of;
  // a Line of those that wait to send, and one of those that wait to
  // receive. Write beside the mutex what it guards, and what is true of the
  // two lines whenever it is free.
};

template <class T>
void Channel<T>::send([[maybe_unused]] T value) {
  todo("03: Channel::send", "task 1");
}

template <class T>
std::optional<T> Channel<T>::receive() {
  todo("03: Channel::receive", "task 1");
}

}  // namespace workbook
