/// @file
/// The stores to one atomic that a thread may still read.
#pragma once

#include <memory_resource>
#include <vector>

#include "races/thread_clocks.hpp"

namespace explorer::core {

/// The value of an atomic of any size up to sixteen bytes.
__extension__ using Bits = unsigned __int128;

/// A store, or the initial value, and what came of it.
struct Store {
  Bits value = 0;
  Epoch by{};
  bool modifies = false;   ///< Read what lies in front of it: nothing between.
  VectorClock releases{};  ///< What is handed on to those who acquire it.
  VectorClock knows{};     ///< All that its thread knew,
  VectorClock seen{};      ///< and had heard of.
  int told = 0;            ///< Its Event::order, if it was written down.

  /// The first of each thread, and the first that was seq_cst.
  std::pmr::vector<Epoch> readers{&arena()};

  // Of the seq_cst steps, by their numbers, which come before this store or
  // are it; before its readers, or are they; before all that is older.
  VectorClock sc{};
  VectorClock sc_of_readers{};
  VectorClock sc_of_older{};
};

/// The stores to one atomic in their modification order, the oldest first: at
/// most `most_stores`, since what was stored long ago is not read any more.
class History {
 public:
  static constexpr std::size_t most_stores = 8;

  /// Nothing but a value that all threads know.
  void start(std::size_t bytes, Bits value);

  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::size_t size() const noexcept { return stores_.size(); }
  [[nodiscard]] std::size_t newest() const noexcept { return size() - 1; }
  [[nodiscard]] Store& at(std::size_t i) noexcept { return stores_[i]; }
  [[nodiscard]] const Store& at(std::size_t i) const noexcept {
    return stores_[i];
  }

  /// The oldest that a thread with this knowledge may read (coherence: none
  /// that is older than one it knows of, or than one that it knows was read).
  [[nodiscard]] std::size_t floor(const VectorClock& known) const noexcept;

  /// A read-modify-write has read it: no other store may come right behind.
  [[nodiscard]] bool is_modified(std::size_t i) const noexcept {
    return i < newest() && stores_[i + 1].modifies;
  }

  /// Puts the store behind the one with this index; returns its own index,
  /// which is smaller than expected if an old store was let go.
  std::size_t insert_behind(std::size_t i, Store store);

  /// The reader's epoch stays with what it read.
  void add_reader(std::size_t i, const Epoch& reader, const VectorClock& sc);

  /// The seq_cst steps that have to come before a fence that knows this.
  [[nodiscard]] VectorClock sc_before(const VectorClock& known) const;

  /// How often in a row the thread has read what was old.
  [[nodiscard]] int& old_reads(int thread);

 private:
  void settle_older(std::size_t from, const VectorClock& sc);

  std::size_t bytes_ = 0;
  std::pmr::vector<Store> stores_{&arena()};
  std::pmr::vector<int> old_reads_{&arena()};
};

}  // namespace explorer::core
