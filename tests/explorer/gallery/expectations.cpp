// Wrong programs: what is said of an expectation that fails.

#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "counts.hpp"
#include "gallery/gallery.hpp"

using namespace gallery;

TEST_CASE("an expectation names its claim and its thread", "[gallery]") {
  const Report report = run([] {
    std::jthread receiver{[] {
      explorer::name_thread("receiver");
      expect(false, "the value that was sent");
    }};
  });
  CHECK(report.verdict == Verdict::expectation_failed);
  CHECK(report.sentence.starts_with(
      "receiver expected: the value that was sent (expectations.cpp:"));
}

TEST_CASE("a thread has its role before its first step", "[gallery]") {
  const Report report = run([] {
    const std::jthread partner = explorer::start("partner", [] {});
    expect(false, "nothing has happened yet");
  });
  CHECK(report.verdict == Verdict::expectation_failed);
  CHECK(report.text.find("start partner") != std::string::npos);
}

TEST_CASE("an expectation of a value says which one came", "[gallery]") {
  const auto sentence = [](auto value, auto wanted) {
    return run([&] {
             expect(true, "this holds");
             explorer::expect_equal(wanted, wanted, "this holds, too");
             explorer::expect_equal(value, wanted, "what was sent");
           })
        .sentence;
  };
  using Words = std::vector<std::string>;
  CHECK(
      sentence(1, 2U).starts_with("main expected: 2, got 1: what was sent "
                                  "(expectations.cpp:"));
  CHECK(sentence(-1, 2U).find("expected: 2, got -1: ") != std::string::npos);
  CHECK(sentence(std::optional<int>{}, 7).find("expected: 7, got nothing: ") !=
        std::string::npos);
  CHECK(sentence(true, false).find("expected: false, got true: ") !=
        std::string::npos);
  const Report atomic = run([] {
    const std::atomic<int> value{7};
    explorer::expect_equal(value, 8, "what was sent");
  });
  CHECK(atomic.sentence.find("expected: 8, got 7: ") != std::string::npos);
  CHECK(sentence(Words{"a", "b"}, Words{}).find("{}, got {\"a\", \"b\"}: ") !=
        std::string::npos);
}

TEST_CASE("a count that chance makes improbable has no trace", "[gallery]") {
  const Report report = run([] {
    const std::jthread partner = explorer::start("partner", [] {});
    explorer::fail_count(993, 500, "the first of two is taken");
  });
  CHECK(report.text.find("main expected: about 500 times\n"
                         "          got: 993 times\n"
                         "the first of two is taken (expectations.cpp:") == 0);
  CHECK(report.text.find("start partner") == std::string::npos);
}

TEST_CASE("explore throws what went wrong", "[gallery]") {
  CHECK_THROWS_AS(explorer::explore([] { expect(false, "something"); }),
                  explorer::Failed);
}
