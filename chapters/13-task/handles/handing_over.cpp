// Chapter 13: what it costs to hand over to another thread, and to another
// coroutine of the same thread.

#include <chrono>
#include <coroutine>
#include <cstdio>
#include <semaphore>
#include <thread>

#include "begun.hpp"

namespace {

using Handle = std::coroutine_handle<>;
using Nanoseconds = std::chrono::duration<double, std::nano>;

template <class Work>
double nanoseconds_each(int times, Work work) {
  const auto start = std::chrono::steady_clock::now();
  work(times);
  return Nanoseconds{std::chrono::steady_clock::now() - start}.count() / times;
}

// Each thread wakes the other and waits until it is woken.
void threads(int times) {
  std::binary_semaphore ping{0};
  std::binary_semaphore pong{0};
  const std::jthread partner{[&] {
    for (int i = 0; i < times / 2; ++i) {
      ping.acquire();
      pong.release();
    }
  }};
  for (int i = 0; i < times / 2; ++i) {
    ping.release();
    pong.acquire();
  }
}

class Turn {
 public:
  explicit Turn(Handle& waiting) noexcept : waiting_(waiting) {}
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(Handle self) const noexcept { waiting_ = self; }
  void await_resume() const noexcept {}

 private:
  Handle& waiting_;
};

workbook::Begun take_turns(int turns, Handle& waiting) {
  for (int i = 0; i < turns; ++i) co_await Turn{waiting};
}

// From the function to the coroutine is one, and back is another.
void coroutines(int times) {
  Handle waiting;
  take_turns(times / 2, waiting);
  for (int i = 0; i < times / 2; ++i) waiting.resume();
}

}  // namespace

int main() {
  constexpr int thousand = 1000;
  const double between_threads = nanoseconds_each(100 * thousand, threads);
  const double between_coroutines =
      nanoseconds_each(10 * thousand * thousand, coroutines);
  std::printf("to another thread:    %8.1f ns\n", between_threads);
  std::printf("to another coroutine: %8.1f ns\n", between_coroutines);
}
