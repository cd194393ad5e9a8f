#include "search/run_schedules.hpp"

#include <algorithm>
#include <exception>
#include <string>

#include "core/allocations.hpp"
#include "core/carriers.hpp"
#include "core/scheduler.hpp"
#include "primitives/primitives.hpp"
#include "process/child.hpp"

namespace explorer::core {
namespace {

Random drawn{0};

void* run_body(void* body) {
  (*static_cast<const Body*>(body))();
  return nullptr;
}

std::string what_was_thrown() {
  try {
    std::rethrow_exception(std::current_exception());
  } catch (const std::exception& exception) {
    return exception.what();
  } catch (...) {
    return "something that is no std::exception";
  }
}

/// No handler was found for an exception, in which case no frame has been
/// left yet and the trace shows the throw; or a thread was not joined.
[[noreturn]] void on_terminate() {
  if (current == nullptr) std::abort();
  scheduler().tell(Op::fail);
  if (std::current_exception() == nullptr) {
    scheduler().fail(Verdict::misuse,
                     "destroys, or assigns to, a std::thread that was not "
                     "joined");
  }
  std::string thrown;
  {
    const Uncontrolled here;
    thrown = what_was_thrown();
  }
  scheduler().fail(Verdict::exception, thrown);
}

void keep_profile(Record& record) {
  record.profile_count = static_cast<int>(scheduler().threads().size());
  for (const Thread& thread : scheduler().threads()) {
    const auto id = static_cast<std::size_t>(thread.id);
    record.profile_steps[id] = thread.steps;
    record.profile_parent[id] = thread.parent;
  }
}

void run_one(Oracle& oracle, const Setup& setup, Record& record) {
  forget_output();
  ++record.begun;
  record.left_behind = live.blocks;
  drawn = random_of(setup.seed, record.schedule);
  reset_primitives();
  scheduler().begin(oracle, record, setup.options, setup.tell_from);
  auto* body = const_cast<Body*>(&setup.body);
  Thread& first = scheduler().add_thread(run_body, body);
  start_real_thread(first);
  scheduler().run();
  if (record.verdict != Verdict::passed) return;
  join_ended_threads();
  if (record.profile_count == 0) keep_profile(record);
}

}  // namespace

void run(Plan& plan, const Setup& setup, Record& record) {
  const auto handler = std::set_terminate(on_terminate);
  while (Oracle* oracle = plan.next(record)) {
    run_one(*oracle, setup, record);
    if (record.verdict != Verdict::passed) break;
    plan.passed(record);
  }
  if (record.verdict == Verdict::passed) end_real_threads();
  std::set_terminate(handler);
  record.finished = true;
}

std::uint64_t draw() {
  scheduler().record().drew_random = true;
  return drawn.next();
}

}  // namespace explorer::core
