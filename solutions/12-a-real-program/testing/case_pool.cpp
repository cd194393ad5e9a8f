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

// The workers, and the two channels they work between.
class CasePool {
 public:
  CasePool(const std::vector<CaseRun>& runs, const Project& project,
           Cancel cancel)
      : runs_(runs),
        project_(project),
        cancel_(std::move(cancel)),
        results_(runs.size()) {
    const std::size_t processors =
        std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t i = 0; i < std::min(processors, runs.size()); ++i) {
      workers_.emplace_back([this] { work(); });
    }
  }
  CasePool(const CasePool&) = delete;
  CasePool& operator=(const CasePool&) = delete;

  // Workers end when there are no more jobs. There is room for every result,
  // so that none of them waits for us.
  ~CasePool() { jobs_->close(); }

  std::vector<CaseResult> run(
      const std::function<void(std::size_t)>& on_result) {
    std::vector<CaseResult> results(runs_.size());
    std::size_t given = 0;
    for (std::size_t ended = 0; ended < runs_.size();) {
      // A null channel is never ready: with all jobs given we only receive.
      const auto jobs = given < runs_.size() ? jobs_ : nullptr;
      select(on_send(jobs, given, [&] { ++given; }),
             on_receive(results_,
                        [&](std::optional<Done> done) {
                          results[done->index] = std::move(done->result);
                          on_result(++ended);
                        }),
             on_receive(cancel_, [](auto) { throw Cancelled{}; }));
    }
    return results;
  }

 private:
  void work() {
    for (const std::size_t index : *jobs_) {
      try {
        const CaseRun& run = runs_[index];
        const Finished finished = run_case(run.program, run.test, cancel_);
        results_.send({index, judge(run.test, finished, project_)});
      } catch (const Cancelled&) {
        return;
      } catch (const std::exception& error) {
        CaseResult result;
        result.name = runs_[index].test.name;
        result.task = runs_[index].test.task;
        result.sentence = error.what();
        results_.send({index, std::move(result)});
      }
    }
  }

  const std::vector<CaseRun>& runs_;
  const Project& project_;
  const Cancel cancel_;
  const ChannelPtr<std::size_t> jobs_ = make_channel<std::size_t>();
  workbook::Channel<Done> results_;
  std::vector<std::jthread> workers_;  // last: they use everything above
};

}  // namespace

std::vector<CaseResult> run_cases(
    const std::vector<CaseRun>& runs, const Project& project,
    const Cancel& cancel, const std::function<void(std::size_t)>& on_result) {
  return CasePool{runs, project, cancel}.run(on_result);
}

}  // namespace program
