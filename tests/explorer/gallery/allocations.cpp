// What is allocated, and what is still there.

#include <list>
#include <memory>
#include <thread>
#include <vector>

#include "gallery/gallery.hpp"

using namespace gallery;
using explorer::Allocations;
using explorer::expect_equal;
using explorer::live_allocations;

namespace {

/// Allocates and frees on two threads, by all means.
void work() {
  std::unique_ptr<int> passed_on;
  std::thread other{[&] {
    passed_on = std::make_unique<int>(1);
    const std::vector<int> numbers(100);
    std::free(std::malloc(20));
    std::free(std::realloc(std::calloc(5, 4), 400));
    struct alignas(64) Line {};
    std::make_unique<Line>();
  }};
  other.join();
  try {
    throw std::runtime_error{"a text that is longer than a small string"};
  } catch (const std::runtime_error&) {
  }
}

}  // namespace

TEST_CASE("right: as much memory after two rounds as after one", "[gallery]") {
  must_pass([] {
    work();
    const Allocations before = live_allocations();
    work();
    expect_equal(live_allocations(), before, "the memory of one round");
  });
}

TEST_CASE("wrong: a node for each operation is never freed", "[gallery]") {
  const Report report = run([] {
    std::list<int> kept;
    kept.push_back(1);
    const Allocations before = live_allocations();
    kept.push_back(2);
    expect_equal(live_allocations().blocks, before.blocks, "one node");
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::expectation_failed);
}

TEST_CASE("wrong: one block that grows and grows", "[gallery]") {
  const Report report = run([] {
    std::vector<int> kept{1};
    const Allocations before = live_allocations();
    for (int i = 0; i < 100; ++i) kept.push_back(i);
    expect_equal(live_allocations().blocks, before.blocks, "one block");
    expect_equal(live_allocations(), before, "one small block");
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::expectation_failed);
  CHECK(report.sentence.starts_with("main expected: 1 block of "));
  CHECK(report.sentence.find(", got 1 block of ") != std::string::npos);
}
