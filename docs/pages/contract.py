"""The contract of a chapter: its sentences are the names of its tests."""

import re

SECTION = re.compile(r"^## [^\n]*contract\n(.*?)^## ", re.I | re.S | re.M)
SENTENCE = re.compile(r"^\d+\. (.+)$", re.M)
# A case whose tags begin with [.] is for those who go further.
CASE = re.compile(r'^TEST_CASE\(\s*((?:"[^"\n]*"\s*)+),\s*"(?!\[\.)', re.M)


def faults(chapter, text, root):
    """(line, message) of what the page and the tests do not share."""
    cases = cases_of(root / "tests" / chapter)
    if not cases:
        return []
    section = SECTION.search(text)
    sentences = SENTENCE.findall(section[1]) if section else []
    line = text[:section.start()].count("\n") + 1 if section else 1
    return ([(line, f"no test has the name '{sentence}'")
             for sentence in sentences if sentence not in cases]
            + [(line, f"the contract lacks the case '{case}'")
               for case in sorted(cases - set(sentences))])


def cases_of(folder):
    """The names of the test cases in the folder's files."""
    return {re.sub(r'"\s*"', "", quoted).strip().strip('"')
            for file in folder.glob("*.cpp")
            for quoted in CASE.findall(file.read_text(encoding="utf-8"))}
