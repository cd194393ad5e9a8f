/// @file
/// Plans for what is known: a script to run again, a walk by its number.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "search/run_schedules.hpp"
#include "strategies/script.hpp"

namespace explorer::core {

/// Scripts to try in turn.
class Trial final : public Plan {
 public:
  Trial(std::span<const Script> scripts, int schedule) noexcept
      : scripts_(scripts), schedule_(schedule) {}

  Oracle* next(Record& record) override;

 private:
  std::span<const Script> scripts_;
  int schedule_;
  std::unique_ptr<Oracle> oracle_;
};

/// One walk by its number.
class SingleWalk final : public Plan {
 public:
  SingleWalk(int schedule, std::uint64_t seed) noexcept
      : schedule_(schedule), seed_(seed) {}

  Oracle* next(Record& record) override;

 private:
  int schedule_;
  std::uint64_t seed_;
  std::unique_ptr<Oracle> walk_;
};

}  // namespace explorer::core
