"""Mends what Doxygen's HTML lacks."""

import re

from . import frame, front, glossary, reference, tables, tasks

TITLE = re.compile(r'<div class="title">(.*?)'
                   r'(<div class="ingroups">.*?</div>)?</div>', re.S)
# A name in code, except where something leads elsewhere already.
MENTION = re.compile(r"<a\b.*?</a>|<h\d.*?</h\d>|<summary.*?</summary>"
                     r"|<code>([\w:]+(?:\(\))?)</code>", re.S)
LOCAL_LINK = re.compile(r'<a href="#([\w-]+)">[^<]*</a>(?: &#124;)?\n?')
LIST_START = re.compile(r'<ol type="1">(\s*<li>(?:<p[^>]*>)?)\s*'
                        r'<i data-start="(\d+)"></i>\s*')
# Doxygen's way to fold lists, which would need a library of scripts.
UNFOLDING = re.compile(r' onclick="[^"]*toggle[^"]*"'
                       r'|<div class="levels">.*?</div>'
                       r'|<span [^>]*class="arrow".*?</span>', re.S)
FILE_LINK = re.compile(r'<a class="el" href="\w+_8hpp\.html"[^>]*>(.*?)</a>')
HEADING = re.compile(r"<(/?)h([1-3])\b(?=[^>]*>)")


def pages(book, folder):
    """A page has the side bar; it has its title as h1 and the rest below it, in
    order; no link in the head leads nowhere, lists begin with the number they
    were given, tasks are cards."""
    bar = frame.side_bar(book)
    converted = {page.address: page for page in book.pages}
    for path in sorted(folder.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        head, contents, body = text.partition('<div class="contents">')
        head = TITLE.sub(r'<h1 class="title">\1</h1>\2', head)
        if path.name in converted or path.name == "examples.html":
            body = HEADING.sub(_one_lower, body)
        if path.name in converted:
            # The finished header would spoil the task that names the reader's.
            body = FILE_LINK.sub(r"\1", body)
            folder_of = (book.root / converted[path.name].path).parent
            body = tasks.as_cards(body, tasks.hints(folder_of))
        if path.name == "index.html":
            body = front.mended(body, book)
        head = LOCAL_LINK.sub(
            lambda match: match[0] if f'name="{match[1]}"' in body else "",
            head)
        body = tables.mended(body)
        body = LIST_START.sub(r'<ol type="1" start="\2">\1', body)
        text = UNFOLDING.sub("", head + contents + body)
        if path.name not in converted:
            text = reference.mended(text)
        path.write_text(frame.around(text, path.name, bar), encoding="utf-8")


def reference_links(book, folder, entries):
    """On each page the first mention of a name leads to the reference."""
    places = {entry["title"].removeprefix("workbook::"): entry["url"]
              for entry in reversed(entries)}
    for page in book.pages:
        path = folder / page.address
        text = path.read_text(encoding="utf-8")
        path.write_text(_with_links(text, dict(places)), encoding="utf-8")


def tooltips(book, folder):
    """Terms that an earlier chapter has defined lead to the glossary."""
    terms = glossary.terms(book)
    for page in book.chapters:
        path = folder / page.address
        text = path.read_text(encoding="utf-8")
        path.write_text(glossary.with_tooltips(text, page, terms, book),
                        encoding="utf-8")


def _with_links(text, places):
    def link(match):
        name = (match[1] or "").removesuffix("()")
        if name not in places:
            return match[0]
        return f'<a href="{places.pop(name)}">{match[0]}</a>'

    return MENTION.sub(link, text)


def _one_lower(match):
    return f"<{match[1]}h{int(match[2]) + 1}"
