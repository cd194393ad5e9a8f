/// @file
/// What the program says at length.
#pragma once

#include <string>

namespace program::messages {

inline const std::string usage =
    R"(usage: workbook [COMMAND] [OPTION]
Walks beside you through the chapters.

  workbook                 where you are
  workbook check [N]...    tests chapter N; without N, the chapter in hand
      --json               the same for editors
  workbook watch [N]       tests it again at every save
  workbook hint [N]        the next hint for the first open task
  workbook take N...       copies the solution of chapter N over your files
  workbook reset N         brings back what chapter N began with
  workbook diff N          your files beside the solution, once they pass
      --spoil              or before
  workbook hunt N          finds a wrong answer's mistake: can you?
  workbook show            the schedule that failed last, step by step, in a
                           browser
  workbook run [OPTION]... builds and runs your op-count program
  workbook --help          prints this

The chapter in hand is the first that does not pass. Files that take and reset
replace are kept beside, as FILE.yours.N.

Exit status: 0 passes or done, 1 not yet, 2 asked for what cannot be.
Environment: NO_COLOR switches colours off; WORKBOOK_SECONDS is how much
processor time a test case may take (8). VISUAL or EDITOR is what watch opens
files with.
)";

inline const std::string no_project =
    "this is not a folder of the workbook, nor is there one around it";

inline const std::string cannot_configure =
    "cannot make the build folder (does ./setup.sh help?): ";

inline const std::string all_done =
    "All chapters pass. `workbook run` runs the program you built.";

inline const std::string all_done_json = R"({"passed":true,"cases":[]})";

inline std::string last_hint(int chapter) {
  return "That was the last hint. The solution: workbook diff " +
         std::to_string(chapter) + " --spoil";
}

inline const std::string hint_not_counted =
    "(.workbook/ cannot be written: the next hint will be this one again)";

inline std::string interrupted(const std::string& doing) {
  return "workbook: interrupted" + (doing.empty() ? "" : " while " + doing);
}

inline std::string missing(const std::string& file, int chapter) {
  const std::string number = std::to_string(chapter);
  return file + " is missing, and is included. workbook reset " + number +
         " brings back the files that the chapter began with, workbook take " +
         number + " those of the solution.";
}

inline const std::string watch_needs_a_terminal =
    "watch needs a terminal; in a pipe: workbook check";

inline const std::string after_a_pass =
    "d shows your files beside the solution, n goes on to the next chapter. "
    "Until then you may try things out: it is tested at every save.";

inline std::string then(int chapter) {
  return "The solution beside yours: workbook diff " + std::to_string(chapter) +
         ". What comes next: workbook check";
}

inline const std::string warnings =
    "It passes, and the compiler warns of this:";

inline const std::string which_mistake =
    "Which mistake is it? Type its number and Enter.";

inline const std::string hunted_files =
    "The files of this wrong answer are in .workbook/hunt/.";

inline std::string no_choice(const std::string& answer) {
  return "'" + answer + "' is none of them: type a number from 1 to 4.";
}

inline std::string guess_again(int left) {
  return "No. " + std::to_string(left) +
         (left == 1 ? " more guess." : " more guesses.");
}

inline const std::string no_schedule =
    "no schedule has failed yet: workbook check keeps the one that does";

inline std::string no_browser(const std::string& page) {
  return "no browser can be opened here; the page is " + page;
}

inline std::string step_through(const std::string& page) {
  return "Step through it in a browser: workbook show (" + page + ")";
}

inline const std::string no_editor =
    "set EDITOR, or VISUAL, to the editor that o is to open";

inline const std::string not_caught =
    "this wrong answer was not caught: please report it";

}  // namespace program::messages
