#!/usr/bin/env python3
"""Checks the spelling of pages, hints and the reference's descriptions.

usage: docs/spelling.py   (needs aspell with en_GB, and codespell)

Words that aspell does not know and we do are in docs/words.txt.
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

from pages import markdown
from pages.book import Book

ROOT = Path(__file__).resolve().parent.parent
NOT_PROSE = re.compile(r"\]\([^)]*\)|<[^>]+>|https?://\S+|\b\w+(?:[./_:]+\w+)+"
                       r"|[@\\]\w+(?:\{[^}]*\})?|\w+\(\)|--[\w-]+"
                       r"|\b(?:[A-Z][a-z]+){2,}s?\b")  # names, as StatefulOwner

CUT_SHORT = r"--ignore-regex=\w+…"  # in output that was too wide


def sources(root):
    """Files with prose for readers."""
    pages = Book(root).pages
    yield from (root / page.path for page in pages)
    yield root / "docs/README.md"
    yield from filter(Path.is_file,
                      ((root / page.path).parent / "hints.txt"
                       for page in pages))
    yield from sorted(root.glob("docs/api/*.dox"))


def prose(text):
    """The words of a page, line for line, without code and addresses."""
    text = markdown.blank_fences(text)
    text = markdown.CODE_SPAN.sub(
        lambda match: "\n" * match[0].count("\n"), text)
    return NOT_PROSE.sub(" ", text)


def unknown(text, known):
    """(line, word) of every word that nobody knows."""
    words = _ask_aspell(text) - known
    for number, line in enumerate(text.splitlines(), 1):
        for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", line):
            if word in words and word.lower() not in known:
                yield number, word


def _ask_aspell(text):
    done = subprocess.run(["aspell", "list", "-l", "en_GB", "--encoding=utf-8"],
                          input=text, text=True, capture_output=True,
                          check=True)
    return set(done.stdout.split())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.parse_args()
    for program in ("aspell", "codespell"):
        if not shutil.which(program):
            parser.error(f"{program} is not installed: ./setup.sh docs installs it")
    known = set((ROOT / "docs/words.txt").read_text(encoding="utf-8").split())
    bad = 0
    for file in sources(ROOT):
        text = prose(file.read_text(encoding="utf-8"))
        for line, word in unknown(text, known):
            print(f"{file.relative_to(ROOT)}:{line}: {word}")
            bad += 1
    done = subprocess.run(["codespell", "--quiet-level=3", CUT_SHORT,
                           "--ignore-words-list=deques",  # double-ended queues
                           *sources(ROOT)], check=False)
    return 1 if bad or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
