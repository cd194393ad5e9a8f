"""A task of a chapter as a card: which file, the smallest step, the checkpoint,
and its hints, each inside the one before, so that none is seen unasked."""

import html
import re

HEADING = re.compile(r'(?=<h2>|<nav class="steps")')
TASK = re.compile(r'<h2><a class="anchor" id="[^"]*"></a>\s*Task (\d+)\b')
# Doxygen has a space where a line ended; the label is ours.
FACT = re.compile(r"<p ?>\s*(Files?|Smallest step|Checkpoint): (.*?)</p>", re.S)
CHECKPOINT = re.compile(r'<p class="fact checkpoint">.*?</p>', re.S)
HINTS_OF = re.compile(r"^\[task (\d+)\][^\n]*\n", re.M)


def hints(folder):
    """The hints of a chapter's tasks, by the number of the task."""
    file = folder / "hints.txt"
    if not file.is_file():
        return {}
    pieces = HINTS_OF.split(file.read_text(encoding="utf-8"))
    return {number: [hint.strip("\n") for hint in
                     re.split(r"^--$", text.strip("\n"), flags=re.M)]
            for number, text in zip(pieces[1::2], pieces[2::2])}


def as_cards(text, found):
    """The HTML of a chapter, with a card for each task; `found` has hints."""
    return "".join(_card(section, found) for section in HEADING.split(text))


def _card(section, found):
    task = TASK.match(section)
    if not task:
        return section
    section = FACT.sub(_fact, section)
    folded = _folded(found.get(task[1], []))
    checkpoint = CHECKPOINT.search(section)
    at = checkpoint.end() if checkpoint else len(section)
    return (f'<section class="task">\n{section[:at]}{folded}{section[at:]}'
            "</section>\n")


def _fact(match):
    name = match[1].split()[0].rstrip("s").lower()
    return (f'<p class="fact {name}"><b>{match[1]}</b> '
            f"<span>{match[2]}</span></p>")


def _folded(all_hints, number=1):
    """The hints from that number on, each inside the one before."""
    if number > len(all_hints):
        return ""
    word = "A nudge" if number == 1 else f"Hint {number} of {len(all_hints)}"
    return (f'<details class="hint"><summary>{word}</summary>'
            f"{_paragraphs(all_hints[number - 1])}"
            f"{_folded(all_hints, number + 1)}</details>")


def _paragraphs(hint):
    """Paragraphs, and the code that is further in than they are."""
    return "".join(_block(block) for block in re.split(r"\n\n+", hint))


def _block(block):
    pieces = re.split(r"((?:^ {4}.*(?:\n|\Z))+)", block, flags=re.M)
    return "".join(_code(piece) if piece.startswith("    ")
                   else f"<p>{_text(piece)}</p>"
                   for piece in pieces if piece.strip())


def _code(piece):
    lines = "".join(f'<div class="line">{html.escape(line[4:], False)}</div>'
                    for line in piece.rstrip("\n").split("\n"))
    return f'<div class="fragment">{lines}</div>'


def _text(piece):
    return re.sub(r"`([^`]+)`", r"<code>\1</code>",
                  html.escape(" ".join(piece.split()), False))
