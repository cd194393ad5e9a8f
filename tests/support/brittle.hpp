/// @file
/// A value that breaks once.
#pragma once

#include <atomic>
#include <optional>

#include "values.hpp"

namespace workbook_tests {

/// Throws Broken at one of its moves and stays as it was; every move before
/// and after succeeds. Can be neither copied nor assigned.
class Brittle {
 public:
  /// Counts the moves of all the values that share it.
  class Moves {
   public:
    /// The `nth` move from now on will throw.
    explicit Moves(int nth) : left_(nth) {}

    [[nodiscard]] bool breaks_now() noexcept { return --left_ == 0; }

   private:
    std::atomic<int> left_;
  };

  Brittle(int content, Moves& moves) : content_(content), moves_(&moves) {}
  // NOLINTNEXTLINE(performance-noexcept-move-constructor): that is the point
  Brittle(Brittle&& other) : content_(other.content_), moves_(other.moves_) {
    if (moves_->breaks_now()) throw Broken{};
    other.content_ = -1;
  }
  Brittle& operator=(Brittle&&) = delete;
  ~Brittle() = default;

  /// What it was made with; -1 once it was moved away.
  [[nodiscard]] int content() const noexcept { return content_; }

 private:
  int content_;
  Moves* moves_;
};

/// Sends a value until no move of it throws; counts in `told` how often the
/// channel said that one did.
template <class Channel>
void send_in_the_end(Channel& channel, int content, Brittle::Moves& moves,
                     std::atomic<int>& told) {
  bool sent = false;
  while (!sent) {
    try {
      channel.send(Brittle{content, moves});
      sent = true;
    } catch (const Broken&) {
      ++told;
    }
  }
}

/// Receives a value in the same way, and returns what it contains.
template <class Channel>
int receive_in_the_end(Channel& channel, std::atomic<int>& told) {
  std::optional<int> content;
  while (!content) {
    try {
      content = channel.receive().value().content();
    } catch (const Broken&) {
      ++told;
    }
  }
  return *content;
}

}  // namespace workbook_tests
