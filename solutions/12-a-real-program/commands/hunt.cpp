// `workbook hunt`.
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "commands/commands.hpp"
#include "commands/diff.hpp"
#include "messages.hpp"
#include "process/groups.hpp"
#include "process/keys.hpp"
#include "process/signals.hpp"
#include "process/source.hpp"
#include "project/files.hpp"
#include "project/mistakes.hpp"
#include "screen/render.hpp"
#include "screen/terminal.hpp"
#include "select.hpp"
#include "testing/builder.hpp"
#include "testing/test_program.hpp"

namespace program {
namespace {

constexpr std::size_t choices = 4;
constexpr int guesses = 2;

// One round: what is wrong, and what else it might be.
struct Round {
  std::vector<Mistake> offered;
  std::size_t answer = 0;
  [[nodiscard]] const Mistake& mistake() const { return offered[answer]; }
};

Round draw(const Project& project, const Chapter& chapter) {
  std::vector<Mistake> all = mistakes_of(project, chapter);
  if (all.size() < choices) {
    throw UserError{"chapter " + std::to_string(chapter.number) +
                    " has too few wrong answers to hunt for"};
  }
  std::random_device entropy;
  std::mt19937 random{entropy()};
  std::shuffle(all.begin(), all.end(), random);
  all.resize(choices);
  return {std::move(all),
          std::uniform_int_distribution<std::size_t>{0, choices - 1}(random)};
}

// Work for a Job: builds the wrong answer and runs the case that catches it.
Job::Work run_mistake(const Project& project, const Chapter& chapter,
                      const Mistake& mistake) {
  return [&](const Cancel& cancel, const Tell& tell) {
    const std::string target =
        "wrong-" + two_digits(chapter.number) + "-" + mistake.name;
    Verdict verdict{chapter.number, {}, {}, {}};
    verdict.error = Builder{project, cancel, tell}
                        .build({target}, "building a wrong answer")
                        .error;
    if (!verdict.error) {
      tell(Step{"testing it"});
      const TestCase test{mistake.caught_by, 0};
      verdict.cases.push_back(
          run_case(project.build() / "bin" / target, test, project, cancel));
    }
    tell(std::move(verdict));
  };
}

// Not how to see it again: that names the mistake.
void show(const CaseResult& failure) {
  const std::size_t width = terminal_size().columns;
  Page page = wrapped("Fails: " + failure.name, width, Style::bad);
  append(page, wrapped(failure.sentence, width, Style::strong));
  page.emplace_back();
  for (std::string& line : lines_of(failure.trace)) {
    page.push_back({{std::move(line)}});
  }
  print(page);
}

void ask(const Round& round) {
  Page page = wrapped(messages::hunted_files, terminal_size().columns);
  page.emplace_back();
  page.push_back({{messages::which_mistake, Style::strong}});
  for (std::size_t i = 0; i < round.offered.size(); ++i) {
    Page choice = wrapped(round.offered[i].what, terminal_size().columns - 5);
    for (std::size_t line = 0; line < choice.size(); ++line) {
      const std::string start =
          line == 0 ? std::to_string(i + 1) + "  " : "   ";
      choice[line].insert(choice[line].begin(), {"  " + start, Style::mark});
    }
    append(page, std::move(choice));
  }
  print(page);
}

// The player, who types lines.
class Player {
 public:
  // Which one it is in the player's opinion; asks again until that is one of
  // the choices. Nothing at the end of the input.
  std::optional<std::size_t> guess() {
    while (const auto typed = line()) {
      if (typed->size() == 1 && typed->front() >= '1' &&
          typed->front() < '1' + static_cast<int>(choices)) {
        return static_cast<std::size_t>(typed->front() - '1');
      }
      print(wrapped(messages::no_choice(*typed), terminal_size().columns,
                    Style::mark));
    }
    return std::nullopt;
  }

 private:
  std::optional<std::string> line() {
    std::string text;
    for (Key key = 0; key != '\n';) {
      workbook::select(
          workbook::on_receive(keys_.events(), [&](auto next) { key = *next; }),
          workbook::on_receive(signals_.arrived(), [](auto signal) {
            if (asks_to_end(*signal)) throw Interrupted{*signal, "asking"};
            if (*signal == SIGTSTP) stop_until_continued();
          }));
      if (key == key_end) return std::nullopt;
      if (key > ' ' && key < 127) text += static_cast<char>(key);
    }
    return text;
  }

  Signals signals_;  // before the source, whose thread is to get none
  Source<Key> keys_{next_key()};
};

// The files that the trace speaks of, where their names give nothing away.
void copy_files(const Project& project, const Chapter& chapter,
                const Mistake& mistake) {
  const fs::path copies = project.notes_folder() / "hunt";
  std::error_code error;
  fs::remove_all(copies, error);
  for (const fs::path& file :
       sources_in(project.build() / "tests" / "wrong-answers" / chapter.folder /
                  mistake.name)) {
    write_file(copies / file.filename(), read_file(file));
  }
}

// "RIGHT ASKED" under the chapter's name in the notes.
std::string keep_score(NotesOwner& notes, const Chapter& chapter, bool right) {
  const std::string name = "hunt-" + two_digits(chapter.number);
  int found = 0;
  int asked = 0;
  std::istringstream{notes.get(name)} >> found >> asked;
  found += right ? 1 : 0;
  notes.set(name, std::to_string(found) + " " + std::to_string(++asked));
  return std::to_string(found) + " of " + std::to_string(asked) +
         " found in chapter " + std::to_string(chapter.number);
}

// The page of the wrong answer, if the site has been built.
Page page_on_site(const Project& project, const Chapter& chapter,
                  const Mistake& mistake) {
  const fs::path page =
      project.root() / "build" / "docs" / "site" /
      ("wrong-" + two_digits(chapter.number) + "-" + mistake.name + ".html");
  if (!fs::exists(page)) return {};
  return {{{"On the site: " + project.relative(page)}}};
}

void reveal(const Mistake& mistake, bool right, const std::string& score) {
  const std::size_t width = terminal_size().columns;
  Page page = wrapped((right ? "Right: " : "No. It is this: ") + mistake.what,
                      width, right ? Style::good : Style::bad);
  append(page, wrapped(mistake.symptom, width));
  page.emplace_back();
  append(page, coloured_diff(mistake.patch));
  page.emplace_back();
  page.push_back({{score, Style::strong}});
  print(page);
}

}  // namespace

int hunt(Session& session, int number) {
  const Chapter& chapter = session.project.chapter(number);
  const Round round = draw(session.project, chapter);
  const auto verdicts =
      follow(run_mistake(session.project, chapter, round.mistake()));
  const Verdict& verdict = verdicts.back();
  if (verdict.error) throw UserError{"cannot hunt: " + verdict.error->message};
  if (verdict.passed()) throw UserError{messages::not_caught};
  show(verdict.cases.front());
  copy_files(session.project, chapter, round.mistake());
  ask(round);
  Player player;
  for (int left = guesses - 1;; --left) {
    const auto given = player.guess();
    if (!given) return 1;
    const bool right = *given == round.answer;
    if (!right && left > 0) {
      print({{{messages::guess_again(left), Style::bad}}});
      continue;
    }
    reveal(round.mistake(), right, keep_score(session.notes, chapter, right));
    print(page_on_site(session.project, chapter, round.mistake()));
    return right ? 0 : 1;
  }
}

}  // namespace program
