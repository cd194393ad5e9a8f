// What real lock-free code uses: atomics of two words, shared pointers that
// are atomic, and annotations for the thread sanitizer.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>

#include "gallery/gallery.hpp"

using namespace gallery;

namespace {

struct Config {
  int value = 0;
};

}  // namespace

TEST_CASE("right: an atomic shared_ptr publishes", "[gallery]") {
  must_pass([] {
    std::atomic<std::shared_ptr<Config>> cell;
    const auto work = [&] {
      auto fresh = std::make_shared<Config>();
      fresh->value = 7;
      cell.store(std::move(fresh));
      explorer::expect_equal(cell.load()->value, 7, "what was published");
    };
    std::jthread one{work};
    std::jthread other{work};
  });
}

TEST_CASE("right: a weak_ptr is locked while the last owner goes",
          "[gallery]") {
  must_pass([] {
    auto strong = std::make_shared<Config>();
    std::jthread looker{[weak = std::weak_ptr<Config>{strong}] {
      if (const auto seen = weak.lock()) {
        explorer::expect_equal(seen->value, 0, "an object that is alive");
      }
    }};
    strong.reset();
  });
}

#ifdef GALLERY_SEES_ATOMICS

extern "C" {
void __tsan_acquire(void* object);
void __tsan_release(void* object);
void AnnotateHappensBefore(const char* file, int line,
                           const volatile void* object);
void AnnotateHappensAfter(const char* file, int line,
                          const volatile void* object);
}

TEST_CASE("wrong: two threads share one shared_ptr", "[gallery]") {
  const Report report = run([] {
    std::shared_ptr<Config> cell;
    std::jthread writer{[&] { cell = std::make_shared<Config>(); }};
    const std::shared_ptr<Config> seen = cell;
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::data_race);
}

TEST_CASE("annotations order what the program orders unseen", "[gallery]") {
  const auto body = [](auto release, auto acquire) {
    return run([&] {
      int data = 0;
      std::atomic<bool> done{false};
      std::jthread writer{[&] {
        data = 7;
        release(&done);
        done.store(true, std::memory_order_relaxed);
      }};
      if (!done.load(std::memory_order_relaxed)) return;
      acquire(&done);
      explorer::expect_equal(data, 7, "what was published");
    });
  };
  const auto nothing = [](void*) {};
  CHECK(body(nothing, nothing).verdict == Verdict::data_race);
  CHECK(body(__tsan_release, __tsan_acquire).verdict == Verdict::passed);
  CHECK(body([](void* it) { AnnotateHappensBefore("", 0, it); },
             [](void* it) { AnnotateHappensAfter("", 0, it); })
            .verdict == Verdict::passed);
}

namespace {

struct Node {
  Node* next = nullptr;
};

struct alignas(16) Head {
  Node* node;
  std::uint64_t tag;
};

}  // namespace

TEST_CASE("right: a head of two words", "[gallery]") {
  must_pass([] {
    std::atomic<Head> head{Head{nullptr, 0}};
    const auto push = [&](Node& node) {
      Head old = head.load();
      do {
        node.next = old.node;
      } while (!head.compare_exchange_weak(old, Head{&node, old.tag + 1}));
    };
    Node nodes[2];
    {
      std::jthread one{[&] { push(nodes[0]); }};
      std::jthread other{[&] { push(nodes[1]); }};
    }
    explorer::expect_equal(head.load().tag, 2, "both nodes");
  });
}

namespace {

/// Publishes a number through an atomic of several words.
template <class Words>
void publish(std::memory_order order) {
  int data = 0;
  std::atomic<Words> words{Words{}};
  std::jthread writer{[&] {
    data = 7;
    words.store(Words{1, 1}, order);
  }};
  const Words seen = words.load(std::memory_order_acquire);
  explorer::expect_equal(seen[0], seen[1], "a whole value");
  if (seen[0] == 1) explorer::expect_equal(data, 7, "what was published");
}

template <std::size_t size>
using Words = std::array<std::uint64_t, size>;

}  // namespace

TEST_CASE("right: atomics of two words and of three publish", "[gallery]") {
  must_pass([] { publish<Words<2>>(std::memory_order_release); });
  must_pass([] { publish<Words<3>>(std::memory_order_release); });
}

TEST_CASE("wrong: a pair of halves is stored and loaded without a fence",
          "[gallery]") {
  struct Halves {
    std::uint32_t low;
    std::uint32_t high;
  };
  const Report report = run([] {
    std::atomic<Halves> one{Halves{}};
    std::atomic<Halves> other{Halves{}};
    std::uint32_t seen_by_other = 0;
    std::uint32_t seen = 0;
    {
      std::jthread writer{[&] {
        other.store({1, 0}, std::memory_order_release);
        seen_by_other = one.load(std::memory_order_acquire).low;
      }};
      one.store({1, 0}, std::memory_order_release);
      seen = other.load(std::memory_order_acquire).low;
    }
    explorer::expect(seen + seen_by_other > 0, "one of the two sees the other");
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::expectation_failed);
}

TEST_CASE("wrong: a relaxed store of two words publishes", "[gallery]") {
  const Report report =
      run([] { publish<Words<2>>(std::memory_order_relaxed); });
  INFO(report.text);
  CHECK(report.verdict == Verdict::data_race);
}

TEST_CASE("wrong: three words are read and written in two steps", "[gallery]") {
  const Report report = run([] {
    std::atomic<Words<3>> words{Words<3>{}};
    const auto add = [&] {
      Words<3> next = words.load();
      ++next[0];
      words.store(next);
    };
    {
      std::jthread one{add};
      std::jthread other{add};
    }
    explorer::expect_equal(words.load()[0], 2, "both");
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::expectation_failed);
  CHECK(report.text.find("= {1, 0, ..}") != std::string::npos);
}

#endif
