// Assignment: let any two channels have an order, however many there are, and
// let every select keep to it. File: chapters/06-select/selection.hpp.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <memory>
#include <semaphore>
#include <thread>
#include <utility>
#include <vector>

#include "channel.hpp"
#include "explorer.hpp"
#include "handlers.hpp"
#include "select.hpp"

using explorer::expect_equal;
using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::Channel;
using workbook::on_receive;
using workbook::select;
using workbook_tests::ignore;

namespace {

/// Two threads, each told to select and asked whether it has.
struct Selectors {
  std::array<std::binary_semaphore, 2> told{std::binary_semaphore{0},
                                            std::binary_semaphore{0}};
  std::array<std::binary_semaphore, 2> done{std::binary_semaphore{0},
                                            std::binary_semaphore{0}};
};

/// While it is moved for the first time, with its channel locked, it tells the
/// selectors, if it is given any, and goes on when both of them wait.
class Parade {
 public:
  explicit Parade(Selectors* selectors) : selectors_(selectors) {}
  Parade(Parade&& other) noexcept
      : selectors_(std::exchange(other.selectors_, nullptr)) {
    if (selectors_ == nullptr) return;
    for (auto& each : selectors_->told) each.release();
    settle();
    selectors_ = nullptr;
  }
  Parade& operator=(Parade&&) = delete;
  ~Parade() = default;

 private:
  Selectors* selectors_;
};

}  // namespace

// Of two selects over two channels, each holds what it locks first while the
// value is on its way into one of them; then both go for the other. There is a
// value for each of them, and no third channel: one that every select locks
// first would hide in which order it locks the rest.
TEST_CASE("any two of many channels are locked in one order", "[06][task4]") {
  explore(
      [] {
        // Every pair of them: where an order goes by fewer keys than that, two
        // channels share one, whatever their addresses.
        constexpr std::size_t many = 80;
        // In between is memory of many sizes, so that no distance between two
        // channels is that between two others.
        std::vector<std::unique_ptr<Channel<Parade>>> channels;
        std::vector<std::vector<char>> between;
        for (std::size_t i = 0; i < many; ++i) {
          channels.push_back(std::make_unique<Channel<Parade>>(2));
          between.emplace_back(16 * (i * i % 61));
        }
        const auto for_each_pair = [&](auto work) {
          for (std::size_t i = 0; i < many; ++i) {
            for (std::size_t j = i + 1; j < many; ++j) {
              work(*channels[i], *channels[j]);
            }
          }
        };
        Selectors selectors;
        std::jthread one = start("one", [&] {
          for_each_pair([&](auto& left, auto& right) {
            selectors.told[0].acquire();
            select(on_receive(left, ignore), on_receive(right, ignore));
            selectors.done[0].release();
          });
        });
        std::jthread two = start("two", [&] {
          for_each_pair([&](auto& left, auto& right) {
            selectors.told[1].acquire();
            select(on_receive(right, ignore), on_receive(left, ignore));
            selectors.done[1].release();
          });
        });
        for_each_pair([&](auto& left, auto&) {
          left.send(Parade{nullptr});
          left.send(Parade{&selectors});
          for (auto& each : selectors.done) each.acquire();
        });
      },
      {.schedules = 2, .max_steps = 1'000'000});
  // So many that a counter of 16 bits has been all around: one of the last is
  // the 65,536th after the first, and none of them is taken for it.
  Channel<int> first;
  for (int i = 0; i < 65'533; ++i) {
    [[maybe_unused]] const Channel<int> between;
  }
  std::array<Channel<int>, 5> last;
  explore(
      [&] {
        for (Channel<int>& other : last) {
          std::jthread sender = start("sender", [&] { other.send(7); });
          expect_equal(
              select(on_receive(first, ignore), on_receive(other, ignore)), 1,
              "index 1, of the channel with a sender");
        }
      },
      {.schedules = 20});
}
