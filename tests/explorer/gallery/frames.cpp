// Coroutines that are resumed or destroyed when they have ended, or their frame
// is gone.

#include <coroutine>
#include <exception>
#include <string>

#include "gallery/gallery.hpp"

using namespace gallery;

namespace {

struct Call {
  struct promise_type {
    Call get_return_object() noexcept {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
  std::coroutine_handle<> handle;
};

Call wait() { co_await std::suspend_always{}; }

}  // namespace

TEST_CASE("wrong: a coroutine is destroyed twice", "[gallery]") {
  const Report report = run([] {
    const Call call = wait();
    call.handle.destroy();
    call.handle.destroy();
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::crash);
}

TEST_CASE("wrong: a coroutine is resumed that has been destroyed",
          "[gallery]") {
  const Report report = run([] {
    const Call call = wait();
    call.handle.destroy();
    call.handle.resume();
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::crash);
}

TEST_CASE("wrong: a coroutine is resumed that has ended", "[gallery]") {
  const Report report = run([] {
    const Call call = wait();
    for (int i = 0; i < 3; ++i) call.handle.resume();
  });
  INFO(report.text);
  CHECK(report.verdict == Verdict::crash);
  CHECK(
      report.sentence.find("resumes a coroutine that has ended (frames.cpp") !=
      std::string::npos);
}
