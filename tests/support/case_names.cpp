// Tells the explorer which case runs, so that the command in a report replays
// the schedule there and nowhere else.

#include <catch2/catch_test_case_info.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#include <string>

#include "explorer.hpp"

namespace {

// The name as a filter on the command line.
std::string as_filter(const std::string& name) {
  std::string filter;
  for (const char byte : name) {
    if (byte == ',' || byte == '[' || byte == '\\') filter += '\\';
    filter += byte;
  }
  return filter;
}

class CaseNames : public Catch::EventListenerBase {
 public:
  using Catch::EventListenerBase::EventListenerBase;
  void testCaseStarting(const Catch::TestCaseInfo& info) override {
    explorer::set_case_name(as_filter(info.name).c_str());
  }
};

}  // namespace

CATCH_REGISTER_LISTENER(CaseNames)
