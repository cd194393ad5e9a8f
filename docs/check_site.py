#!/usr/bin/env python3
"""Runs every check of the pages and the site, and says which failed.

usage: docs/check_site.py [--build FOLDER]

FOLDER is the build folder of the preset test; what the programs print is
compared with the golden files there. The site is built in a folder of its own.
"""

import argparse
import filecmp
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pages.book import Book

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
LONGEST_BUILD = 30  # seconds of the processor: some machines are busy
LONGEST_CHECK = 1800  # only one that hangs takes longer, on a busy machine too


def run(*command, folder=ROOT):
    """True when the command succeeds in time; what it says is shown."""
    try:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL,
                              timeout=LONGEST_CHECK, check=False)
    except subprocess.TimeoutExpired:
        print(f"not done after {LONGEST_CHECK} s")
        return False
    return done.returncode == 0


def python(script, *arguments):
    return run(sys.executable, DOCS / script, *arguments)


def unit_tests():
    return run(sys.executable, "-B", "-m", "unittest", "discover", "-s",
               "tests", folder=DOCS)


def children_seconds():
    """Processor time of the commands that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def build(folder):
    """Builds the site in the folder, in time."""
    start = children_seconds()
    done = python("build_site.py", folder)
    seconds = children_seconds() - start
    if seconds > LONGEST_BUILD:
        print(f"the site took {seconds:.0f} s; {LONGEST_BUILD} are allowed")
    return done and seconds <= LONGEST_BUILD


def same(first, second):
    """True when both folders hold the same bytes."""
    compared = filecmp.dircmp(first, second)
    names = compared.left_only + compared.right_only + compared.funny_files
    _, unlike, unread = filecmp.cmpfiles(first, second, compared.common_files,
                                         shallow=False)
    for name in names + unlike + unread:
        print(f"{name}: not the same in two builds")
    return not names + unlike + unread and all(
        same(first / name, second / name) for name in compared.common_dirs)


def page_paths():
    """Every page in Markdown, below the project's folder."""
    return [page.path for page in Book(ROOT).pages] + ["docs/README.md"]


def site_checks(folder):
    """The checks that need the built site, by name."""
    yield "site", lambda: build(folder / "first")
    yield "same bytes twice", lambda: (
        build(folder / "second")
        and same(folder / "first/site", folder / "second/site"))
    yield "links", lambda: python("check_links.py", folder / "first/site")
    yield "browser", lambda: run("node", DOCS / "tests/check_in_browser.mjs",
                                 folder / "first/site")


def checks(build_folder, folder):
    """Every check by name, the quick ones first."""
    lint = DOCS / "tests/node_modules/.bin/markdownlint-cli2"
    yield "unit tests", unit_tests
    yield "pages", lambda: python("check_pages.py")
    yield "pictures", lambda: python("draw_pictures.py", "--check")
    yield "spelling", lambda: python("spelling.py")
    yield "tools", lambda: run("npm", "ci", "--no-audit", "--no-fund",
                               "--loglevel=error", folder=DOCS / "tests")
    yield "Markdown", lambda: run(lint, "--config",
                                  DOCS / ".markdownlint-cli2.jsonc",
                                  *page_paths())
    yield from site_checks(folder)
    if build_folder:
        yield "output", lambda: python("update_output.py", "--check",
                                       "--build", build_folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    failed = []
    with tempfile.TemporaryDirectory(prefix="workbook-site-") as folder:
        for name, check in checks(options.build, Path(folder)):
            start, used = time.monotonic(), children_seconds()
            print(f"--- {name}", flush=True)
            if not check():
                failed.append(name)
            print(f"    {time.monotonic() - start:.1f} s, of the processor "
                  f"{children_seconds() - used:.1f} s", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
