/// @file
/// How far an order has come, for when the process crashes in it.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <new>
#include <vector>

namespace orders {

/// The choices that an order is made of, and the turn that it is in. It lies in
/// memory that a process shares with its children, and outlives them.
class Record {
 public:
  /// The only one; null where there is no such memory.
  static Record* shared() {
    static Record* const record = make();
    return record;
  }

  /// A turn begins. More choices than there is room for are no loss: the order
  /// is then shown without them.
  void begin(int turn, const std::vector<std::size_t>& choices) {
    turn_ = turn;
    ended_ = false;
    keep(choices);
  }

  /// It has ended. There may be more choices: what a select has drawn.
  void end(const std::vector<std::size_t>& choices) {
    ended_ = true;
    keep(choices);
  }

  /// No turn has begun.
  void clear() { turn_ = 0; }

  /// The number of the last turn; 0 if there was none, or too many.
  [[nodiscard]] int turn() const { return fits_ ? turn_ : 0; }
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] std::vector<std::size_t> choices() const {
    return {choices_.begin(),
            choices_.begin() + static_cast<std::ptrdiff_t>(count_)};
  }

 private:
  static Record* make() {
    void* const memory = ::mmap(nullptr, sizeof(Record), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? nullptr : new (memory) Record;
  }

  void keep(const std::vector<std::size_t>& choices) {
    fits_ = choices.size() <= choices_.size();
    count_ = std::min(choices.size(), choices_.size());
    std::copy_n(choices.begin(), count_, choices_.begin());
  }

  int turn_ = 0;
  bool ended_ = false;
  bool fits_ = true;
  std::size_t count_ = 0;
  std::array<std::size_t, 1000> choices_{};
};

}  // namespace orders
