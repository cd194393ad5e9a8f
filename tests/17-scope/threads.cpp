// Assignment: let any thread cancel a scope. Files: your spawned.hpp,
// executor.hpp and scope.hpp.

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <thread>

#include "channel.hpp"
#include "children.hpp"
#include "explorer.hpp"
#include "loop.hpp"
#include "scope.hpp"
#include "task.hpp"

using workbook::Channel;
using workbook::Loop;
using workbook::Scope;
using workbook::Task;
using namespace children;

TEST_CASE("a cancel from another thread wakes all who wait, too",
          "[17][task2]") {
  explorer::explore([] {
    const auto parent = []() -> Task<> {
      Channel<int> silent;
      Scope scope;
      scope.spawn(receive_without_end, std::ref(silent), orders::Alive{});
      const std::jthread thread =
          explorer::start("canceller", [&] { scope.cancel(); });
      co_await scope.join();
    };
    Loop loop;
    loop.run(parent());
    explorer::expect_equal(orders::Alive::count, 0, "frames that are left");
  });
}
