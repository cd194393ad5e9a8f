#include "testing/checker.hpp"

#include <algorithm>
#include <ranges>
#include <span>
#include <utility>

#include "project/contract.hpp"
#include "project/files.hpp"
#include "testing/builder.hpp"
#include "testing/case_pool.hpp"

namespace program {
namespace {

// One case, in all programs that have it.
struct ListedCase {
  TestCase test;
  int number = 0;  // in the contract
  std::vector<fs::path> programs;
};

// By task, then as the contract says.
std::vector<ListedCase> list_all(const std::vector<fs::path>& programs,
                                 const std::string& page,
                                 const Cancel& cancel) {
  std::vector<ListedCase> all;
  for (const fs::path& program : programs) {
    for (const TestCase& test : list_cases(program, cancel)) {
      auto known = std::ranges::find_if(all, [&](const ListedCase& each) {
        return each.test.name == test.name;
      });
      if (known == all.end()) {
        const int number = number_in_contract(page, test.name);
        known = all.insert(known, {test, number, {}});
      }
      known->programs.push_back(program);
    }
  }
  std::ranges::stable_sort(all, [](const ListedCase& a, const ListedCase& b) {
    return std::pair{a.test.task, a.number} < std::pair{b.test.task, b.number};
  });
  return all;
}

std::vector<CaseRun> runs_of(const std::vector<ListedCase>& cases) {
  std::vector<CaseRun> runs;
  for (const ListedCase& each : cases) {
    for (const fs::path& program : each.programs) {
      runs.push_back({program, each.test});
    }
  }
  return runs;
}

// How many cases are done when so many of their runs are.
std::size_t cases_done(const std::vector<ListedCase>& cases, std::size_t runs) {
  std::size_t done = 0;
  while (done < cases.size() && runs >= cases[done].programs.size()) {
    runs -= cases[done++].programs.size();
  }
  return done;
}

// How much a result says: most of all a report, with how to see it again.
int worth(const CaseResult& result) {
  if (result.outcome == Outcome::passed) return 0;
  if (result.outcome == Outcome::not_run) return 1;
  return result.again.empty() ? 2 : 3;
}

// A case passes when it passes in each of its programs. The last of them sees
// most: accesses to memory, and the lines on the way.
CaseResult merged(const ListedCase& listed, std::span<CaseResult> results) {
  Tried tried;
  for (const CaseResult& each : results) tried += each.tried;
  CaseResult& shown =
      *std::ranges::max_element(results | std::views::reverse, {}, worth);
  shown.number = listed.number;
  shown.tried = tried;
  return std::move(shown);
}

Verdict check(const Project& project, const Chapter& chapter,
              const Cancel& cancel, const Tell& tell) {
  const Builder builder{project, cancel, tell};
  Built built = builder.build_tests(chapter);
  if (built.error) return {chapter.number, {}, std::move(built.error), {}};
  Verdict verdict = test_chapter(project, chapter,
                                 builder.test_programs(chapter), cancel, tell);
  verdict.warnings = std::move(built.warnings);
  return verdict;
}

}  // namespace

Plan up_to_first_failure(const Project& project) {
  Plan plan{{}, true, true};
  for (const Chapter& chapter : project.chapters()) {
    plan.chapters.push_back(chapter.number);
  }
  return plan;
}

Job::Work check_chapters(const Project& project, Progress& progress,
                         Plan plan) {
  return [&project, &progress, plan = std::move(plan)](const Cancel& cancel,
                                                       const Tell& tell) {
    for (const int number : plan.chapters) {
      const Chapter& chapter = project.chapter(number);
      if (plan.trust_known && progress.of(chapter).done()) continue;
      const std::string fingerprint = progress.fingerprint(chapter);
      Verdict verdict = check(project, chapter, cancel, tell);
      progress.record(verdict, fingerprint);
      const bool go_on = verdict.passed() || !plan.stop_at_failure;
      tell(std::move(verdict));
      if (!go_on) return;
    }
  };
}

Verdict test_chapter(const Project& project, const Chapter& chapter,
                     const std::vector<fs::path>& programs,
                     const Cancel& cancel, const Tell& tell) {
  const auto cases = list_all(
      programs, read_file(project.in("chapters", chapter) / "README.md"),
      cancel);
  const std::string title = "chapter " + std::to_string(chapter.number);
  if (cases.empty())
    throw UserError{"the tests of " + title + " have no cases"};
  const auto say = [&](std::size_t done) {
    tell(Step{"testing " + title + ": " +
              std::to_string(cases_done(cases, done)) + " of " +
              std::to_string(cases.size()) + " cases"});
  };
  say(0);
  auto results = run_cases(runs_of(cases), project, cancel, say);
  Verdict verdict{chapter.number, {}, {}, {}};
  auto next = results.begin();
  for (const ListedCase& each : cases) {
    verdict.cases.push_back(merged(each, {next, each.programs.size()}));
    next += static_cast<std::ptrdiff_t>(each.programs.size());
  }
  return verdict;
}

}  // namespace program
