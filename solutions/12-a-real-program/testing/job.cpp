#include "testing/job.hpp"

#include <exception>
#include <utility>

namespace program {

Job::Job(Work work) : thread_([this, work = std::move(work)] { run(work); }) {}

Job::~Job() {
  cancel();
  while (news_->receive()) {
    // Nobody wants it; the thread must not wait for us.
  }
}

void Job::cancel() {
  if (!std::exchange(is_cancelled_, true)) cancel_->close();
}

void Job::run(const Work& work) {
  try {
    work(cancel_, [this](News news) { news_->send(std::move(news)); });
  } catch (const Cancelled&) {
    // The thread that cancelled knows.
  } catch (const std::exception& error) {
    news_->send(Trouble{error.what()});
  }
  news_->close();
}

}  // namespace program
