#include "testing/case_pool.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <thread>
#include <utility>

#include "channel.hpp"
#include "requests.hpp"
#include "select.hpp"

namespace program {
namespace {

using workbook::ChannelPtr;
using workbook::make_channel;
using workbook::on_receive;
using workbook::on_send;
using workbook::select;

struct Done {
  std::size_t index = 0;
  CaseResult result;
};

CaseResult result_of(const TestCase& test) {
  CaseResult result;
  result.name = test.name;
  result.task = test.task;
  return result;
}

// The workers, and the two channels they work between.
class CasePool {
 public:
  CasePool(const std::vector<CaseRun>& runs, const Project& project)
      : runs_(runs), project_(project), done_(runs.size()) {
    for (const CaseRun& each : runs) results_.push_back(result_of(each.test));
  }
  CasePool(const CasePool&) = delete;
  CasePool& operator=(const CasePool&) = delete;

  // Workers end when there are no more jobs, and what they wait for is ended.
  // There is room for every result, so that none of them waits for us.
  ~CasePool() {
    stop_->close();
    jobs_->close();
  }

  std::vector<CaseResult> run(
      const Cancel& cancel,
      const std::function<void(std::size_t)>& on_progress) {
    start_workers();
    std::size_t given = 0;
    while (!decided()) {
      // A null channel is never ready: with all jobs given we only receive.
      const auto jobs = given < runs_.size() ? jobs_ : nullptr;
      select(on_send(jobs, given, [&] { ++given; }),
             on_receive(done_,
                        [&](std::optional<Done> done) {
                          take(*std::move(done));
                          on_progress(passed_);
                        }),
             on_receive(cancel, [](auto) { throw Cancelled{}; }));
    }
    return std::move(results_);
  }

 private:
  // Not in the constructor: if one cannot be started, the others are told by
  // the destructor that there is nothing to do.
  void start_workers() {
    const std::size_t processors =
        std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t i = 0; i < std::min(processors, runs_.size()); ++i) {
      workers_.emplace_back([this] { work(); });
    }
  }

  void work() {
    for (const std::size_t index : *jobs_) {
      const CaseRun& run = runs_[index];
      try {
        done_.send({index, run_case(run.program, run.test, project_, stop_)});
      } catch (const Cancelled&) {
        return;
      } catch (const std::exception& error) {
        CaseResult result = result_of(run.test);
        result.outcome = Outcome::failed;
        result.sentence = error.what();
        done_.send({index, std::move(result)});
      }
    }
  }

  void take(Done done) {
    results_[done.index] = std::move(done.result);
    while (passed_ < results_.size() &&
           results_[passed_].outcome == Outcome::passed) {
      ++passed_;
    }
  }

  // What each program says of the case that fails: one may say more.
  [[nodiscard]] bool decided() const {
    return std::all_of(results_.begin() + static_cast<std::ptrdiff_t>(passed_),
                       results_.end(), [this](const CaseResult& each) {
                         return each.name != results_[passed_].name ||
                                each.outcome != Outcome::not_run;
                       });
  }

  const std::vector<CaseRun>& runs_;
  const Project& project_;
  const Cancel stop_ = make_cancel();
  const ChannelPtr<std::size_t> jobs_ = make_channel<std::size_t>();
  workbook::Channel<Done> done_;
  std::vector<CaseResult> results_;    // in the order of runs_
  std::size_t passed_ = 0;             // so many, from the first on
  std::vector<std::jthread> workers_;  // last: they use everything above
};

}  // namespace

std::vector<CaseResult> run_cases(
    const std::vector<CaseRun>& runs, const Project& project,
    const Cancel& cancel, const std::function<void(std::size_t)>& on_progress) {
  return CasePool{runs, project}.run(cancel, on_progress);
}

}  // namespace program
