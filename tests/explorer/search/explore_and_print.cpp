// Above run(), whichever it is.

#include <cstdio>

#include "explorer.hpp"

namespace explorer {

void explore(Body body, const Options& options) {
  const Report report = run(body, options);
  if (report.verdict == Verdict::passed) {
    std::printf("%s\n", report.text.c_str());
    return;
  }
  std::fflush(stdout);
  std::fprintf(stderr, "%s", report.text.c_str());
  throw Failed{report.sentence};
}

}  // namespace explorer
