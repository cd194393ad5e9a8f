"""The front page: its headline, and the book in figures."""

import re

from . import chapter_list, contract, zoo

FIRST = re.compile(r'(<div class="textblock">)\s*<p ?>')
BUTTON = re.compile(r'<p class="begin">.*?</p>')


def mended(text, book):
    """The HTML of the front page, with the first paragraph as its headline and
    with figures below the button."""
    text = FIRST.sub(r'\1<p class="lead">', text, count=1)
    return BUTTON.sub(lambda match: match[0] + _figures(book), text, count=1)


def _figures(book):
    """What there is of everything, counted."""
    root = book.root
    exercises = [folder for folder, entry in chapter_list.read(root).items()
                 if entry.kind == "exercise"]
    tasks = sum(len(re.findall(r"^## Task \d", page.text, re.M))
                for page in book.chapters)
    sentences = sum(len(contract.cases_of(root / "tests" / folder))
                    for folder in exercises)
    wrong = sum(len(zoo.answers(root, chapter))
                for chapter in zoo.chapters(root))
    items = "".join(f"<li><b>{count}</b> {what}</li>" for count, what in (
        (len(book.chapters), "chapters"), (tasks, "tasks"),
        (sentences, "sentences, each of them a test"),
        (wrong, "wrong answers, each of them caught")))
    return f'<ul class="figures-of-book">{items}</ul>'
