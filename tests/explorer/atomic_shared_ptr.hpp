/// @file
/// Included before everything else, see atomic_notify.hpp: mends what races
/// in std::atomic<std::shared_ptr>.
///
/// It is locked by a bit. To load it, libstdc++ 12 takes the lock, reads the
/// pointer and gives the lock back with a relaxed operation, so that nothing
/// orders this read before the write of the next one to have the lock. No
/// processor does harm with that, but by the letter it is a race, and not the
/// program's (the thread sanitizer complains, too: google/sanitizers 1558). So
/// here to give the lock back is always a release.
#pragma once

#include <version>

#if defined(__GLIBCXX__) && __has_include(<bits/shared_ptr_atomic.h>)
#include <bits/atomic_base.h>
#include <bits/shared_ptr.h>

// The header does this to nothing but the bit.
#define fetch_sub(count, order) \
  fetch_sub(count,              \
            (order) == memory_order_relaxed ? memory_order_release : (order))
#include <bits/shared_ptr_atomic.h>
#undef fetch_sub

#endif
