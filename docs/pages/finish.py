"""Mends what Doxygen's HTML lacks."""

import re

TITLE = re.compile(r'<div class="title">(.*?)'
                   r'(<div class="ingroups">.*?</div>)?</div>', re.S)
HEADING = re.compile(r"<(/?)h([1-3])\b(?=[^>]*>)")


def headings(book, folder):
    """A page has its title as h1 and the rest below it, in order."""
    converted = {page.address for page in book.pages}
    for path in sorted(folder.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        head, contents, body = text.partition('<div class="contents">')
        head = TITLE.sub(r'<h1 class="title">\1</h1>\2', head)
        if path.name in converted:
            body = HEADING.sub(_one_lower, body)
        path.write_text(head + contents + body, encoding="utf-8")


def _one_lower(match):
    return f"<{match[1]}h{int(match[2]) + 1}"
