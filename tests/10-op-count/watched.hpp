/// @file
/// op_count.hpp, with stores that write down what is done to them. It is
/// included here, and nowhere else in these tests, after the names of the two
/// stores were given to classes that watch.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <set>
#include <thread>

#include "locked_store.hpp"
#include "stateful_owner.hpp"

namespace workbook_tests {

/// What was done to the stores while this was there. One at a time.
class Calls {
 public:
  Calls() { watching_ = this; }
  Calls(const Calls&) = delete;
  Calls& operator=(const Calls&) = delete;
  ~Calls() { watching_ = nullptr; }

  int owners = 0;                  ///< That were made,
  std::size_t reply_capacity = 0;  ///< the last one with this capacity.
  int locked_stores = 0;           ///< That were made.
  std::set<int> keys_read;
  std::set<int> keys_written;
  std::chrono::nanoseconds read_takes{0};  ///< To be set before a run.

  static void made_owner(std::size_t capacity) {
    note([&](Calls& calls) {
      ++calls.owners;
      calls.reply_capacity = capacity;
    });
  }
  static void made_locked_store() {
    note([](Calls& calls) { ++calls.locked_stores; });
  }
  static void read(int key) {
    note([&](Calls& calls) { calls.keys_read.insert(key); });
    if (watching_ == nullptr || watching_->read_takes.count() == 0) return;
    std::this_thread::sleep_for(watching_->read_takes);
  }
  static void write(int key) {
    note([&](Calls& calls) { calls.keys_written.insert(key); });
  }

 private:
  template <class What>
  static void note(What what) {
    if (watching_ == nullptr) return;
    const std::lock_guard lock{watching_->mutex_};
    what(*watching_);
  }

  inline static Calls* watching_ = nullptr;
  std::mutex mutex_;  // guards the public members during a run
};

}  // namespace workbook_tests

namespace workbook {

class WatchedOwner : public StatefulOwner {
 public:
  explicit WatchedOwner(std::size_t reply_capacity = 1)
      : StatefulOwner(reply_capacity) {
    workbook_tests::Calls::made_owner(reply_capacity);
  }
  int read(int key) {
    workbook_tests::Calls::read(key);
    return StatefulOwner::read(key);
  }
  bool write(int key, int value) {
    workbook_tests::Calls::write(key);
    return StatefulOwner::write(key, value);
  }
};

class WatchedStore : public LockedStore {
 public:
  WatchedStore() { workbook_tests::Calls::made_locked_store(); }
  int read(int key) const {
    workbook_tests::Calls::read(key);
    return LockedStore::read(key);
  }
  void write(int key, int value) {
    workbook_tests::Calls::write(key);
    LockedStore::write(key, value);
  }
};

}  // namespace workbook

#define StatefulOwner WatchedOwner
#define LockedStore WatchedStore
#include "op_count.hpp"  // IWYU pragma: export
#undef StatefulOwner
#undef LockedStore
