// Assignment: write Task, from a bare handle up: it begins when it is awaited,
// and gives its result or its exception to its caller. Files:
// chapters/13-task/promise.hpp, task.hpp.

#include <catch2/catch_test_macros.hpp>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "drive.hpp"
#include "explorer.hpp"
#include "task.hpp"
#include "values.hpp"

using explorer::expect;
using explorer::expect_equal;
using explorer::explore;
using workbook::Task;
using workbook_tests::Alive;
using workbook_tests::Broken;
using workbook_tests::drive;
using workbook_tests::Driven;
using workbook_tests::Gate;
using workbook_tests::Parcel;

namespace {

Task<int> give(int value) { co_return value; }

Task<int> note(bool& begun) {
  begun = true;
  co_return 7;
}

Task<std::optional<int>> find(bool is_there) {
  if (!is_there) co_return std::nullopt;
  co_return 7;
}

Task<std::exception_ptr> caught() {
  co_return std::make_exception_ptr(std::runtime_error{"caught"});
}

Task<> fail(Alive /*argument*/) {
  throw std::runtime_error{"broken"};
  co_return;
}

struct BreaksAtItsEnd {
  ~BreaksAtItsEnd() noexcept(false) { throw Broken{}; }
};

Task<int> give_and_break() {
  const BreaksAtItsEnd breaks;
  co_return 7;
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
  explore([] {
    bool begun = false;
    Task<int> task = note(begun);
    expect(!begun, "a call alone carries out nothing of the task");
    const Driven<int> driven = drive(std::move(task));
    expect(begun, "co_await begins it: what await_suspend gives goes on");
  });
}

TEST_CASE("a task that is resumed goes on where it was", "[13][task1]") {
  explore([] {
    Gate gate;
    int reached = 0;
    const Driven<int> driven = drive(wait(gate, reached));
    expect_equal(reached, 1, "how far it came before the gate");
    gate.open();
    expect_equal(reached, 2, "how far it came when the gate was opened");
    gate.open();
    expect_equal(reached, 3, "how far it came when it was opened again");

    const Task<int> called_by_nobody = give(7);
    called_by_nobody.handle().resume();
    expect(called_by_nobody.handle().done(), "its handle alone runs a task");
  });
}

TEST_CASE("an awaited task gives its value to its caller", "[13][task1]") {
  explore([] {
    const Driven<int> driven = drive(sum(3, 4));
    expect(driven.ended, "the caller has gone on after each of its two tasks");
    expect_equal(driven.value, 7, "the sum of what the two tasks gave");
  });
  // A value that says of itself that it is none, and one that is a failure.
  explore([] {
    const auto look = []() -> Task<bool> {
      const std::optional<int> something = co_await find(true);
      const std::optional<int> nothing = co_await find(false);
      const std::exception_ptr failure = co_await caught();
      co_return !nothing && something == 7 && failure;
    };
    expect_equal(drive(look()).value, true,
                 "the caller gets an empty optional, a full one, and an "
                 "exception_ptr");
  });
}

TEST_CASE("the caller goes on when the task ends, not when it suspends",
          "[13][task1]") {
  explore([] {
    Gate gate;
    int reached = 0;
    bool went_on = false;
    const Driven<int> driven = drive(call(gate, reached, went_on));
    gate.open();
    expect(!went_on, "the caller waits while its task does");
    gate.open();
    expect(went_on, "the caller goes on when its task has ended");
    expect_equal(driven.value, 7, "what the task gave");
  });
}

TEST_CASE("a task gives what can only be moved and has no default",
          "[13][task1]") {
  explore([] {
    const auto pack = [](int number) -> Task<Parcel> {
      co_return Parcel{number};
    };
    const auto forward = [&]() -> Task<Parcel> {
      Parcel parcel = co_await pack(7);
      co_return parcel;
    };
    const auto driven = drive(forward());
    expect(driven.value.has_value(), "the parcel has arrived");
    expect_equal(driven.value->content(), 7, "its content");
  });
}

TEST_CASE("an exception that leaves a task reaches its caller", "[13][task2]") {
  explore([] {
    std::string caught;
    const auto caller = [&]() -> Task<> {
      try {
        co_await fail({});
      } catch (const std::runtime_error& error) {
        caught = error.what();
      }
    };
    drive(caller());
    expect_equal(caught, "broken", "what the caller has caught");
  });
  // It may be later than the value.
  explore([] {
    bool caught = false;
    const auto caller = [&]() -> Task<> {
      try {
        co_await give_and_break();
      } catch (const Broken&) {
        caught = true;
      }
    };
    drive(caller());
    expect(caught,
           "the caller catches what a destructor throws after co_return");
  });
}

TEST_CASE("an exception passes through the callers that do not catch it",
          "[13][task2]") {
  explore([] {
    const auto gives_nothing = []() -> Task<int> {
      co_await fail({});
      co_return 7;
    };
    const auto driven = drive(gives_nothing());
    expect(driven.failure != nullptr, "it has come out at the end");
    expect(!driven.value, "and no value besides");
  });
}
