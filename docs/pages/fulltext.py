"""The search index: the words of the chapters, the names of the API.

Folded answers and hints are left out: a search must not give them away.
"""

import json
import re
import xml.etree.ElementTree as ElementTree

from . import glossary, markdown, zoo
from .book import plain_title
from .plain_text import plain

FOLDED = re.compile(r"<details.*?</details>", re.S)


def index(book, names):
    """A script that defines what the site can be searched for, the definitions
    of terms first."""
    entries = [{"page": "Glossary", "title": term.name, "url": term.place,
                "text": term.sentence} for term in glossary.terms(book)]
    entries += [entry for page in book.pages for entry in sections(page)]
    entries += names
    entries += [{"page": "wrong answer", "title": answer.title,
                 "url": answer.address, "text": answer.case}
                for chapter in zoo.chapters(book.root)
                for answer in zoo.answers(book.root, chapter)]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False)
                       for entry in entries)
    return f"const workbookIndex = [\n{lines}\n];\n"


def sections(page):
    """One entry a heading: where it is, what stands under it."""
    text = markdown.blank_fences(page.text)
    lines = text.split("\n")
    heads = markdown.headings(page.text)
    slugs = markdown.slugs(page.text)
    ends = [line for line, _, _ in heads[1:]] + [len(lines) + 1]
    folded = _folded_lines(text)
    for (line, level, title), slug, end in zip(heads, slugs, ends):
        body = "\n".join(lines[at] for at in range(line, end - 1)
                         if at not in folded)
        anchor = "" if level == 1 else f"#{page.name}-{slug}"
        yield {"page": page.title, "title": plain_title(title),
               "url": page.address + anchor, "text": plain(body)}


def _folded_lines(text):
    """The numbers, from 0, of lines inside <details>."""
    return {line for match in FOLDED.finditer(text)
            for line in range(text.count("\n", 0, match.start()),
                              text.count("\n", 0, match.end()) + 1)}


def api_names(path):
    """Every class and member that Doxygen documented."""
    seen = set()
    for compound in ElementTree.parse(path).getroot():
        scope = compound.findtext("name", "")
        kind = compound.get("kind")
        if kind in ("class", "struct"):
            yield {"page": kind, "title": scope, "text": "",
                   "url": compound.findtext("filename")}
        if kind not in ("class", "struct", "group"):
            continue
        for member in compound.findall("member"):
            name = member.findtext("name")
            full = f"{scope}::{name}" if kind != "group" else name
            url = (f"{member.findtext('anchorfile')}"
                   f"#{member.findtext('anchor')}")
            if full not in seen:
                seen.add(full)
                yield {"page": member.get("kind"), "title": full, "text": "",
                       "url": url}
