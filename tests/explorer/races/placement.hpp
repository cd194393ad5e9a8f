/// @file
/// Where in an atomic's history an operation may be, as seq_cst has it.
#pragma once

#include "races/history.hpp"
#include "races/sc_order.hpp"

namespace explorer::core {

/// An operation of one thread that has not chosen its place yet. Behind a
/// store means: it reads it, or lies right behind it, or both.
class Placement {
 public:
  /// `reads` and `writes` say what the operation does.
  Placement(const ScOrder& order, const History& history,
            const ThreadClocks& me, int thread, memory_order asked, bool reads,
            bool writes);

  /// Whether it may be behind the store with this index.
  [[nodiscard]] bool allows(std::size_t i) const;

  /// It is there. The order knows from now on.
  Epoch take(ScOrder& order, std::size_t i);

  /// After take(): itself, if it is seq_cst, and all fences before it.
  [[nodiscard]] const VectorClock& sc() const noexcept { return sc_; }

 private:
  using Ids = std::pmr::vector<ScOrder::Id>;
  [[nodiscard]] Ids later_than(std::size_t i) const;
  [[nodiscard]] VectorClock past(std::size_t i) const;
  [[nodiscard]] bool has_cause(std::size_t i, const Ids& later) const;

  const ScOrder& order_;
  const History& history_;
  const ThreadClocks& me_;
  int thread_;
  bool is_sc_;
  bool reads_;
  bool writes_;
  VectorClock fences_;      ///< The last known of each thread,
  VectorClock until_them_;  ///< with all that comes before them.
  VectorClock sc_;
};

}  // namespace explorer::core
