/// @file
/// Chapter 13: a coroutine that nobody waits for.
#pragma once

#include <coroutine>
#include <exception>

namespace workbook {

/// What a call gives that begins at once and, at its end, destroys its own
/// frame. It says nothing of when that is.
struct Begun {
  struct promise_type {
    Begun get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
};

}  // namespace workbook
