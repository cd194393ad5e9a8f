/// @file
/// Chapter 19: many tasks ask one owner, and count what they managed.
#pragma once

#include "op_count.hpp"
#include "todo.hpp"

namespace workbook {

// Yours: the program as one task, with its owner and its clients. Task 1 needs
// async_select.hpp, loop.hpp, pool.hpp, requests.hpp and scope.hpp.

/// Counts the operations of `options.readers` and `options.writers` tasks that
/// ask one owner, for `options.run_for`, from when every client has had its
/// first reply. With one worker they run on this thread, in a Loop, and with
/// more in a Pool. Throws std::logic_error if not every request that was begun
/// got its reply.
//
// Task 1 needs the owner and the clients, task 2 the end, task 3 the beginning.
inline OpCounts count_ops_tasks([[maybe_unused]] const OpCountOptions& options,
                                [[maybe_unused]] unsigned workers = 1) {
  todo("19: count_ops_tasks", "task 1");
}

}  // namespace workbook
