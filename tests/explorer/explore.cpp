#include <cstdio>

#include "exploration.hpp"
#include "explorer.hpp"

namespace explorer {

Report run(const std::function<void()>& body, const Options& options) {
  core::Exploration exploration{body, options};
  return exploration.report();
}

void explore(const std::function<void()>& body, const Options& options) {
  const Report report = run(body, options);
  if (report.verdict == Verdict::passed) {
    std::printf("%s\n", report.text.c_str());
    return;
  }
  std::fflush(stdout);
  std::fprintf(stderr, "%s", report.text.c_str());
  throw Failed{report.sentence};
}

void set_case_name(const char* name) { core::case_name() = name; }

}  // namespace explorer
