/// @file
/// What the self tests share: small programs, right and wrong, with verdicts
/// that are known.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <functional>
#include <string>

#include "explorer.hpp"

// Which of the self-test programs this is: with the address sanitizer, with
// atomics as scheduling points, or neither.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define GALLERY_SEES_ATOMICS
#endif
#if __has_feature(address_sanitizer)
#define GALLERY_SEES_MEMORY
#endif
#endif
#ifdef __SANITIZE_THREAD__
#define GALLERY_SEES_ATOMICS
#endif
#ifdef __SANITIZE_ADDRESS__
#define GALLERY_SEES_MEMORY
#endif

// The tags of a case that clang 14 does not find.
#if defined(__clang__)
#define FOUND_WITH_GCC "[gallery][!mayfail]"
#else
#define FOUND_WITH_GCC "[gallery]"
#endif

namespace gallery {

using namespace std::chrono_literals;
using explorer::expect;
using explorer::Options;
using explorer::Report;
using explorer::run;
using explorer::Verdict;

#ifdef GALLERY_SEES_ATOMICS
inline constexpr bool sees_atomics = true;
#else
inline constexpr bool sees_atomics = false;
#endif

#ifdef GALLERY_SEES_MEMORY
inline constexpr bool sees_memory = true;
#else
inline constexpr bool sees_memory = false;
#endif

/// A right program may not fail, in any schedule.
inline void must_pass(const std::function<void()>& body,
                      const Options& options = {}) {
  const Report report = run(body, options);
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
}

}  // namespace gallery

namespace Catch {

template <>
struct StringMaker<explorer::Verdict> {
  static std::string convert(explorer::Verdict verdict) {
    static constexpr const char* names[] = {
        "passed",         "expectation_failed",
        "deadlock",       "data_race",
        "exception",      "crash",
        "livelock",       "misuse",
        "left_running",   "uncontrolled",
        "not_repeatable", "unfinished",
        "only_a_clock",   "limit"};
    return names[static_cast<int>(verdict)];
  }
};

}  // namespace Catch
