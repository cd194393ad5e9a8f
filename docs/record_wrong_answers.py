#!/usr/bin/env python3
"""Records the schedule in which each wrong answer of the zoo fails.

usage: docs/record_wrong_answers.py [--build FOLDER] [CHAPTER ...]

CHAPTER is a folder of tests/wrong-answers; without one, all are recorded. The
programs of the build folder (build/test) have to be there: `cmake --build
build/test` builds them. docs/output/wrong-answers/CHAPTER.jsonl then has a line
for each wrong answer whose schedule is short enough for a page.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pages import markup, orders, zoo

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 60  # seconds that a program may take
LARGEST = 80000  # bytes of a schedule; the rest are too long to step through


def recorded(program, case):
    """The schedule that the program fails in, of threads or else of tasks, or
    None. It is run where its build folder is seen as it was when it was
    compiled."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "schedule.json"
        try:
            done = subprocess.run(
                [program, zoo.as_filter(case)], text=True,
                env=os.environ | {"EXPLORER_TRACE_JSON": str(file)},
                cwd=program.parents[3], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                timeout=LONGEST, check=False)
        except subprocess.TimeoutExpired:
            return None
        if not file.exists():
            return orders.schedule(done.stderr, case)
        return json.loads(file.read_text(encoding="utf-8"))


def line_of(answer, build):
    """The line for one wrong answer; None when there is nothing to show."""
    schedule = recorded(build / "bin" / answer.program, answer.case)
    if schedule is None:
        return None
    text = json.dumps({"name": answer.name,
                       "schedule": markup.shortened(schedule)},
                      ensure_ascii=False, separators=(",", ":"))
    return text if len(text.encode()) <= LARGEST else None


def record(chapter, build):
    file = zoo.records_of(ROOT, chapter)
    lines = [line for answer in zoo.answers(ROOT, chapter)
             if (line := line_of(answer, build))]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{file.relative_to(ROOT)}: {len(lines)} schedules")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build/test")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER")
    options = parser.parse_args()
    known = zoo.chapters(ROOT)
    for chapter in options.chapters:
        if chapter not in known:
            parser.error(f"no wrong answers of {chapter}")
    if not (options.build / "bin").is_dir():
        parser.error(f"no programs in {options.build}")
    try:
        for chapter in options.chapters or known:
            record(chapter, options.build.resolve())
    except OSError as error:  # what is not built, or cannot be written
        parser.error(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
