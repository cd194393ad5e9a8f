#include "commands/session.hpp"

#include <csignal>
#include <optional>
#include <utility>

#include "process/groups.hpp"
#include "process/signals.hpp"
#include "screen/terminal.hpp"
#include "select.hpp"

namespace program {
namespace {

// A job, and what it has come to.
class Follower {
 public:
  explicit Follower(Job::Work work) : job_(std::move(work)) {}

  std::vector<Verdict> to_the_end() {
    while (running_) {
      workbook::select(
          workbook::on_receive(job_.news(),
                               [this](auto news) {
                                 running_ = news.has_value();
                                 if (news) std::visit(*this, *news);
                               }),
          workbook::on_receive(signals_.arrived(),
                               [this](auto signal) { signalled(*signal); }));
    }
    return std::move(verdicts_);
  }

  void operator()(Step& step) {
    doing_ = std::move(step.what);
    status_.show(doing_ + " …");
  }
  void operator()(Verdict& verdict) { verdicts_.push_back(std::move(verdict)); }
  void operator()(const Trouble& trouble) const {
    throw UserError{trouble.what};
  }

 private:
  void signalled(int number) {
    if (asks_to_end(number)) throw Interrupted{number, doing_};
    if (number != SIGTSTP) return;
    status_.show("");
    stop_until_continued();
    status_.show(doing_ + " …");
  }

  bool running_ = true;
  std::string doing_;
  std::vector<Verdict> verdicts_;
  StatusLine status_;
  Signals signals_;  // before the job, whose threads are to get none
  Job job_;
};

}  // namespace

std::vector<Verdict> follow(Job::Work work) {
  return Follower{std::move(work)}.to_the_end();
}

}  // namespace program
