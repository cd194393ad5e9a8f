// Wrong programs: what their reports show.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "gallery/gallery.hpp"

using namespace gallery;

namespace {

/// Sleeps until somebody has woken it; main forgets to.
struct Bed {
  std::mutex mutex;
  std::condition_variable woken;
  bool awake = false;

  void sleep() {
    std::unique_lock lock{mutex};
    while (!awake) woken.wait(lock);
  }
};

}  // namespace

// Another test reads the file that this case writes.
TEST_CASE("a failing schedule for other programs", "[gallery]") {
  const Report report = run([] {
    Bed bed;
    explorer::name(bed, "bed");
    const std::jthread sleeper =
        explorer::start("sleeper", [&] { bed.sleep(); });
    explorer::settle();
    const std::lock_guard lock{bed.mutex};
    bed.awake = true;
  });
  CHECK(report.verdict == Verdict::deadlock);
}
