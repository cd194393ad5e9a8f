// The parts of the program that are pure functions, and the hints.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "arguments.hpp"
#include "compiler_output.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "hint.hpp"
#include "hints.hpp"
#include "json.hpp"
#include "keeper.hpp"
#include "locate.hpp"
#include "messages.hpp"
#include "mistakes.hpp"
#include "session.hpp"
#include "terminal.hpp"
#include "test_program.hpp"
#include "text.hpp"
#include "tiny_project.hpp"
#include "watch_screen.hpp"

using namespace program;  // NOLINT: every name here is one of its

namespace {

std::string as_text(const Page& page) { return encoded(page, false); }

WatchState failing_state() {
  WatchState state;
  state.rows = {{{1, "01-locking", "locking"}, {.passed = true, .tasks = 2}},
                {{2, "02-parking", "parking"}, {.tasks = 3}}};
  state.rows[0].standing.tested = true;
  state.chapter = state.rows[1].chapter;
  std::string report;
  for (int i = 0; i < 40; ++i) report += "row " + std::to_string(i) + '\n';
  CaseResult failure;
  failure.name = "park waits";
  failure.task = 1;
  failure.sentence = "it did not";
  failure.trace = report;
  failure.where = Location{"chapters/02-parking/parker.hpp", 7, "wait();"};
  state.verdict = Verdict{2, {failure}, {}};
  return state;
}

}  // namespace

TEST_CASE("a line is cut off at a character, not inside one", "[12]") {
  CHECK(columns("für") == 3);
  CHECK(as_text({trimmed({{"für immer"}}, 4)}) == "für…\n");
  CHECK(as_text({trimmed({{"für"}}, 3)}) == "für\n");
  CHECK(as_text({trimmed({{"a", Style::bad}, {"bcd"}}, 3)}) == "ab…\n");
}

TEST_CASE("text is wrapped between words", "[12]") {
  CHECK(as_text(wrapped("one two  three", 8)) == "one two\nthree\n");
  CHECK(as_text(wrapped("incomprehensible a", 5)) == "incomprehensible\na\n");
}

TEST_CASE("lines have no tabs and no control characters", "[12]") {
  CHECK(lines_of("a\tb\n\x1b[31mc\n") ==
        std::vector<std::string>{"a       b", "[31mc"});
}

TEST_CASE("the watch screen fills the terminal and no more", "[12]") {
  const WatchState state = failing_state();
  for (const Size size : {Size{80, 24}, Size{40, 10}, Size{20, 3}}) {
    const Page page = watch_screen(state, size);
    CHECK(page.size() == size.rows);
    for (const TextLine& line : page) {
      std::string text;
      for (const Span& span : line) text += span.text;
      CHECK(columns(text) <= size.columns);
    }
  }
}

TEST_CASE("the watch screen scrolls to the end and no further", "[12]") {
  WatchState state = failing_state();
  const Size size{80, 24};
  CHECK(as_text(watch_screen(state, size)).find("row 39") == std::string::npos);
  state.scroll = last_scroll(state, size);
  CHECK(as_text(watch_screen(state, size)).find("row 39") != std::string::npos);
  const std::string at_the_end = as_text(watch_screen(state, size));
  state.scroll += 100;
  CHECK(as_text(watch_screen(state, size)) == at_the_end);
}

TEST_CASE("n and d are offered only after a pass", "[12]") {
  WatchState state = failing_state();
  CHECK(as_text(watch_screen(state, {})).find("n next") == std::string::npos);
  state.verdict->cases[0].passed = true;
  CHECK(as_text(watch_screen(state, {})).find("n next") != std::string::npos);
  state.doing = "building chapter 2";
  CHECK(as_text(watch_screen(state, {})).find("n next") == std::string::npos);
}

TEST_CASE("colours are escape codes only where they are wanted", "[12]") {
  const Page page{{{"good", Style::good}, {" plain"}}};
  CHECK(encoded(page, false) == "good plain\n");
  CHECK(encoded(page, true) == "\x1b[32mgood\x1b[0m plain\n");
}

TEST_CASE("test cases are read from Catch2's list", "[12]") {
  const auto cases = parse_cases(
      "<TestCase><Name>a &lt; b, &quot;c&quot; &amp; d></Name>"
      "<Tags>[03][task2]</Tags></TestCase>"
      "<TestCase><Name>no task</Name><Tags>[03]</Tags></TestCase>");
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].name == "a < b, \"c\" & d>");
  CHECK(cases[0].task == 2);
  CHECK(cases[1].task == 0);
  CHECK(as_filter("a, b [c] \\") == "a\\, b \\[c] \\\\");
}

TEST_CASE("the sentence of a failure is found", "[12]") {
  const tests::TinyProject files;
  const Project project{files.root()};
  const auto sentence = [&](const std::string& out, const std::string& error) {
    return judge({"a case", 1}, {out, error, 256}, project).sentence;
  };
  CHECK(sentence("t.cpp:4: failed: unexpected exception with message: 'two'\n",
                 "") == "two");
  CHECK(sentence("t.cpp:4: failed: x == 2 for: 1 == 2\n", "") ==
        "this does not hold: x == 2 for: 1 == 2");
  CHECK(sentence("", "store.hpp:3: unfinished: 01: read, task 1\n") ==
        "unfinished: 01: read, task 1");
  CHECK(sentence("", "") == "the test ended with exit status 1");
}

TEST_CASE("the last place in the reader's files is found", "[12]") {
  const tests::TinyProject files;
  const Project project{files.root()};
  const auto place = last_place(
      "x store.hpp:3 y /a/b/store.hpp:4: z mutex.hpp:9 /usr/other.hpp:1",
      project);
  REQUIRE(place);
  CHECK(place->file == "chapters/01-locking/store.hpp");
  CHECK(place->line == 4);
  CHECK(place->source.starts_with("void write()"));
  CHECK_FALSE(last_place("none.hpp:3", project));
  files.write("chapters/02-parking/parker.hpp", "int wait() {\n}\n");
  CHECK(last_place("parker.hpp:1 parker.hpp:2", project)->line == 1);
}

TEST_CASE("a report of the explorer is taken apart", "[12]") {
  const Report report = parse_report(
      "    1 lock\nx   2 write\n\na long\nsentence\nFound in schedule 2\n",
      "a long sentence");
  CHECK(report.trace == "    1 lock\nx   2 write\n");
  CHECK(report.again == "Found in schedule 2\n");
  CHECK(parse_report("just this\n", "a sentence").trace == "just this\n");
  CHECK(parse_report("a\n\nb\nc\n", "another").again == "b\nc\n");
}

TEST_CASE("the decisive place is that of the marked steps", "[12]") {
  const tests::TinyProject files;
  const Project project{files.root()};
  const std::string trace =
      "    1 lock   store.hpp:1\nx   2 write  store.hpp:2\n"
      "    3 unlock store.hpp:4\n";
  CHECK(decisive_place("no place", trace, project)->line == 2);
  CHECK(decisive_place("see store.hpp:3", trace, project)->line == 3);
  CHECK(decisive_place("", "store.hpp:1 store.hpp:4", project)->line == 4);
}

TEST_CASE("schedules are counted", "[12]") {
  CHECK(schedules_tried("Filters: x\n1,000 schedules, seed 1\n"
                        "all 12 schedules, seed 1\nall 1 schedule, seed 3\n") ==
        1013);
}

TEST_CASE("the first error of a build is found", "[12]") {
  const tests::TinyProject files;
  const Project project{files.root()};
  const std::string header = files.root() / "chapters/01-locking/store.hpp";
  auto error = first_error(
      "In file included from x.cpp:1:\n" + header +
          ":7:3: error: expected ';'\n    7 | int x\n      |   ^\n" + header +
          ":9:1: error: more\n",
      project);
  CHECK(error.message == "expected ';'");
  CHECK(error.excerpt == "    7 | int x\n      |   ^\n");
  REQUIRE(error.where);
  CHECK(error.where->file == "chapters/01-locking/store.hpp");
  CHECK(error.where->line == 7);

  error = first_error("ld: a.o: undefined reference to `f()'\n", project);
  CHECK(error.message == "ld: a.o: undefined reference to `f()'");
  CHECK(first_error("", project).message == "the build tool said nothing");
}

TEST_CASE("a wrong answer's head and patch are understood", "[12]") {
  const Mistake mistake = parse_mistake(
      "x",
      "Mistake: a: b\nSymptom: s\nProgram: address\nCaught by: c\n\n--- d");
  CHECK(mistake.what == "a: b");
  CHECK(mistake.symptom == "s");
  CHECK(mistake.caught_by == "c");
  CHECK_FALSE(mistake.needs_races);
  CHECK(mistake.patch == "--- d");
}

TEST_CASE("JSON strings are escaped", "[12]") {
  CHECK(json_string("a\"b\\c\nd") == R"("a\"b\\c\u000ad")");
}

TEST_CASE("the keeper answers many threads and remembers", "[12]") {
  const tests::TemporaryFolder folder;
  const auto file = folder.path() / "deep" / "notes.txt";
  {
    Keeper keeper{file};
    std::vector<std::jthread> clients;
    for (int i = 0; i < 8; ++i) {
      clients.emplace_back([&keeper, i] {
        const std::string name = "key" + std::to_string(i);
        keeper.set(name, "value " + std::to_string(i));
      });
    }
  }
  Keeper keeper{file};
  CHECK(keeper.get("key7") == "value 7");
  CHECK(keeper.get("nothing").empty());
}

TEST_CASE("the keeper says when it cannot write, and still knows", "[12]") {
  Keeper keeper{"/dev/null/notes.txt"};
  CHECK_FALSE(keeper.set("a", "1"));
  CHECK(keeper.get("a") == "1");
}

TEST_CASE("every hint of every chapter is shown, one after the other", "[12]") {
  const tests::TemporaryFolder folder;
  tests::fs::copy(tests::fs::path{WORKBOOK_PROJECT} / "chapters",
                  folder.path() / "chapters",
                  tests::fs::copy_options::recursive);
  Signals::block();
  const Project project{folder.path()};
  Session session{project};
  for (const Chapter& chapter : project.chapters()) {
    const auto file = project.in("chapters", chapter) / "hints.txt";
    for (const TaskHints& task : parse_hints(read_file(file))) {
      INFO(chapter.folder << ", task " << task.task);
      CHECK(task.hints.size() >= 3);
      CHECK_FALSE(task.title.empty());
      for (const std::string& hint : task.hints) {
        const Page page = next_hint(session, chapter, task.task);
        CHECK(as_text(page).find(hint) != std::string::npos);
        for (const TextLine& line : page) {
          CHECK(as_text({line}) == as_text({trimmed(line, 80)}));
        }
      }
    }
  }
}
