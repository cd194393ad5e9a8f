/// @file
/// Sends, receives and a close one after the other, each on a thread of its
/// own, beside a model that says what should have come of each.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <deque>
#include <string>
#include <thread>

#include "explorer.hpp"

namespace workbook_tests {

/// A channel and its model. After each call all threads have gone as far as
/// they can; what each of them does then is compared with the model.
template <class Channel, class ClosedChannel>
class Play {
 public:
  explicit Play(std::size_t capacity) : channel_(capacity) {
    explorer::name(channel_, "channel");
  }

  /// A thread sends the next number.
  void send() {
    Part& part = add("send of " + std::to_string(++sends_));
    part.value = sends_;
    if (closed_) {
      part.wanted = "throws ClosedChannel";
    } else if (!receivers_.empty()) {
      give(sends_, *receivers_.front());
      receivers_.pop_front();
      part.wanted = "returns";
    } else if (buffer_.size() < channel_.capacity()) {
      buffer_.push_back(sends_);
      part.wanted = "returns";
    } else {
      senders_.push_back(&part);
    }
    part.thread = explorer::start("sender", [this, &part] {
      try {
        channel_.send(part.value);
        part.state = returned;
      } catch (const ClosedChannel&) {
        part.state = refused;
      }
    });
    look();
  }

  /// A thread receives.
  void receive() {
    Part& part = add("receive number " + std::to_string(++receives_));
    if (!buffer_.empty()) {
      give(take(buffer_), part);
      if (!senders_.empty()) buffer_.push_back(accept_first());
    } else if (!senders_.empty()) {
      give(accept_first(), part);
    } else if (closed_) {
      part.wanted = "gives nothing";
    } else {
      receivers_.push_back(&part);
    }
    part.thread = explorer::start("receiver", [this, &part] {
      if (const auto result = channel_.receive()) part.value = *result;
      part.state = part.value != 0 ? received : got_nothing;
    });
    look();
  }

  /// The channel is closed, once.
  void close() {
    closed_ = true;
    for (Part* sender : senders_) sender->wanted = "throws ClosedChannel";
    for (Part* receiver : receivers_) receiver->wanted = "gives nothing";
    senders_.clear();
    receivers_.clear();
    channel_.close();
    look();
  }

  /// Serves all that wait.
  void finish() {
    while (!senders_.empty() || !buffer_.empty()) receive();
    while (!receivers_.empty()) send();
  }

  [[nodiscard]] std::size_t waiting() const {
    return senders_.size() + receivers_.size();
  }

 private:
  enum State { waits, returned, refused, received, got_nothing };

  struct Part {
    std::string what;
    std::string wanted = "waits";
    int value = 0;
    std::atomic<State> state{waits};
    std::jthread thread;
  };

  static constexpr std::size_t most = 200;

  Part& add(std::string what) {
    Part& part = parts_[count_++];
    part.what = std::move(what);
    return part;
  }

  static int take(std::deque<int>& values) {
    const int value = values.front();
    values.pop_front();
    return value;
  }

  int accept_first() {
    Part& sender = *senders_.front();
    senders_.pop_front();
    sender.wanted = "returns";
    return sender.value;
  }

  static void give(int value, Part& receiver) {
    receiver.wanted = "gives " + std::to_string(value);
  }

  static std::string seen(const Part& part) {
    switch (part.state.load()) {
      case waits:
        return "waits";
      case returned:
        return "returns";
      case refused:
        return "throws ClosedChannel";
      case received:
        return "gives " + std::to_string(part.value);
      case got_nothing:
        return "gives nothing";
    }
    return "";
  }

  void look() {
    explorer::settle();
    for (std::size_t i = 0; i < count_; ++i) {
      const std::string state = seen(parts_[i]);
      if (state == parts_[i].wanted) continue;
      const std::string claim =
          "the " + parts_[i].what + ", after " + std::to_string(sends_) +
          " sends and " + std::to_string(receives_) + " receives" +
          (closed_ ? " and a close" : "") + ", by the order in which they came";
      explorer::expect_equal(state, parts_[i].wanted, claim.c_str());
    }
  }

  Channel channel_;
  std::deque<int> buffer_;
  std::deque<Part*> senders_;
  std::deque<Part*> receivers_;
  bool closed_ = false;
  int sends_ = 0;
  int receives_ = 0;
  std::size_t count_ = 0;
  std::array<Part, most> parts_;
};

/// Draws the same numbers everywhere.
class Draw {
 public:
  explicit Draw(unsigned seed) : state_(seed) {}

  /// One of 0, 1, … `below` - 1.
  int operator()(int below) {
    state_ = state_ * 1'664'525U + 1'013'904'223U;
    return static_cast<int>((state_ >> 16U) % static_cast<unsigned>(below));
  }

 private:
  unsigned state_;
};

/// Lets lines grow to nine and shrink again, `calls` times in all.
template <class Play>
void play_at_random(Play& play, unsigned seed, int calls) {
  Draw draw{seed};
  bool more_sends = draw(2) == 0;
  for (int call = 0; call < calls; ++call) {
    if (play.waiting() > 8 || draw(12) == 0) more_sends = !more_sends;
    const bool sends = draw(4) == 0 ? !more_sends : more_sends;
    sends ? play.send() : play.receive();
  }
}

}  // namespace workbook_tests
