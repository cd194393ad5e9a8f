"""Pages that have no Markdown file: the wrong answers and the glossary. They
get the frame of a page that Doxygen has made."""

import html
import re

from . import chapter_list, glossary, zoo

TITLE = re.compile(r"<title>.*? · ", re.S)
BODY = re.compile(r"(</div><!-- top -->\n).*(?=</main>)", re.S)
LISTS = [("wrong-answers.html", "Wrong answers"), ("glossary.html", "Glossary")]


def pages(book):
    """(address, title, contents) of each."""
    groups = {chapter: zoo.answers(book.root, chapter)
              for chapter in zoo.chapters(book.root)}
    titles = {page.folder: page.title for page in book.chapters}
    addresses = dict((title, address) for address, title in LISTS)
    yield (addresses["Wrong answers"], "Wrong answers",
           zoo.contents(groups, titles))
    yield (addresses["Glossary"], "Glossary",
           glossary.contents(glossary.terms(book)))
    for group in groups.values():
        for answer in group:
            yield answer.address, answer.title, zoo.body(answer, group)


def write(book, folder):
    """Writes them all beside the pages that Doxygen has made."""
    frame = (folder / "index.html").read_text(encoding="utf-8")
    for address, title, contents in pages(book):
        (folder / address).write_text(_framed(frame, title, contents),
                                      encoding="utf-8")


def _framed(frame, title, contents):
    name = html.escape(title)
    text = TITLE.sub(lambda _: f"<title>{name} · ", frame, count=1)
    return BODY.sub(
        lambda match: f'{match[1]}<div class="header">'
        f'<div class="headertitle"><h1 class="title">{name}</h1></div></div>\n'
        f'<div class="contents"><div class="textblock">\n{contents}'
        "</div></div>\n", text)
