// The main() of the chapters' tests and the examples: Catch2's, and two options
// besides.

#include <catch2/catch_session.hpp>
#include <cstdlib>
#include <string>

#include "explorer.hpp"

int main(int argc, char** argv) {
#ifdef ONE_SCHEDULE_IN
  explorer::one_schedule_in = ONE_SCHEDULE_IN;
#endif
  using Catch::Clara::Opt;
  std::string seed;
  std::string schedules;
  Catch::Session session;
  session.cli(session.cli() |
              Opt(seed, "number|random")["--seed"]("draw other schedules") |
              Opt(schedules, "number")["--schedules"](
                  "try so many, and not what each test thinks enough"));
  if (session.applyCommandLine(argc, argv) != 0) return 2;
  if (!seed.empty()) ::setenv("EXPLORER_SEED", seed.c_str(), 1);
  if (!schedules.empty()) ::setenv("EXPLORER_SCHEDULES", schedules.c_str(), 1);
  return session.run();
}
