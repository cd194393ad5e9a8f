// Right programs in the style of the workbook: parkers on stacks that are
// gone as soon as the sleeper wakes, and lines of waiters.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "gallery/gallery.hpp"

using namespace gallery;

namespace {

/// Notifies with the mutex held: the sleeper cannot be gone before that.
class CarefulParker {
 public:
  void park() {
    std::unique_lock lock{mutex_};
    permitted_.wait(lock, [&] { return permit_; });
    permit_ = false;
  }

  bool park_until(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock{mutex_};
    if (!permitted_.wait_until(lock, deadline, [&] { return permit_; })) {
      return false;
    }
    permit_ = false;
    return true;
  }

  void unpark() {
    const std::lock_guard lock{mutex_};
    permit_ = true;
    permitted_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable permitted_;
  bool permit_ = false;  // guarded by mutex_
};

/// Three states: the store of `done` is the waker's last access.
class FastParker {
 public:
  void park() {
    state_.wait(waiting);
    while (state_.load(std::memory_order_acquire) != done) {
      std::this_thread::yield();
    }
  }

  void unpark() {
    state_.store(filling, std::memory_order_relaxed);
    state_.notify_one();
    state_.store(done, std::memory_order_release);
  }

 private:
  static constexpr int waiting = 0;
  static constexpr int filling = 1;
  static constexpr int done = 2;
  std::atomic<int> state_{waiting};
};

/// A hand-over of one value at a time, through a line of waiters that lie on
/// the stacks of those who wait.
template <class Parker>
class Exchange {
 public:
  int take() {
    Waiter me;
    {
      const std::lock_guard lock{mutex_};
      line_.push_back(&me);
    }
    me.parker.park();
    return *me.value;
  }

  bool give(int value) {
    Waiter* waiter = nullptr;
    {
      const std::lock_guard lock{mutex_};
      if (line_.empty()) return false;
      waiter = line_.front();
      line_.pop_front();
    }
    waiter->value = value;
    waiter->parker.unpark();
    return true;
  }

 private:
  struct Waiter {
    Parker parker;
    std::optional<int> value;
  };
  std::mutex mutex_;
  std::deque<Waiter*> line_;  // guarded by mutex_
};

template <class Parker>
void hand_over_two() {
  Exchange<Parker> exchange;
  int sum = 0;
  {
    std::jthread taker{[&] {
      for (int i = 0; i < 2; ++i) sum += exchange.take();
    }};
    for (int i = 1; i <= 2; ++i) {
      while (!exchange.give(i)) std::this_thread::yield();
    }
  }
  expect(sum == 3, "both values");
}

}  // namespace

TEST_CASE("a parker that dies as its sleeper wakes", "[gallery]") {
  const Report careful = run(hand_over_two<CarefulParker>,
                             {.schedules = 2000, .spurious_wakeups = true});
  INFO(careful.text);
  CHECK(careful.verdict == Verdict::passed);
}

TEST_CASE("a parker of three states that dies as its sleeper wakes",
          "[gallery]") {
  const Report fast = run(hand_over_two<FastParker>, {.schedules = 2000});
  INFO(fast.text);
  CHECK(fast.verdict == Verdict::passed);
}

TEST_CASE("a permit races a deadline, and is never lost", "[gallery]") {
  const Report report = run(
      [] {
        CarefulParker parker;
        bool permitted = false;
        {
          std::jthread waker{[&] { parker.unpark(); }};
          permitted = parker.park_until(std::chrono::steady_clock::now() + 1h);
        }
        if (!permitted) parker.park();
      },
      {.needs_virtual_time = true, .deadlines_race = true});
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

TEST_CASE("a waker keeps the parker alive by shared ownership", "[gallery]") {
  const Report report = run([] {
    auto parker = std::make_shared<CarefulParker>();
    std::jthread waker{[parker] { parker->unpark(); }};
    parker->park();
    parker.reset();
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}
