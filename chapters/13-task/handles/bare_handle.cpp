// Chapter 13: a function that stops in the middle, and goes on when somebody
// resumes its handle. One thread does all of it.

#include <coroutine>
#include <cstdio>

#include "begun.hpp"

namespace {

using Handle = std::coroutine_handle<>;

// The owner's reply, which is not there yet.
class Reply {
 public:
  explicit Reply(Handle& waiting) noexcept : waiting_(waiting) {}
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(Handle reader) const noexcept { waiting_ = reader; }
  [[nodiscard]] int await_resume() const noexcept { return 7; }

 private:
  Handle& waiting_;
};

workbook::Begun read(int key, Handle& waiting) {
  std::printf("reader: asks for key %d\n", key);
  const int value = co_await Reply{waiting};
  std::printf("reader: key %d is %d\n", key, value);
}

}  // namespace

int main() {
  Handle waiting;
  read(1, waiting);
  std::puts("main:   the reader waits; I do not");
  waiting.resume();
  std::puts("main:   ends");
}
