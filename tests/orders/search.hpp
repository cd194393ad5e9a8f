/// @file
/// Searches all orders in which one thread could run tasks. It knows nothing of
/// tasks, so that it is compiled once and not for each answer.
#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>

#include "choices.hpp"
#include "in_words.hpp"
#include "record.hpp"
#include "trace.hpp"

namespace orders {

/// Counts the frames that are left: a test gives one to each of its tasks.
class Alive {
 public:
  Alive() noexcept { ++count; }
  Alive(const Alive&) noexcept { ++count; }
  Alive& operator=(const Alive&) = default;
  ~Alive() { --count; }
  inline static int count = 0;
};

/// Thrown by what follows when a test fails.
class Failed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What was wrong, in this order, when the first expectation failed.
inline std::string& first_complaint() {
  static std::string complaint;
  return complaint;
}

/// Fails the order when `holds` is false. `claim` says what should have held.
inline void expect(bool holds, const std::string& claim) {
  if (holds) return;
  if (first_complaint().empty()) first_complaint() = "expected: " + claim;
  throw Failed{first_complaint()};
}

/// Fails the order when `value` is not `wanted`, and says what both are.
template <class Value, class Wanted>
void expect_equal(const Value& value, const Wanted& wanted,
                  const std::string& claim) {
  using explorer::are_equal;
  using explorer::in_words;
  expect(are_equal(value, wanted), claim + " (it was " + in_words(value) +
                                       ", not " + in_words(wanted) + ')');
}

/// Whether a call throws an E, and nothing else.
template <class E, class Call>
bool throws(Call call) {
  try {
    call();
  } catch (const E&) {
    return true;
  }
  return false;
}

/// Of one body: how many orders were tried, and what came of it.
struct Report {
  long orders = 0;
  bool all = false;    ///< There are no more.
  std::string failed;  ///< What was wrong; empty when nothing was.
  std::string trace;   ///< The order in which it was, step by step.
};

/// What an order leaves behind, and where it ends early.
struct Watch {
  Trace* trace = nullptr;           ///< What its tasks do, if anybody asks.
  Record* record = nullptr;         ///< How far it has come.
  int stop_turn = 0;                ///< In the turn of this number
  bool stop_at_end = false;         ///< it calls, at its end or before it,
  std::function<void()> stop = {};  ///< this.
};

/// Runs the order that these choices make. Throws what is wrong in it.
using Order = std::function<void(Choices&, const Watch&)>;

/// Runs every order, or so many that are drawn where there are more than
/// `most`.
Report search(const Order& order, long most);

/// The same, and in a process of its own, so that no crash and no endless loop
/// does harm. Prints how many orders there were. Throws Failed, having printed
/// the order, when one fails.
void search_apart(const Order& order, long most);

}  // namespace orders
