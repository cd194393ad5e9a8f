// Assignment: write Task, from a bare handle up: lazy, moved and not copied;
// it gives its result or its exception to its caller, and destroys its frame.
// Files: chapters/13-task/promise.hpp, task.hpp.

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "drive.hpp"
#include "task.hpp"

using workbook::Task;
using workbook_tests::Alive;
using workbook_tests::drive;
using workbook_tests::Driven;
using workbook_tests::Gate;

namespace {

Task<int> give(int value) { co_return value; }

Task<int> note(bool& begun) {
  begun = true;
  co_return 7;
}

Task<> fail(Alive /*argument*/) {
  throw std::runtime_error{"broken"};
  co_return;
}

Task<int> sum(int a, int b) {
  const int first = co_await give(a);
  const int second = co_await give(b);
  co_return first + second;
}

Task<int> wait(Gate& gate, int& reached) {
  reached = 1;
  co_await gate;
  reached = 2;
  co_await gate;
  reached = 3;
  co_return 7;
}

Task<int> call(Gate& gate, int& reached, bool& went_on) {
  const int value = co_await wait(gate, reached);
  went_on = true;
  co_return value;
}

}  // namespace

TEST_CASE("a task does not begin before it is awaited", "[13][task1]") {
  bool begun = false;
  Task<int> task = note(begun);
  CHECK_FALSE(begun);
  const Driven<int> driven = drive(std::move(task));
  CHECK(begun);
}

TEST_CASE("an awaited task gives its value to its caller", "[13][task1]") {
  CHECK(drive(sum(3, 4)).value == 7);
}

TEST_CASE("a task gives what can only be moved and has no default",
          "[13][task1]") {
  struct Parcel {
    explicit Parcel(int number) : content(std::make_unique<int>(number)) {}
    std::unique_ptr<int> content;
  };
  const auto pack = [](int number) -> Task<Parcel> {
    co_return Parcel{number};
  };
  const auto forward = [&]() -> Task<Parcel> {
    Parcel parcel = co_await pack(7);
    co_return parcel;
  };
  const auto driven = drive(forward());
  REQUIRE(driven.value.has_value());
  CHECK(*driven.value->content == 7);
}

TEST_CASE("an exception that leaves a task reaches its caller", "[13][task2]") {
  std::string caught;
  const auto caller = [&]() -> Task<> {
    try {
      co_await fail({});
    } catch (const std::runtime_error& error) {
      caught = error.what();
    }
  };
  drive(caller());
  CHECK(caught == "broken");
  CHECK(drive(fail({})).failure != nullptr);
}

TEST_CASE("a task that is resumed goes on where it was", "[13][task1]") {
  Gate gate;
  int reached = 0;
  const Driven<int> driven = drive(wait(gate, reached));
  CHECK(reached == 1);
  gate.open();
  CHECK(reached == 2);
  CHECK_FALSE(driven.ended);
  gate.open();
  CHECK(reached == 3);
  CHECK(driven.value == 7);
}

TEST_CASE("the caller goes on when the task ends, not when it suspends",
          "[13][task1]") {
  Gate gate;
  int reached = 0;
  bool went_on = false;
  const Driven<int> driven = drive(call(gate, reached, went_on));
  gate.open();
  CHECK_FALSE(went_on);
  gate.open();
  CHECK(went_on);
  CHECK(driven.value == 7);
}
