/// @file
/// Another design of a channel: every send and every receive that waits is an
/// object on the heap with a semaphore, and a spin lock guards two queues of
/// them. A buffered value is an offer whose sender need not wait.
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <thread>
#include <utility>

namespace workbook {

/// Held for a few steps only, never while its holder waits.
class SpinLock {
 public:
  void lock() noexcept {
    while (taken_.test_and_set(std::memory_order_acquire)) {
      std::this_thread::yield();
    }
  }
  void unlock() noexcept { taken_.clear(std::memory_order_release); }

 private:
  std::atomic_flag taken_;
};

template <class T>
class Channel {
 public:
  explicit Channel(std::size_t capacity = 0) : capacity_(capacity) {}
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  void send(T value) {
    std::unique_lock lock{lock_};
    if (!wishes_.empty()) {
      const auto wish = wishes_.front();
      wish->value.emplace(std::move(value));
      wishes_.pop_front();
      lock.unlock();
      wish->granted.release();
      return;
    }
    const auto offer = std::make_shared<Offer>(std::move(value));
    offers_.push_back(offer);
    if (offers_.size() <= capacity_) return;
    lock.unlock();
    offer->accepted.acquire();
  }

  std::optional<T> receive() {
    std::unique_lock lock{lock_};
    if (!offers_.empty()) {
      std::optional<T> result{std::move(offers_.front()->value)};
      accept_one();
      return result;
    }
    const auto wish = std::make_shared<Wish>();
    wishes_.push_back(wish);
    lock.unlock();
    wish->granted.acquire();
    return std::move(wish->value);
  }

  std::size_t size() const {
    const std::lock_guard lock{lock_};
    return offers_.size() < capacity_ ? offers_.size() : capacity_;
  }

  std::size_t capacity() const noexcept { return capacity_; }

 private:
  struct Offer {
    explicit Offer(T&& what) : value(std::move(what)) {}
    T value;
    std::binary_semaphore accepted{0};
  };
  struct Wish {
    std::optional<T> value;
    std::binary_semaphore granted{0};
  };

  // Needs lock_. The oldest offer goes; with a buffer the one that moves up
  // into it is the one that is accepted.
  void accept_one() {
    const auto oldest = offers_.front();
    offers_.pop_front();
    if (capacity_ == 0) oldest->accepted.release();
    if (capacity_ > 0 && offers_.size() >= capacity_) {
      offers_[capacity_ - 1]->accepted.release();
    }
  }

  const std::size_t capacity_;
  mutable SpinLock lock_;  // guards everything below
  std::deque<std::shared_ptr<Offer>> offers_;
  std::deque<std::shared_ptr<Wish>> wishes_;
};

}  // namespace workbook
