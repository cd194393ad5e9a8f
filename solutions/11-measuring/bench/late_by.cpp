// Chapter 11: how late a wait with a deadline ends, beside threads that
// compute, and how late a condition variable's. usage: late-by [WAITS]
//
// Prints a line for each wait: how many threads compute, on how many cores all
// of them are, and the median and the maximum in microseconds. Exits with 1 if
// a wait's median is out of all proportion to that of the condition variable.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstring>
#include <exception>
#include <functional>
#include <iostream>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>
#include <thread>
#include <vector>

#include "channel.hpp"
#include "parker.hpp"
#include "select.hpp"

#ifdef __linux__
#include <sched.h>
#endif

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using namespace std::chrono_literals;

constexpr Clock::duration wait_for = 1ms;

// A wait that is later than this is taken for late: less may be chance.
constexpr Clock::duration slack = 20ms;

// Waits that are later than this together are not measured any further.
constexpr Clock::duration enough = 5s;

struct Lateness {
  Clock::duration median;
  Clock::duration maximum;
};

struct Wait {
  std::string_view name;
  std::function<void(Clock::time_point deadline)> until;
};

// All threads of this program that are started from now on.
void stay_on_one_core(bool one) {
#ifdef __linux__
  static const cpu_set_t usual = [] {
    cpu_set_t set;
    sched_getaffinity(0, sizeof set, &set);
    return set;
  }();
  cpu_set_t first;
  CPU_ZERO(&first);
  for (int core = 0; core < CPU_SETSIZE && CPU_COUNT(&first) == 0; ++core) {
    if (CPU_ISSET(core, &usual)) CPU_SET(core, &first);
  }
  sched_setaffinity(0, sizeof first, one ? &first : &usual);
#else
  static_cast<void>(one);
#endif
}

class BusyThreads {
 public:
  explicit BusyThreads(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      threads_.emplace_back([](const std::stop_token& stop) {
        while (!stop.stop_requested()) continue;
      });
    }
  }

 private:
  std::vector<std::jthread> threads_;
};

Lateness measure(const Wait& wait, std::size_t waits) {
  std::vector<Clock::duration> late;
  Clock::duration together{};
  while (late.size() < waits && together < enough) {
    const auto deadline = Clock::now() + wait_for;
    wait.until(deadline);
    late.push_back(Clock::now() - deadline);
    together += late.back();
  }
  std::ranges::sort(late);
  return {late[late.size() / 2], late.back()};
}

void print(const Wait& wait, std::size_t busy, bool one_core, Lateness late) {
  const auto in_microseconds = [](Clock::duration duration) {
    return std::chrono::duration_cast<microseconds>(duration).count();
  };
  std::cout << wait.name << '\t' << busy << '\t' << (one_core ? "one" : "all")
            << '\t' << in_microseconds(late.median) << '\t'
            << in_microseconds(late.maximum) << std::endl;
}

std::vector<Wait> all_waits() {
  const auto on_condition_variable = [](Clock::time_point deadline) {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock{mutex};
    while (never.wait_until(lock, deadline) != std::cv_status::timeout)
      continue;
  };
  const auto in_park_until = [](Clock::time_point deadline) {
    workbook::Parker parker;
    static_cast<void>(parker.park_until(deadline));
  };
  const auto in_select = [](Clock::time_point deadline) {
    workbook::Channel<int> channel;
    workbook::select(workbook::on_receive(channel, [](std::optional<int>) {}),
                     workbook::on_timeout(deadline - Clock::now(), [] {}));
  };
  return {{"condition_variable", on_condition_variable},
          {"park_until", in_park_until},
          {"select", in_select}};
}

// Returns whether all waits were about as punctual as the first.
bool measure_all(std::size_t waits) {
  bool punctual = true;
  std::cout << "wait\tbusy\tcores\tmedian us\tmaximum us\n";
  for (const bool one_core : {true, false}) {
    stay_on_one_core(one_core);
    for (const std::size_t count : {0U, 1U, 4U}) {
      const BusyThreads busy{count};
      std::optional<Clock::duration> usual;
      for (const Wait& wait : all_waits()) {
        const Lateness late = measure(wait, waits);
        print(wait, count, one_core, late);
        if (!usual) usual = late.median;
        punctual = punctual && late.median <= 2 * *usual + slack;
      }
    }
  }
  return punctual;
}

std::optional<std::size_t> parse(const char* text) {
  const char* const end = text + std::strlen(text);
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(text, end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  if (number < 1 || number > 1'000'000) return std::nullopt;
  return number;
}

}  // namespace

int main(int argc, char** argv) try {
  const auto waits = argc == 2 ? parse(argv[1]) : std::size_t{100};
  if (argc > 2 || !waits) {
    std::cerr << "usage: late-by [WAITS], a number from 1 to 1000000\n";
    return 2;
  }
  const bool punctual = measure_all(*waits);
  if (!std::cout) {
    std::cerr << "late-by: cannot write to standard output\n";
    return 2;
  }
  if (punctual) return 0;
  std::cerr << "late-by: a wait is later than a condition variable's\n";
  return 1;
} catch (const std::exception& error) {
  std::cerr << "late-by: " << error.what() << '\n';
  return 1;
}
