"""The contract of a chapter: its sentences are the names of its tests."""

import re

SECTION = re.compile(r"^## [^\n]*contract\n(.*?)^## ", re.I | re.S | re.M)
SENTENCE = re.compile(r"^\d+\. (.+)$", re.M)
# A case whose tags begin with [.] is for those who go further.
CASE = re.compile(
    r'^TEST_CASE\(\s*((?:"[^"\n]*"\s*)+),\s*"(?!\[\.)([^"]*)"', re.M)
TASK = re.compile(r"^## Task (\d+)(.*?)(?=^## |\Z)", re.M | re.S)
NUMBERS = re.compile(r"\bsentences? ((?:\d+(?: to \d+)?(?:, | and )?)+)")


def faults(chapter, text, root):
    """(line, message) of what the page and the tests do not share."""
    cases = cases_of(root / "tests" / chapter)
    if not cases:
        return []
    section = SECTION.search(text)
    sentences = SENTENCE.findall(section[1]) if section else []
    line = text[:section.start()].count("\n") + 1 if section else 1
    return (checkpoint_faults(text, [cases.get(name) for name in sentences])
            + [(line, f"no test has the name '{sentence}'")
             for sentence in sentences if sentence not in cases]
            + [(line, f"the contract lacks the case '{case}'")
               for case in sorted(cases.keys() - set(sentences))])


def checkpoint_faults(text, tasks):
    """(line, message) where a task promises that a later one's sentence passes.

    `tasks` has the task that each sentence of the contract belongs to.
    """
    found = []
    for section in TASK.finditer(text):
        checkpoint = re.search(r"^Checkpoint:.*?\n\n", section[2], re.M | re.S)
        for numbers in NUMBERS.findall(
                " ".join(checkpoint[0].split()) if checkpoint else ""):
            line = text[:section.start()].count("\n") + 1
            found += [(line, f"sentence {number} is not of task {section[1]}, "
                             "nor of one before")
                      for number in numbered(numbers)
                      if number > len(tasks)
                      or (tasks[number - 1] or 0) > int(section[1])]
    return found


def numbered(words):
    """The numbers in, for instance, `2 to 4, 8 and 9`."""
    for first, last in re.findall(r"(\d+)(?: to (\d+))?", words):
        yield from range(int(first), int(last or first) + 1)


def cases_of(folder):
    """The names of the test cases in the folder's files, each with its task."""
    found = {}
    for file in folder.glob("*.cpp"):
        for quoted, tags in CASE.findall(file.read_text(encoding="utf-8")):
            name = re.sub(r'"\s*"', "", quoted).strip().strip('"')
            task = re.search(r"\[task(\d+)\]", tags)
            found[name] = int(task[1]) if task else None
    return found
