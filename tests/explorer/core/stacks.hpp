/// @file
/// Every thread of a schedule has a stack of its own, which nobody has after
/// it: so stacks lie at the same addresses in every schedule, and memory of
/// frames that are gone can be told from memory in use.
#pragma once

#include <pthread.h>

#include "core/thread.hpp"

namespace explorer::core {

/// Gives the thread with this number its place, in the attributes to create
/// it with.
void give_stack(int thread, pthread_attr_t& attributes);

/// Gives the calling thread another stack to handle signals on, so that a
/// stack overflow can be reported.
void give_signal_stack(int thread);

/// The thread that the stack belongs to, or would; -1 for other memory.
[[nodiscard]] int stack_owner(const void* address);

[[nodiscard]] bool is_stack_of_other(const void* address);

/// Whether the address lies in a frame that has been left, or on the stack
/// of a thread that has ended. Exact, since all threads but the caller are
/// suspended, and their stack pointers known.
[[nodiscard]] bool is_dead_stack(const void* address);

}  // namespace explorer::core
