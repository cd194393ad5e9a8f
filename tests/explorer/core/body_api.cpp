// What a body may call: expect, settle, and the names for the trace.

#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/allocations.hpp"
#include "core/observer.hpp"
#include "core/scheduler.hpp"
#include "counts.hpp"
#include "explorer.hpp"

namespace explorer {

using core::copy_text;
using core::current;
using core::Op;
using core::scheduler;

namespace {

void require_body(const char* function) {
  if (core::is_controlled()) return;
  std::fprintf(stderr, "explorer::%s: only a body may call it\n", function);
  std::abort();
}

}  // namespace

void expect(bool holds, const char* claim) {
  if (!holds) fail_expectation("", "", claim);
}

void fail_expectation(const std::string& wanted, const std::string& value,
                      const char* claim) {
  require_body("expect");
  copy_text(scheduler().record().wanted, wanted.c_str());
  copy_text(scheduler().record().got, value.c_str());
  scheduler().tell(Op::expect);
  scheduler().fail(Verdict::expectation_failed, claim);
}

void fail_count(int count, int mean, const char* what) {
  require_body("fail_count");
  scheduler().record().by_chance = true;
  fail_expectation("about " + std::to_string(mean) + " times",
                   std::to_string(count) + " times", what);
}

std::jthread start_any(const char* role, AnyWork work, void (*run)(void*)) {
  require_body("start");
  current->role_of_next = role;
  return std::jthread{[work = std::move(work), run] { run(work.get()); }};
}

void settle() {
  require_body("settle");
  const auto never_by_itself = [] { return false; };
  scheduler().perform({.op = Op::settle, .ready = never_by_itself});
  if (core::observer != nullptr) core::observer->settled();
  scheduler().tell(Op::settle);
}

Allocations live_allocations() {
  require_body("live_allocations");
  return core::live;
}

void turn_system_clock(std::chrono::nanoseconds by) {
  require_body("turn_system_clock");
  scheduler().turn_system_clock(by.count());
}

void name_memory(const void* start, std::size_t size, const char* what) {
  require_body("name");
  core::Record& record = scheduler().record();
  if (record.name_count == std::ssize(record.names)) return;
  core::NamedMemory& named =
      record.names[static_cast<std::size_t>(record.name_count++)];
  named.start = start;
  named.size = size;
  copy_text(named.name, what);
}

void name_thread(const char* role) {
  require_body("name_thread");
  scheduler().record().name(*current, role);
}

}  // namespace explorer
