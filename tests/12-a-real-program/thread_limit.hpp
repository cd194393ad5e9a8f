/// @file
/// A system on which only some more threads can be started.
#pragma once

namespace tests {

/// While it exists, `count` more threads can be started, and no more. Where a
/// sanitizer starts the threads, the test is skipped.
class ThreadLimit {
 public:
  explicit ThreadLimit(int count);
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;
  ~ThreadLimit();
};

}  // namespace tests
