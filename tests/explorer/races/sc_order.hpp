/// @file
/// The single order of all seq_cst operations and fences, which C++ calls S.
#pragma once

#include <array>
#include <memory_resource>
#include <vector>

#include "core/thread.hpp"
#include "races/thread_clocks.hpp"

namespace explorer::core {

/// S as far as it has to be: which of the steps must come before which. It
/// need not be the order in which they were run. Any that goes round nowhere
/// can be completed to a total one.
///
/// A set of steps that holds all that come before one of them is written as a
/// vector clock: how many of each thread's seq_cst steps are in it.
class ScOrder {
 public:
  /// One of the steps.
  struct Id {
    int thread = 0;
    std::uint32_t number = 0;
  };

  void clear();

  /// A new step of the thread, which comes after all in `past`. Returns its
  /// number.
  std::uint32_t add(int thread, const ThreadClocks& by, VectorClock past,
                    bool fence);

  /// The last step of each thread that such a thread knows of, and all that
  /// comes before them.
  [[nodiscard]] VectorClock known(const VectorClock& clock) const;

  /// The last fence of each thread; likewise, but without what comes before.
  [[nodiscard]] VectorClock fences_known(const VectorClock& clock) const;

  /// For each thread its first fence that knows of the step.
  void add_fences_after(const Epoch& step, std::pmr::vector<Id>& to) const;

  /// Adds to a set what has to come before its members.
  void close(VectorClock& set) const;

  /// All in `before` have to come before the step; so it was not one of them.
  void demand(const VectorClock& before, const Id& step);

  /// Whether the step may be put before all of `later`, although they were
  /// run first: it has heard of one of them, or of one that has to come after
  /// them. Else another schedule does the same in the order of S.
  [[nodiscard]] bool has_cause(const VectorClock& heard_of,
                               const std::pmr::vector<Id>& later) const;

  /// Such of them as were run before the fence.
  [[nodiscard]] bool fence_has_cause(const Id& fence,
                                     const std::pmr::vector<Id>& later) const;

 private:
  struct Step {
    std::uint32_t clock = 0;  ///< Its thread's, at that time.
    int run_as = 0;     ///< Its place in the order in which they were run.
    VectorClock past;   ///< What has to come before it.
    VectorClock knows;  ///< Of a fence: what happens before it,
    VectorClock seen;   ///< and what it has heard of.
  };
  struct Line {
    std::pmr::vector<Step> steps{&arena()};
    std::pmr::vector<std::uint32_t> fences{&arena()};  ///< Their numbers.
  };

  [[nodiscard]] const Line& of(int thread) const noexcept {
    return lines_[static_cast<std::size_t>(thread)];
  }
  [[nodiscard]] const Step& at(const Id& id) const noexcept {
    return of(id.thread).steps[id.number - 1];
  }

  std::array<Line, max_threads> lines_;
  int threads_ = 0;
  int run_ = 0;
};

}  // namespace explorer::core
