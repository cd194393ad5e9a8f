/// @file
/// Litmus tests: a few steps of a few threads, and an outcome that C++ allows
/// for some memory orders, and forbids for others.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "gallery/gallery.hpp"

namespace gallery {

inline constexpr auto relaxed = std::memory_order_relaxed;
inline constexpr auto acquire = std::memory_order_acquire;
inline constexpr auto release = std::memory_order_release;
inline constexpr auto acq_rel = std::memory_order_acq_rel;
inline constexpr auto seq_cst = std::memory_order_seq_cst;

/// The variables of a litmus test, and what its threads have read.
struct Litmus {
  std::atomic<int> x{0};
  std::atomic<int> y{0};
  std::atomic<int> z{0};
  std::array<int, 4> r{-1, -1, -1, -1};
};

/// The outcome of store buffering that no single order of the steps explains,
inline bool both_see_nothing(const Litmus& it) {
  return it.r[0] == 0 && it.r[1] == 0;
}

/// and that of message passing.
inline bool flag_without_data(const Litmus& it) {
  return it.r[0] == 1 && it.r[1] == 0;
}

using Part = std::function<void(Litmus&)>;
using Outcome = std::function<bool(const Litmus&)>;

/// Every part is a thread of its own, and the last one is main.
inline Report litmus(const std::vector<Part>& parts, const Outcome& outcome,
                     int schedules = 1000) {
  return run(
      [&] {
        Litmus it;
        {
          std::vector<std::jthread> threads;
          for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
            threads.emplace_back([&, i] { parts[i](it); });
          }
          parts.back()(it);
        }
        expect(!outcome(it), "another outcome");
      },
      Options{.schedules = schedules});
}

/// C++ allows the outcome, and the default budget finds it.
inline void allowed(const std::vector<Part>& parts, const Outcome& outcome) {
  const Report report = litmus(parts, outcome);
  INFO(report.text);
  CHECK(report.verdict == Verdict::expectation_failed);
}

/// C++ forbids the outcome: it is in none of all schedules.
inline void forbidden(const std::vector<Part>& parts, const Outcome& outcome) {
  const Report report = litmus(parts, outcome, 4'000'000);
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
  CHECK(report.text.starts_with("all "));
}

/// Likewise, where all would be too many.
inline void not_found(const std::vector<Part>& parts, const Outcome& outcome) {
  const Report report = litmus(parts, outcome, 3000);
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

/// The verdict on a body, the whole report beside it.
inline void check(const std::function<void()>& body, Verdict verdict) {
  const Report report = run(body);
  INFO(report.text);
  CHECK(report.verdict == verdict);
}

}  // namespace gallery
