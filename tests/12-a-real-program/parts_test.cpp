// The parts of the program that are pure functions, and the hints.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "commands/hint.hpp"
#include "commands/session.hpp"
#include "project/files.hpp"
#include "project/hints.hpp"
#include "project/notes_owner.hpp"
#include "project/replacement.hpp"
#include "screen/render.hpp"
#include "screen/terminal.hpp"
#include "screen/text.hpp"
#include "screen/watch_screen.hpp"
#include "screen/web_page.hpp"
#include "tiny_project.hpp"

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
  failure.outcome = Outcome::failed;
  state.verdict = Verdict{2, {failure}, {}, {}};
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

TEST_CASE("a page is filled with its parts, and they are not", "[12]") {
  CHECK(filled("<{{a}}{{b}}{{c}}{{", {{"a", "{{b}}"}, {"b", "2"}}) ==
        "<{{b}}2{{c}}{{");
  CHECK(as_html("a < b && c") == "a &lt; b &amp;&amp; c");
  CHECK(inside_script("</script>") == "\\u003c/script>");
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

TEST_CASE("the columns of the list of chapters are in line", "[12]") {
  const auto list = [](const std::string& title, int tasks) {
    return ChapterRow{{2, "02-" + title, title}, {.tasks = tasks}};
  };
  const Page page =
      chapter_list({list("short", 2), list("a title of many letters", 5)}, 0);
  REQUIRE(page.size() == 2);
  const auto column = [&](std::size_t line, const std::string& text) {
    const std::string all = as_text({page[line]});
    return columns(all.substr(0, all.find(text)));
  };
  CHECK(column(0, "□") == column(1, "□"));
  CHECK(column(0, "not tested") == column(1, "not tested"));
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
  state.verdict->cases[0].outcome = Outcome::passed;
  CHECK(as_text(watch_screen(state, {})).find("n next") != std::string::npos);
  state.doing = "building chapter 2";
  CHECK(as_text(watch_screen(state, {})).find("n next") == std::string::npos);
}

TEST_CASE("colours are escape codes only where they are wanted", "[12]") {
  const Page page{{{"good", Style::good}, {" plain"}}};
  CHECK(encoded(page, false) == "good plain\n");
  CHECK(encoded(page, true) == "\x1b[32mgood\x1b[0m plain\n");
}

TEST_CASE("the owner of notes answers many threads and remembers", "[12]") {
  const tests::TemporaryFolder folder;
  const auto file = folder.path() / "deep" / "notes.txt";
  {
    NotesOwner notes{file};
    std::vector<std::jthread> clients;
    for (int i = 0; i < 8; ++i) {
      clients.emplace_back([&notes, i] {
        const std::string name = "key" + std::to_string(i);
        notes.set(name, "value " + std::to_string(i));
      });
    }
  }
  NotesOwner notes{file};
  CHECK(notes.get("key7") == "value 7");
  CHECK(notes.get("nothing").empty());
}

TEST_CASE("the owner of notes says when it cannot write, and still knows",
          "[12]") {
  NotesOwner notes{"/dev/null/notes.txt"};
  CHECK_FALSE(notes.set("a", "1"));
  CHECK(notes.get("a") == "1");
}

TEST_CASE("every hint of every chapter is shown, one after the other", "[12]") {
  const tests::TemporaryFolder folder;
  tests::fs::copy(tests::fs::path{WORKBOOK_PROJECT} / "chapters",
                  folder.path() / "chapters",
                  tests::fs::copy_options::recursive);
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

TEST_CASE("an edit of any header of a chapter makes its verdict old", "[12]") {
  const tests::TemporaryFolder folder;
  for (const char* part : {"chapters", "tests", "solutions"}) {
    tests::fs::copy(tests::fs::path{WORKBOOK_PROJECT} / part,
                    folder.path() / part, tests::fs::copy_options::recursive);
  }
  const Project project{folder.path()};
  Progress progress{project};
  const auto is_noticed = [&](const Chapter& chapter, const fs::path& file) {
    progress.record({chapter.number, {}, {}, {}},
                    progress.fingerprint(chapter));
    CHECK(progress.of(chapter).done());
    write_file(file, read_file(file) + "// edited\n");
    return !progress.of(chapter).tested;
  };
  // As the reader begins the chapter, or at least as the reader ends it.
  for (const Chapter& chapter : project.chapters()) {
    std::set<fs::path> unnoticed;
    for (const auto& file : sources_in(project.in("chapters", chapter))) {
      if (file.extension() != ".hpp") continue;
      if (!is_noticed(chapter, file)) unnoticed.insert(file);
    }
    CHECK_FALSE(
        replace_all(project, solution_of(project, chapter, make_cancel()))
            .empty());
    for (const auto& file : sources_in(project.in("chapters", chapter))) {
      if (file.extension() != ".hpp") continue;
      if (is_noticed(chapter, file)) unnoticed.erase(file);
    }
    CHECK(unnoticed == std::set<fs::path>{});
  }
}

TEST_CASE("includes are found in whatever form they have", "[12]") {
  CHECK(includes("#include \"a.hpp\"\n  # include<b.hpp> // x\n"
                 "#include\t\"c/d.hpp\"\n// #include \"no.hpp\"\n"
                 "#define include \"no\"\n") ==
        std::vector<std::string>{"a.hpp", "b.hpp", "c/d.hpp"});
}
