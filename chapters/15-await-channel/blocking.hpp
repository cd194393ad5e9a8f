/// @file
/// Chapter 15: a thread that runs tasks must not wait for anything else.
#pragma once

#include <stdexcept>
#include <string>

#include "executor.hpp"

namespace workbook {

/// Thrown by a call that would make a thread wait on which tasks run: they
/// would all wait with it.
class BlockingCall : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws BlockingCall on a thread that runs tasks: `call` would wait there,
/// where `instead` is meant.
inline void refuse_in_task(const char* call, const char* instead) {
  if (!Executor::current()) return;
  throw BlockingCall{std::string{call} +
                     " waits, and this thread runs tasks, which would wait "
                     "with it: use co_await " +
                     instead};
}

}  // namespace workbook
