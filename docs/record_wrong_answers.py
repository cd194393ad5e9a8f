#!/usr/bin/env python3
"""Records the schedule in which each wrong answer of the zoo fails.

usage: docs/record_wrong_answers.py [--check] [--build FOLDER] [CHAPTER ...]

CHAPTER is a folder of tests/wrong-answers; without one, all are recorded. The
programs of the build folder (build/test) have to be there: `cmake --build
build/test` builds them. docs/output/wrong-answers/CHAPTER.jsonl then has a line
for each wrong answer whose schedule is short enough for a page. --check runs
nothing: it names the records that quote another line than the tests have now.
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


def lines_of_tests():
    """The lines of every file of tests; several may have the same name."""
    found = {}
    for file in ROOT.glob("tests/[0-9]*/*.cpp"):
        found.setdefault(file.name, []).append(
            file.read_text(encoding="utf-8").splitlines())
    return found


def is_stale(record, names, tests):
    """Whether it is of no wrong answer, or quotes a line that is no more."""
    def quoted(step, lines):
        return (step["line"] <= len(lines)
                and lines[step["line"] - 1].strip() == step["source"])
    return record["name"] not in names or any(
        step.get("file") in tests
        and not any(quoted(step, lines) for lines in tests[step["file"]])
        for step in record["schedule"]["steps"])


def stale(chapter):
    names = {answer.name for answer in zoo.answers(ROOT, chapter)}
    tests = lines_of_tests()
    text = zoo.records_of(ROOT, chapter).read_text(encoding="utf-8")
    return [record["name"] for record in map(json.loads, text.splitlines())
            if is_stale(record, names, tests)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--build", type=Path, default=ROOT / "build/test")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER")
    options = parser.parse_args()
    known = zoo.chapters(ROOT)
    for chapter in options.chapters:
        if chapter not in known:
            parser.error(f"no wrong answers of {chapter}")
    if options.check:
        found = [f"{chapter}/{name}: record it again"
                 for chapter in options.chapters or known
                 for name in stale(chapter)]
        print("\n".join(found), end="\n" if found else "")
        return 1 if found else 0
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
