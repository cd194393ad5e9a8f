// Assignment: in chapters/03-rendezvous/channel.hpp, tell a sender that waits
// for room why its value was not moved: with the exception itself, and not
// with another one that is made of a part of it.

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>
#include <string>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"

using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;

namespace {

/// Derived from an exception that is derived from std::exception, and knows
/// more than they do.
class TooHeavy : public std::runtime_error {
 public:
  explicit TooHeavy(int grams)
      : std::runtime_error("too heavy"), grams_(grams) {}
  [[nodiscard]] int grams() const noexcept { return grams_; }

 private:
  int grams_;
};

/// Can be moved when it weighs nothing.
class Weight {
 public:
  explicit Weight(int& grams) : grams_(&grams) {}
  // NOLINTNEXTLINE(performance-noexcept-move-constructor): that is the point
  Weight(Weight&& other) : grams_(other.grams_) {
    if (*grams_ > 0) throw TooHeavy{*grams_};
  }
  Weight& operator=(Weight&&) = delete;
  ~Weight() = default;

 private:
  int* grams_;
};

}  // namespace

TEST_CASE("a sender that waits gets the exception that the move has thrown",
          "[04][task3]") {
  explore(
      [] {
        Channel<Weight> channel{1};
        explorer::name(channel, "channel");
        int nothing = 0;
        int heavy = 7;
        channel.send(Weight{nothing});
        std::jthread sender = start("sender", [&] {
          std::string what = "nothing";
          int grams = 0;
          try {
            channel.send(Weight{heavy});
          } catch (const TooHeavy& error) {
            what = error.what();
            grams = error.grams();
          } catch (const std::exception& error) {
            what = std::string{"another exception: "} + error.what();
          }
          expect_equal(
              what, "too heavy",
              "the send throws the exception that the move has thrown");
          expect_equal(grams, 7, "with all that the exception knows");
        });
        settle();
        channel.receive();
      },
      {.schedules = 50});
}
