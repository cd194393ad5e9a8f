/// @file
/// A sequence of choices that is different each time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

namespace orders {

/// What an order is made of. Depth first: the next order differs from this one
/// in the last choice that has an alternative left.
class Choices {
 public:
  /// One of `count` alternatives, the first being the usual one.
  std::size_t choose(std::size_t count) {
    if (count < 2) return 0;
    if (at_ == made_.size()) made_.push_back({usual_or_drawn(count), count});
    made_[at_].count = count;
    made_[at_].taken = std::min(made_[at_].taken, count - 1);
    return made_[at_++].taken;
  }

  /// Goes on to the next order; false when all have been seen.
  bool next() {
    made_.resize(at_);
    at_ = 0;
    while (!made_.empty() && made_.back().taken + 1 == made_.back().count) {
      made_.pop_back();
    }
    if (made_.empty()) return false;
    ++made_.back().taken;
    return true;
  }

  /// Goes on to an order that is drawn.
  void draw() {
    made_.clear();
    at_ = 0;
    drawn_ = true;
  }

  /// The choices so far, and how to make them again.
  [[nodiscard]] std::vector<std::size_t> taken() const {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < at_; ++i) all.push_back(made_[i].taken);
    return all;
  }
  void repeat(const std::vector<std::size_t>& taken) {
    made_.clear();
    for (const std::size_t one : taken) made_.push_back({one, one + 1});
    at_ = 0;
    drawn_ = false;
  }

 private:
  struct Choice {
    std::size_t taken;
    std::size_t count;
  };

  std::size_t usual_or_drawn(std::size_t count) {
    return drawn_ ? random_() % count : 0;
  }

  std::vector<Choice> made_;
  std::size_t at_ = 0;
  bool drawn_ = false;
  std::mt19937 random_;  // the same orders in every run
};

}  // namespace orders
