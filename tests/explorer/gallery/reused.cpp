// Memory that is used again, and words that change while they are waited for:
// each algorithm right, and wrong.

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "gallery/litmus.hpp"

#ifdef GALLERY_SEES_ATOMICS

using namespace gallery;

namespace {

/// Treiber's stack, 1986, whose nodes come back. A count beside the head tells
/// the old node from the one that was put back: IBM System/370, 1983.
struct StackNode {
  std::atomic<StackNode*> next{nullptr};
  std::atomic<int> owners{0};
};

template <bool counted>
class Stack {
 public:
  void push(StackNode& node) {
    std::uint64_t old = head_.load();
    do {
      node.next.store(node_of(old));
    } while (!head_.compare_exchange_strong(old, word(&node, old)));
  }
  StackNode* pop() {
    std::uint64_t old = head_.load();
    while (node_of(old) != nullptr &&
           !head_.compare_exchange_strong(
               old, word(node_of(old)->next.load(), old))) {
    }
    return node_of(old);
  }

 private:
  static StackNode* node_of(std::uint64_t word) {
    return reinterpret_cast<StackNode*>(word >> 16U);
  }
  static std::uint64_t word(StackNode* node, std::uint64_t old) {
    const std::uint64_t count = counted ? (old + 1) & 0xffffU : 0;
    return reinterpret_cast<std::uint64_t>(node) << 16U | count;
  }
  std::atomic<std::uint64_t> head_{0};
};

template <bool counted>
void a_node_has_one_owner() {
  Stack<counted> stack;
  std::array<StackNode, 2> nodes;
  for (StackNode& node : nodes) stack.push(node);
  const auto take = [&] {
    StackNode* node = stack.pop();
    if (node != nullptr) {
      expect(node->owners.fetch_add(1) == 0, "a node that nobody else has");
    }
    return node;
  };
  const auto take_two_and_give_back = [&] {
    StackNode* const one = take();
    StackNode* const other = take();
    for (StackNode* node : {one, other}) {
      if (node == nullptr) continue;
      node->owners.fetch_sub(1);
      stack.push(*node);
    }
  };
  std::thread other{take_two_and_give_back};
  take_two_and_give_back();
  other.join();
}

/// A new object where an old one was is another one.
void a_cache(bool by_address) {
  struct Session {
    int number;
  };
  std::atomic<Session*> session{new Session{1}};
  std::thread other{[&] {
    delete session.exchange(nullptr);
    session.store(new Session{2});
  }};
  const Session* seen = nullptr;
  int cached = 0;
  for (int i = 0; i < 2; ++i) {
    Session* now = session.exchange(nullptr);
    if (now == nullptr) continue;
    if (by_address ? seen != now : cached != now->number) cached = now->number;
    seen = now;
    expect(cached == now->number, "this session's number");
    session.store(now);
  }
  other.join();
  delete session.load();
}

/// Readers that add themselves, look, and take themselves back change something
/// each time they wait. They end nevertheless, and the search does.
void readers_that_take_back() {
  std::atomic<unsigned> state{0};
  const auto read = [&] {
    while (state.fetch_add(2) % 2 == 1) {
      state.fetch_sub(2);
      std::this_thread::yield();
    }
    state.fetch_sub(2);
  };
  std::thread writer{[&] {
    for (unsigned nobody = 0; !state.compare_exchange_strong(nobody, 1);
         nobody = 0) {
      std::this_thread::yield();
    }
    state.fetch_and(~1U);
  }};
  std::thread reader{read};
  read();
  writer.join();
  reader.join();
}

}  // namespace

TEST_CASE("a stack's node that comes back is taken for the old one",
          "[gallery]") {
  check(a_node_has_one_owner<true>, Verdict::passed);
  check(a_node_has_one_owner<false>, Verdict::expectation_failed);
}

TEST_CASE("an address that is used again is no name", "[gallery]") {
  check([] { a_cache(false); }, Verdict::passed);
  check([] { a_cache(true); }, Verdict::expectation_failed);
}

TEST_CASE("a search ends though waiters change what they wait for",
          "[gallery]") {
  const Report report = run(readers_that_take_back, {.schedules = 5000});
  INFO(report.text);
  CHECK(report.verdict == Verdict::passed);
  CHECK(report.exhausted);
}

#endif
