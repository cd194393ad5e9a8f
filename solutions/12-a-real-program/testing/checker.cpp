#include "testing/checker.hpp"

#include <algorithm>
#include <utility>

#include "project/contract.hpp"
#include "project/files.hpp"
#include "testing/builder.hpp"
#include "testing/case_pool.hpp"

namespace program {
namespace {

// A case passes when it passes in each of the chapter's programs.
void merge(std::vector<CaseResult>& all, CaseResult more) {
  for (CaseResult& known : all) {
    if (known.name != more.name) continue;
    const int schedules = known.schedules + more.schedules;
    if (known.passed) known = std::move(more);
    known.schedules = schedules;
    return;
  }
  all.push_back(std::move(more));
}

void put_in_order(std::vector<CaseResult>& cases, const std::string& page) {
  for (CaseResult& each : cases) {
    each.number = number_in_contract(page, each.name);
  }
  std::ranges::stable_sort(cases, {}, &CaseResult::number);
}

Verdict check(const Project& project, const Chapter& chapter,
              const Cancel& cancel, const Tell& tell) {
  const Builder builder{project, cancel, tell};
  if (auto error = builder.build_tests(chapter)) {
    return {chapter.number, {}, *std::move(error)};
  }
  return test_chapter(project, chapter, builder.test_programs(chapter), cancel,
                      tell);
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
  std::vector<CaseRun> runs;
  for (const fs::path& program : programs) {
    for (TestCase& each : list_cases(program, cancel)) {
      runs.push_back({program, std::move(each)});
    }
  }
  const std::string title = "chapter " + std::to_string(chapter.number);
  const auto results = run_cases(runs, project, cancel, [&](std::size_t ended) {
    tell(Step{"testing " + title + ": " + std::to_string(ended) + " of " +
              std::to_string(runs.size())});
  });
  Verdict verdict{chapter.number, {}, {}};
  for (const CaseResult& result : results) merge(verdict.cases, result);
  put_in_order(verdict.cases,
               read_file(project.in("chapters", chapter) / "README.md"));
  if (!verdict.cases.empty()) return verdict;
  throw UserError{"the tests of " + title + " have no cases"};
}

}  // namespace program
