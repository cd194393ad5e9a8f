"""What every chapter has: its skeleton and its length."""

import re

from . import markdown

SKELETON = {
    "By the end you can": r"by the end you can",
    "contract": r"\bcontract\b",
    "Predict": r"\bpredict\b",
    "Task 1": r"\btask 1\b",
    "tempting wrong version": r"\btempting wrong version\b",
    "questions": r"\bquestions\b",
    "going further": r"\bgoing further\b",
}
SHORTEST, LONGEST = 1200, 2500


def faults(kind, text):
    """(line, message) of what a chapter lacks."""
    return missing_headings(kind, text) + wrong_length(text)


def missing_headings(kind, text):
    if kind == "reading":  # nothing to build, so no tasks
        return []
    titles = [title for _, _, title in markdown.headings(text)]
    return [(1, f"no heading '{name}'") for name, pattern in SKELETON.items()
            if not any(re.search(pattern, title, re.I) for title in titles)]


def wrong_length(text):
    count = markdown.words(text)
    if SHORTEST <= count <= LONGEST:
        return []
    return [(1, f"{count} words outside fences; a chapter has "
                f"{SHORTEST} to {LONGEST}")]
