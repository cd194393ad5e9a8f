/// @file
/// Chapter 3: a first-come-first-served line of waiters.
#pragma once

namespace workbook {

/// The place of a waiter in a Line. A waiter derives from it.
template <class Waiter>
struct Place {
  Waiter* previous = nullptr;
  Waiter* next = nullptr;
  bool in_line = false;
};

/// A line of waiters, first come, first served. It owns nothing and allocates
/// nothing: waiters, which live on their threads' stacks, are linked through
/// their Place. Every function takes constant time and none waits; who shares
/// a line guards it with a mutex.
template <class Waiter>
class Line {
 public:
  [[nodiscard]] bool empty() const noexcept { return first_ == nullptr; }

  /// Who came first. There must be somebody.
  [[nodiscard]] Waiter& first() const noexcept { return *first_; }

  /// Puts `waiter`, which is in no line, at the end.
  void join(Waiter& waiter) noexcept {
    waiter.previous = last_;
    waiter.next = nullptr;
    waiter.in_line = true;
    (last_ ? last_->next : first_) = &waiter;
    last_ = &waiter;
  }

  /// Takes `waiter` out, wherever it stands. Does nothing when it has left.
  void leave(Waiter& waiter) noexcept {
    if (!waiter.in_line) return;
    (waiter.previous ? waiter.previous->next : first_) = waiter.next;
    (waiter.next ? waiter.next->previous : last_) = waiter.previous;
    waiter.in_line = false;
  }

  /// Takes out who came first. There must be somebody.
  Waiter& leave_first() noexcept {
    Waiter& waiter = *first_;
    leave(waiter);
    return waiter;
  }

 private:
  Waiter* first_ = nullptr;
  Waiter* last_ = nullptr;
};

}  // namespace workbook
