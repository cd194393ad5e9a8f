/// @file
/// Another design of a channel: no waiter has a place of its own. All values
/// stand in one queue, also those of senders that wait; receivers draw
/// tickets; everybody sleeps on one condition variable and looks whether it
/// is their turn. Simple, and slow: every step wakes everybody.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace workbook {

class ClosedChannel : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

template <class T>
class Channel {
 public:
  explicit Channel(std::size_t capacity = 0) : capacity_(capacity) {}
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  void send(T value) {
    std::unique_lock lock{mutex_};
    if (closed_) throw ClosedChannel{"this channel is closed"};
    values_.push_back(std::move(value));
    const std::uint64_t number = received_ + values_.size() - 1;
    changed_.notify_all();
    changed_.wait(lock, [&] { return closed_ || number < may_return(); });
    if (number >= may_return()) throw ClosedChannel{"the channel was closed"};
  }

  std::optional<T> receive() {
    std::unique_lock lock{mutex_};
    const std::uint64_t ticket = tickets_++;
    changed_.wait(
        lock, [&] { return ticket == turn_ && (closed_ || !values_.empty()); });
    const NextTurn next{*this};
    std::optional<T> result;  // the only thing returned, so that nothing moves
    if (!values_.empty()) {
      result.emplace(std::move(values_.front()));
      values_.pop_front();
      ++received_;
    }
    return result;
  }

  void close() {
    std::lock_guard lock{mutex_};
    if (closed_) throw ClosedChannel{"closed already"};
    while (values_.size() > capacity_) values_.pop_back();
    limit_ = may_return();
    closed_ = true;
    changed_.notify_all();
  }

  std::size_t size() const {
    std::lock_guard lock{mutex_};
    return values_.size() < capacity_ ? values_.size() : capacity_;
  }

  std::size_t capacity() const noexcept { return capacity_; }

  /// Receives when it is first looked at, not when it is made or moved on.
  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;

    explicit Iterator(Channel& channel) : channel_(&channel) {}

    T& operator*() const { return *look(); }
    Iterator& operator++() {
      look();
      value_.reset();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& i, std::default_sentinel_t) {
      return !i.look();
    }

   private:
    // What receive() returns is made where it stays, and moved no more.
    std::optional<T>& look() const {
      if (!value_) value_.reset(new std::optional<T>(channel_->receive()));
      return *value_;
    }

    Channel* channel_;
    mutable std::unique_ptr<std::optional<T>> value_;
  };

  Iterator begin() { return Iterator{*this}; }
  std::default_sentinel_t end() noexcept { return {}; }

 private:
  // Ends a receiver's turn, also when the move of its value throws.
  struct NextTurn {
    Channel& channel;
    ~NextTurn() {
      ++channel.turn_;
      channel.changed_.notify_all();
    }
  };

  // Needs mutex_. The sends below this number are over.
  std::uint64_t may_return() const {
    return closed_ ? limit_ : received_ + capacity_;
  }

  const std::size_t capacity_;
  mutable std::mutex mutex_;  // guards everything below
  std::condition_variable changed_;
  std::deque<T> values_;        // sent and not received, oldest first
  std::uint64_t received_ = 0;  // how many values have left values_
  std::uint64_t tickets_ = 0;   // how many receives have come
  std::uint64_t turn_ = 0;      // the ticket that is served next
  std::uint64_t limit_ = 0;     // of may_return(), once closed_
  bool closed_ = false;
};

}  // namespace workbook
