#include "commands/session.hpp"

#include <optional>
#include <utility>

#include "screen/terminal.hpp"
#include "select.hpp"

namespace program {
namespace {

// What following a job has come to.
struct Follower {
  void operator()(const Step& step) const { status.show(step.what + " …"); }
  void operator()(Verdict& verdict) { verdicts.push_back(std::move(verdict)); }
  void operator()(const Trouble& trouble) const {
    throw UserError{trouble.what};
  }

  StatusLine status;
  std::vector<Verdict> verdicts;
};

}  // namespace

std::vector<Verdict> follow(Job& job, Signals& signals) {
  Follower follower;
  bool running = true;
  while (running) {
    workbook::select(
        workbook::on_receive(job.news(),
                             [&](std::optional<News> news) {
                               if (!news) running = false;
                               if (news) std::visit(follower, *news);
                             }),
        workbook::on_receive(signals.arrived(), [](std::optional<int> signal) {
          if (asks_to_end(*signal)) throw Interrupted{*signal};
        }));
  }
  return std::move(follower.verdicts);
}

std::vector<Verdict> follow(Job::Work work, Signals& signals) {
  Job job{std::move(work)};
  return follow(job, signals);
}

}  // namespace program
