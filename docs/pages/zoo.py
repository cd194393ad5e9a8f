"""The wrong answers of tests/wrong-answers, a page each: which mistake is it?"""

import html
import json
import re
import shlex
from dataclasses import dataclass

from . import chapter_list, markdown
from .markup import code_line, schedule_data, without_prompts

HEAD = re.compile(r"^(Mistake|Symptom|Caught by): (.*)$", re.M)
CHOICES = 4
# What the explorer's verdicts are called on the page that lists them.
KINDS = {
    "deadlock": "Deadlocks and lost wake-ups",
    "data_race": "Data races",
    "expectation_failed": "Wrong results",
    "exception": "Exceptions",
    "crash": "Uses of what is gone",
    "livelock": "Threads that never get anywhere",
    "": "Others, or too long to step through",
}


@dataclass(frozen=True, eq=False)
class Answer:
    """A patch of the zoo."""

    chapter: str  # the name of its folder
    name: str
    number: int  # in its chapter
    mistake: str
    symptom: str
    case: str  # which catches it
    diff: str
    schedule: dict | None

    @property
    def program(self):
        return f"wrong-{self.chapter[:2]}-{self.name}"

    @property
    def address(self):
        return self.program + ".html"

    @property
    def title(self):
        return f"Wrong answer {self.number} of chapter {int(self.chapter[:2])}"

    @property
    def kind(self):
        verdict = (self.schedule or {}).get("verdict", "")
        return KINDS.get(verdict, KINDS[""])


def chapters(root):
    """The chapters that have wrong answers and a page, in order."""
    return [folder for folder in chapter_list.with_pages(root)
            if (root / "tests/wrong-answers" / folder).is_dir()]


def records_of(root, chapter):
    """Where the schedules of a chapter's wrong answers are recorded."""
    return root / f"docs/output/wrong-answers/{chapter}.jsonl"


def _schedules(root, chapter):
    file = records_of(root, chapter)
    if not file.is_file():
        return {}
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {row["name"]: row["schedule"] for row in rows}


def answers(root, chapter):
    """The wrong answers of a chapter, by name."""
    schedules = _schedules(root, chapter)
    found = []
    for file in sorted((root / "tests/wrong-answers" / chapter)
                       .glob("*.patch")):
        head, _, diff = file.read_text(encoding="utf-8").partition("\n--- ")
        fields = dict(HEAD.findall(head))
        if len(fields) == 3:
            found.append(Answer(chapter, file.stem, len(found) + 1,
                                fields["Mistake"], fields["Symptom"],
                                fields["Caught by"], "--- " + diff.rstrip(),
                                schedules.get(file.stem)))
    return found


def as_filter(case):
    """The case's name as Catch2 wants to have it on a command line."""
    return re.sub(r"([\],\\\[])", r"\\\1", case)


def _choices(answer, siblings):
    """Four mistakes of the chapter, among them this one, the same four each
    time and not always in the same place."""
    at = siblings.index(answer)
    step = max(1, len(siblings) // CHOICES)
    others = [siblings[(at + step * n) % len(siblings)]
              for n in range(1, CHOICES)]
    chosen = [other for other in dict.fromkeys(others) if other != answer]
    chosen.insert(answer.number % (len(chosen) + 1), answer)
    return chosen


def _failure(answer):
    """How it fails, to be stepped through if there is an order to step in."""
    schedule = answer.schedule
    if not schedule:
        return _unrecorded(answer)
    sentence = f"<p>{html.escape(schedule['sentence'])}</p>"
    if len(schedule["steps"]) > 1:
        return ("<h2>The schedule in which it fails</h2>"
                f"{schedule_data(schedule)}{sentence}")
    return (f"<h2>How it fails</h2>{sentence}<p>Only one thread runs, in the only "
            "order there is: there is nothing to step through.</p>")


def _unrecorded(answer):
    """What to do where no schedule is recorded."""
    commands = [f"cmake --build build/test --target {answer.program}",
                f"build/test/bin/{answer.program} \\",
                f"  {shlex.quote(as_filter(answer.case))}"]
    lines = "".join(without_prompts(
        commands, [code_line(line, "sh") for line in commands]))
    return ("<h2>How it fails</h2><p>There is nothing to step through here: its "
            "schedule is too long for a page, or its test has none. This prints "
            f'how it fails:</p><div class="fragment sh">{lines}</div>')


def body(answer, siblings):
    """What the page of a wrong answer says."""
    lines = "".join(code_line(line, "diff")
                    for line in answer.diff.split("\n"))
    items = "".join(f"<li>{html.escape(choice.mistake)}</li>"
                    for choice in _choices(answer, siblings))
    number = _choices(answer, siblings).index(answer) + 1
    page = f"ch{answer.chapter[:2]}.html"
    return f"""\
<p>The tests of <a href="{page}">chapter {int(answer.chapter[:2])}</a> demand
that <i>{html.escape(answer.case)}</i>. This answer differs from the solution,
and that sentence is not true of it.</p>
<h2>The code</h2>
<div class="fragment diff">{lines}</div>
{_failure(answer)}
<h2>Which mistake is it?</h2>
<ol>{items}</ol>
<details><summary>Answer</summary>
<p><b>{number}.</b> {html.escape(answer.mistake)}.</p>
<p>What comes of it: {html.escape(answer.symptom)}.</p>
</details>
{_steps(answer, siblings)}
"""


def _steps(answer, siblings):
    at = answer.number - 1
    near = [("previous", "Previous", siblings[at - 1] if at else None),
            ("next", "Next", siblings[at + 1] if at + 1 < len(siblings)
             else None)]
    cards = "".join(f'<a class="{kind}" href="{other.address}"><small>{word}'
                    f"</small>{other.title}</a>"
                    for kind, word, other in near if other)
    return (f'<nav class="steps" aria-label="Previous and next wrong answer">'
            f"{cards}</nav>")


def contents(zoo, titles):
    """The list of all of them, by chapter and by kind. `zoo` has the answers
    of each chapter, `titles` the chapters' titles."""
    everything = [answer for group in zoo.values() for answer in group]
    by_chapter = "".join(
        f'<h3 id="{chapter}">{html.escape(titles[chapter])}</h3>'
        + _list(group) for chapter, group in zoo.items())
    kinds = {kind: [answer for answer in everything if answer.kind == kind]
             for kind in KINDS.values()}
    by_kind = "".join(
        f'<h3 id="{markdown.slug(kind)}">{kind}</h3>' + _list(group, True)
        for kind, group in kinds.items() if group)
    to_chapters = " ".join(f'<a href="#{chapter}">{int(chapter[:2])}</a>'
                           for chapter in zoo)
    to_kinds = "".join(f'<li><a href="#{markdown.slug(kind)}">{kind}</a>: '
                       f"{len(group)}</li>"
                       for kind, group in kinds.items() if group)
    return f"""\
<p>Each of these {len(everything)} answers is wrong, and looks right. The tests
of its chapter catch it; that is what they are tested with. A page shows what
differs from the solution and, where it is short enough, the schedule in which
it fails, to be stepped through. Which mistake is it? <code>workbook hunt</code>
plays the same game in the terminal.</p>
<p>Chapter {to_chapters}</p>
<ul>{to_kinds}</ul>
<h2 id="by-chapter">By chapter</h2>
{by_chapter}
<h2 id="by-kind">By kind</h2>
{by_kind}
"""


def _list(group, with_chapter=False):
    def label(answer):
        return (answer.title if with_chapter
                else f"Wrong answer {answer.number}")

    items = "".join(
        f'<li><a href="{answer.address}">{label(answer)}</a> fails: '
        f"<em>{html.escape(answer.case)}</em></li>" for answer in group)
    return f"<ul>{items}</ul>"
