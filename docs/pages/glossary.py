"""The glossary: every term, from the place where it is bold."""

import html
import re
from dataclasses import dataclass

from . import markdown
from .plain_text import plain

BOLD = re.compile(r"(?<!\*)\*\*([A-Za-z][\w\s-]*)\*\*(?!\*)")
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z`(])")
BLOCK_END = re.compile(r"\n(?=\n|- )")
BLOCK = re.compile(r"^(?![#|<!*\n]).+(?:\n(?!\n|- ).+)*", re.M)
# What says little without the sentence before it.
BACK = re.compile(r"(?:This|That|It|So|We)\b")
SHORTEST = 10  # words of a sentence that says what a term is
LONGEST = 3  # words of a term; more are an emphasis
# Text of a page that may get a tooltip, cut at its tags.
TAG = re.compile(r"(<[^>]+>)")
PLAIN = re.compile(r"</?(?:p|li|em|b|i|br|td)\b")
CLOSED = re.compile(r"<(a|code|summary|h\d|button|script|label)\b")


@dataclass(frozen=True)
class Term:
    """A term, the sentence that it is defined in, and where that stands."""

    name: str
    sentence: str
    page: object
    anchor: str

    @property
    def slug(self):
        return "term-" + markdown.slug(self.name)

    @property
    def place(self):
        return self.page.address + self.anchor


def terms(book):
    """All terms of the chapters, by name; the first place counts."""
    found = {}
    for page in book.pages:
        if page in book.chapters or page.name == "schedules":
            for term in _terms_of(page):
                found.setdefault(term.name, term)
    return sorted(found.values(), key=lambda term: term.name)


def _terms_of(page):
    text = markdown.blank_fences(page.text)
    heads = list(zip(markdown.headings(page.text), markdown.slugs(page.text)))
    for match in BOLD.finditer(text):
        name = " ".join(match[1].split())
        sentence_of_its_own = name[0].isupper() and " " in name
        if len(name.split()) > LONGEST or sentence_of_its_own:
            continue
        line = text.count("\n", 0, match.start()) + 1
        slug, level = [(slug, level) for (at, level, _), slug in heads
                       if at <= line][-1]
        anchor = "" if level == 1 else f"#{page.name}-{slug}"
        if sentence := _sentence(text, match):
            yield Term(name[0].lower() + name[1:], sentence, page, anchor)


def _sentence(text, match):
    """The sentence around the match, with the one before it where it points
    back; empty in a list of commands."""
    blocks = [block for block in BLOCK.finditer(text, 0, _end(text, match))]
    *before, block = [SENTENCE.split(block[0]) for block in blocks]
    offset = blocks[-1].start()
    for index, sentence in enumerate(block):
        offset = text.index(sentence, offset) + len(sentence)
        if offset >= match.end():
            break
    if not sentence.rstrip().endswith((".", ":")):
        return ""
    earlier = block[:index] or (before[-1] if before else [])
    told = _whole(sentence)
    if earlier and _points_back(sentence):
        told = f"{_whole(earlier[-1])} {told}"
    return told[0].upper() + told[1:]


def _end(text, match):
    """Where the paragraph or the item of a list ends that has the match."""
    end = BLOCK_END.search(text, match.end())
    return end.start() if end else len(text)


def _whole(sentence):
    """As it reads where nothing follows it."""
    return re.sub(r":$", ".", plain(sentence))


def _points_back(sentence):
    return BACK.match(sentence) or len(sentence.split()) < SHORTEST


def contents(found):
    """What the page of the glossary says."""
    items = "".join(
        f'<dt id="{term.slug}">{html.escape(term.name)}</dt>'
        f"<dd>{html.escape(term.sentence)} "
        f'<a href="{term.place}">{html.escape(term.page.title)}</a></dd>'
        for term in found)
    return ("<p>Each term, in the sentence that says what it is, and the page "
            f'it is from.</p><dl class="glossary">{items}</dl>\n')


def with_tooltips(text, page, found, book):
    """The HTML of a chapter, with the first mention of each term that an
    earlier page has defined leading to the glossary. Terms of one word are
    left alone: most of their mentions are plain English."""
    at = book.pages.index(page)
    known = {term.name: term for term in found
             if book.pages.index(term.page) < at
             and re.search(r"[ -]", term.name)}
    if not known:
        return text
    names = re.compile(r"\b(" + "|".join(map(re.escape, known)) + r")(?=s?\b)")

    def tip(match):
        term = known.get(match[1])
        if term is None or term in used:
            return match[0]
        used.add(term)
        return (f'<a class="term" href="glossary.html#{term.slug}" '
                f'title="{html.escape(term.sentence)}">{match[0]}</a>')

    used, inside, closed = set(), False, None
    pieces = TAG.split(text)
    for index, piece in enumerate(pieces):
        if not piece.startswith("<"):
            if inside and closed is None:
                pieces[index] = names.sub(tip, piece)
        elif closed:
            closed = None if piece == f"</{closed}>" else closed
        elif start := CLOSED.match(piece):
            closed = start[1]
        elif re.match(r"<(p|li)\b", piece):
            inside = True
        elif not PLAIN.match(piece) or re.match(r"</(p|li)>", piece):
            inside = False
    return "".join(pieces)
