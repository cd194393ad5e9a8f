// Wrong programs: what their reports say of atomics, and of what is gone.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "gallery/litmus.hpp"

#ifdef GALLERY_SEES_ATOMICS

using namespace gallery;

namespace {

/// The report on the body has all of these words.
void says(const std::function<void()>& body,
          const std::vector<std::string>& all) {
  const Report report = run(body);
  INFO(report.text);
  CHECK(report.verdict != Verdict::passed);
  for (const std::string& words : all) {
    INFO(words);
    CHECK(report.text.find(words) != std::string::npos);
  }
}

/// How often the words are in the text.
int times(const std::string& text, const std::string& words) {
  int found = 0;
  for (std::size_t at = text.find(words); at != text.npos;
       at = text.find(words, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("a report says who freed what is gone, and where", "[gallery]") {
  says(
      [] {
        std::mutex mutex;
        auto value = std::make_unique<int>(1);
        const std::jthread reader{[&, it = value.get()] {
          const std::lock_guard lock{mutex};
          expect(*it == 1, "the value");
        }};
        const std::lock_guard lock{mutex};
        value.reset();
      },
      {"memory that was freed by main", "main frees it at step ",
       "(reports_of_atomics.cpp:"});
  says(
      [] {
        auto mutex = std::make_unique<std::mutex>();
        std::atomic<bool> done{false};
        const std::jthread user =
            explorer::start("user", [&, it = mutex.get()] {
              while (!done) std::this_thread::yield();
              it->lock();
            });
        mutex.reset();
        done = true;
      },
      {"user uses an object that is gone", "main frees it at step "});
}

namespace {

struct LateFlag {
  std::atomic<bool> set{false};
};

[[gnu::noinline]] void wait_on_a_late_flag(std::atomic<LateFlag*>& shared) {
  LateFlag flag;
  shared = &flag;
  shared.notify_one();
  flag.set.wait(false);
}

[[gnu::noinline]] void wait_deeply(std::atomic<LateFlag*>& shared) {
  volatile char room[4096];
  room[0] = 0;
  wait_on_a_late_flag(shared);
  static_cast<void>(room[0]);
}

}  // namespace

TEST_CASE("a report says whose frame it was that is gone", FOUND_WITH_GCC) {
  says(
      [] {
        std::atomic<LateFlag*> waiting{nullptr};
        const std::jthread waker = explorer::start("waker", [&] {
          waiting.wait(nullptr);
          LateFlag* const flag = waiting.load();
          flag->set = true;
          flag->set.notify_one();  // the frame may be gone
        });
        wait_deeply(waiting);
      },
      {"It lay in a frame that main has left, after step "});
}

TEST_CASE("a report has a step for each fence, and its order", "[gallery]") {
  says(
      [] {
        int data = 0;
        std::atomic<bool> ready{false};
        const std::jthread writer{[&] {
          data = 1;
          std::atomic_thread_fence(release);
          ready.store(true, relaxed);
        }};
        if (ready.load(relaxed)) expect(data == 1, "the data");
      },
      {"fence (release)", "store A1 = 1 (relaxed)", "load A1 = 1 (relaxed)",
       "acquires nothing"});
}

TEST_CASE("a report keeps the atomics of a named object apart", "[gallery]") {
  says(
      [] {
        struct Lock {
          std::atomic<int> readers{0};
          std::atomic<int> writers{0};
        } lock;
        explorer::name(lock, "lock");
        const std::jthread writer{[&] {
          lock.writers.store(1);
          expect(lock.readers.load() == 0, "nobody reads");
        }};
        lock.readers.store(1);
        expect(lock.writers.load() == 0, "nobody writes");
      },
      {"lock's atomic 1 = 1", "lock's atomic 2 = 1"});
}

TEST_CASE("a report calls a pointer by one name throughout", "[gallery]") {
  const auto body = [](bool named) {
    struct Node {
      std::atomic<int> uses{0};
    } node;
    std::atomic<Node*> head{nullptr};
    explorer::name(head, "head");
    if (named) explorer::name(node, "node A");
    const std::jthread other{[&] { head.store(&node); }};
    if (Node* const seen = head.load()) {
      expect(seen->uses.fetch_add(1) != 0, "no use is the first");
    }
  };
  says([&] { body(true); },
       {"store head = node A", "load head = node A", "node A becomes 1"});
  says([&] { body(false); },
       {"store head = A2", "load head = A2", "A2 becomes 1"});
}

TEST_CASE("a report on a livelock shows how it came about", "[gallery]") {
  const Report report = run([] {
    std::atomic<int> turn{0};
    explorer::name(turn, "turn");
    const std::jthread other{[&] { turn.store(1); }};
    const int seen = turn.load();
    turn.store(seen + 1);  // the other one's 1 may be lost
    while (turn.load() != 2) std::this_thread::yield();
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::livelock);
  CHECK(times(report.text, "store turn = 1") == 2);
  CHECK(times(report.text, "load turn = 1") < 10);
}

#ifndef __clang__  // needs -mcx16 there

TEST_CASE("a report shows the two halves of a pair", "[gallery]") {
  says(
      [] {
        struct Node {
          int value = 0;
        } node;
        struct alignas(16) Head {
          Node* node;
          std::uint64_t tag;
        };
        explorer::name(node, "node A");
        std::atomic<Head> head{Head{nullptr, 0}};
        const std::jthread other{[&] { head.store({&node, 3}); }};
        expect(head.load().tag == 0, "no tag");
      },
      {"store A1 = {node A, 3}", "load A1 = {node A, 3}"});
}

#endif
#endif
