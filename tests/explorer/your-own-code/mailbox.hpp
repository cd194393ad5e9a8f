// Somebody's code, to be tested.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

/// Holds one letter until it is taken.
class Mailbox {
 public:
  void put(int letter) {
    const std::lock_guard lock{mutex_};
    letter_ = letter;
#ifndef FORGETS_TO_NOTIFY
    arrived_.notify_one();
#endif
  }

  int take() {
    std::unique_lock lock{mutex_};
    arrived_.wait(lock, [this] { return letter_.has_value(); });
    return *std::exchange(letter_, std::nullopt);
  }

 private:
  std::mutex mutex_;  // guards letter_
  std::condition_variable arrived_;
  std::optional<int> letter_;
};
