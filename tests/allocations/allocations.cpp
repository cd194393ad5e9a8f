// Counts what tasks allocate for some operations and for twice as many. Tasks,
// channels and executors may allocate; an operation must not.
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>
#include <optional>

#include "async_select.hpp"
#include "channel.hpp"
#include "loop.hpp"
#include "pool.hpp"
#include "scope.hpp"
#include "sleep.hpp"
#include "task.hpp"

namespace {

std::atomic<long> allocations = 0;

}  // namespace

// The other forms, which the standard library gives, call this one.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* const block = std::malloc(size)) return block;
  throw std::bad_alloc{};
}
// Called, never inlined: GCC 14 would warn of free() for what new gave.
[[gnu::noinline]] void operator delete(void* block) noexcept {
  std::free(block);
}
[[gnu::noinline]] void operator delete(void* block, std::size_t) noexcept {
  std::free(block);
}

namespace {

using workbook::async_select;
using workbook::Channel;
using workbook::receive_case;
using workbook::Scope;
using workbook::send_case;
using workbook::sleep_for;
using workbook::Task;
using workbook::timeout_case;

using Numbers = Channel<long>;

Task<> send(Numbers& to, long count) {
  for (long i = 0; i < count; ++i) co_await to.async_send(i);
}

Task<> receive(Numbers& from, long count) {
  for (long i = 0; i < count; ++i) co_await from.async_receive();
}

template <std::size_t capacity>
Task<> hand_over(long count) {
  Numbers channel{capacity};
  Scope scope;
  scope.spawn(send(channel, count));
  scope.spawn(receive(channel, count));
  co_await scope.join();
}

Task<> select_receives(Numbers& left, Numbers& right, long count) {
  std::optional<long> from_left;
  std::optional<long> from_right;
  for (long i = 0; i < count; ++i) {
    using namespace std::chrono_literals;
    co_await async_select(receive_case(left, from_left),
                          receive_case(right, from_right), timeout_case(1h));
  }
}

Task<> select_sends(Numbers& left, Numbers& right, long count) {
  for (long i = 0; i < count; ++i) {
    co_await async_select(send_case(left, i), send_case(right, i));
  }
}

Task<> select_of_two(long count) {
  Numbers left;
  Numbers right;
  Scope scope;
  scope.spawn(select_sends(left, right, count));
  scope.spawn(select_receives(left, right, count));
  co_await scope.join();
}

Task<> sleep_often(long count) {
  for (long i = 0; i < count; ++i) {
    co_await sleep_for(std::chrono::nanoseconds{1});
  }
}

struct Row {
  const char* name;
  std::function<Task<>(long)> body;
};

// Whether twice as many operations allocate as often as these many. Not to the
// last one: a worker may come to its first task late.
template <class Executor>
bool allocates_nothing(const char* where, const Row& row, Executor& executor) {
  constexpr long count = 2'000;
  const auto allocated = [&](long operations) {
    const long before = allocations;
    executor.run(row.body(operations));
    return allocations - before;
  };
  static_cast<void>(allocated(count));  // what is allocated once
  const long once = allocated(count);
  const long twice = allocated(2 * count);
  std::printf("%s, %s: %ld allocations for %ld operations, %ld for %ld\n",
              row.name, where, once, count, twice, 2 * count);
  return twice - once < count / 100;
}

}  // namespace

int main() {
  const std::array rows{Row{"send and receive", hand_over<0>},
                        Row{"send and receive, a buffer of 1", hand_over<1>},
                        Row{"send and receive, a buffer of 8", hand_over<8>},
                        Row{"select", select_of_two},
                        Row{"sleep", sleep_often}};
  bool none = true;
  for (const Row& row : rows) {
    workbook::Loop loop;
    none = allocates_nothing("loop", row, loop) && none;
    workbook::Pool pool{2};
    none = allocates_nothing("pool", row, pool) && none;
  }
  return none ? 0 : 1;
}
