"""Reads GitHub Markdown as far as the checks need it."""

import re
from dataclasses import dataclass, field

FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*([^\s`]*)\s*$")
MARKER = re.compile(r"^\s*<!--\s*(from|diff|output):\s*(.*?)\s*-->\s*$")
CODE_SPAN = re.compile(r"(`+)(?!`)(?:(?!\n\s*\n).)*?(?<!`)\1(?!`)", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
INLINE_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\(<?([^()\s>]+)>?"
                         r"(?:\s+\"[^\"]*\")?\)")
REFERENCE = re.compile(r"^\s{0,3}\[[^\]]+\]:\s+<?(\S+?)>?(?:\s+\".*\")?$",
                       re.M)
HTML_LINK = re.compile(r"""<[^>]*?\b(?:href|src|srcset)=["']([^"']+)["']""")
HTML_ANCHOR = re.compile(r"""<[^>]*?\b(?:id|name)=["']([^"']+)["']""")


@dataclass
class Fence:
    """A fenced block: `line` is the number of its opening line, from 1."""

    language: str
    line: int
    indent: str
    lines: list = field(default_factory=list)
    kind: str = ""  # from, diff, output, or empty without a marker
    source: str = ""  # what the marker names
    closed: bool = False


def read_fences(text):
    """All fences of a page, each with the marker that stands before it."""
    fences, kind, source, current = [], "", "", None
    for number, line in enumerate(text.splitlines(), 1):
        match = FENCE.match(line)
        if current is not None:
            if match and match[2] >= closing and not match[3]:
                current.closed, current = True, None
            else:
                current.lines.append(_unindent(line, current.indent))
        elif match:
            current = Fence(match[3], number, match[1], [], kind, source)
            fences.append(current)
            closing, kind, source = match[2], "", ""
        elif marker := MARKER.match(line):
            kind, source = marker[1], marker[2]
        elif line.strip():
            kind = source = ""
    return fences


def _unindent(line, indent):
    return line[len(indent):] if line.startswith(indent) else line.lstrip()


def blank_fences(text):
    """The page with its fences and comments emptied, line for line."""
    lines = text.splitlines()
    for fence in read_fences(text):
        for number in range(fence.line - 1,
                            min(fence.line + len(fence.lines) + 1,
                                len(lines))):
            lines[number] = ""
    return COMMENT.sub(_newlines, "\n".join(lines))


def _newlines(match):
    return "\n" * match[0].count("\n")


def headings(text):
    """(line, level, title) of every heading outside fences."""
    found = []
    for number, line in enumerate(blank_fences(text).splitlines(), 1):
        if match := HEADING.match(line):
            found.append((number, len(match[1]), match[2]))
    return found


def slug(title):
    """The anchor the forges give a heading."""
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", title).lower()
    return re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-")


def slugs(text):
    """The anchors of a page's headings in order, made unique as they are."""
    seen, found = {}, []
    for _, _, title in headings(text):
        name = slug(title)
        count = seen.get(name, 0)
        seen[name] = count + 1
        found.append(f"{name}-{count}" if count else name)
    return found


def anchors(text):
    """Every anchor that a link into this page may name."""
    return set(slugs(text)) | set(HTML_ANCHOR.findall(blank_fences(text)))


def links(text):
    """(line, target) of every link and image outside code."""
    plain = CODE_SPAN.sub(_newlines, blank_fences(text))
    found = [(plain.count("\n", 0, match.start()) + 1, match[match.lastindex])
             for pattern in (INLINE_LINK, REFERENCE, HTML_LINK)
             for match in pattern.finditer(plain)]
    return sorted(found)


def words(text):
    """The number of words a reader reads outside fences."""
    prose = re.sub(r"<[^>]+>|\]\([^)]*\)", " ", blank_fences(text))
    return len(re.findall(r"[^\W_][\w'’\-.:]*", prose))
