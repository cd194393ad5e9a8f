"""Turns a page of GitHub Markdown into what Doxygen 1.9.4 understands.

Every page keeps its line numbers, so that a warning names the right line.
"""

import html
import os
import re
from urllib.parse import unquote

from . import addresses, linked, listings, markdown
from .book import PageError, plain_title
from .markup import list_start, picture_tag, raw

ALERT = re.compile(r"^> \[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*$")
TASK = re.compile(r"^(\s*[-*]) \[[ xX]\] (.*)$")
HTML = re.compile(r"</?details[^>]*>|<summary>.*?</summary>|</?picture>"
                  r"|<source [^>]*>|<img [^>]*>|</?kbd>")
ITEM = re.compile(r"^(\d+)\. ")
BUTTON = re.compile(r"^\*\*\[([^\]]+)\]\(([^)]+)\)\*\*$")
PAGER = re.compile(r"^\s*\[?(←|(Previous|Next):)")


class Converter:
    """Converts one page of `book`."""

    def __init__(self, book, page):
        self.book, self.page = book, page
        self.slugs = iter(markdown.slugs(page.text))
        self.tasks = 0
        self.listings = listings.Listings(book, page)

    def convert(self):
        text = markdown.blank_fences(self.page.text)
        lines = [self._line(number, line) for number, line in
                 enumerate(self._prose(text).split("\n"), 1)]
        assert len(lines) == text.count("\n") + 1, self.page.path
        self._alerts(lines)
        self._task_boxes(lines)
        self._number_lists(lines)
        for fence in markdown.read_fences(self.page.text):
            self.listings.put(fence, lines)
        self._cut_pager(lines)
        self._contents_after_title(lines)
        return "\n".join(lines + ["", self._cards(), ""])

    # -- text outside code ------------------------------------------------

    def _prose(self, text):
        """Rewrites HTML and links, escapes marks, leaves code spans alone."""
        kept = []

        def keep(part):
            kept.append(part)
            return f"\0{len(kept) - 1}\0"

        text = markdown.CODE_SPAN.sub(lambda match: keep(match[0]), text)
        text = HTML.sub(lambda match: keep(self._html(match[0])), text)
        text = re.sub(r"(@|[#\\](?=\w))", r"\\\1", text)
        text = markdown.INLINE_LINK.sub(
            lambda match: self._link(match, text), text)
        return re.sub(r"\0(\d+)\0", lambda match: kept[int(match[1])], text)

    def _link(self, match, text):
        """The same link, to where the site has its target."""
        label, target = match[1], unquote(match[2].replace("\\", ""))
        line = text.count("\n", 0, match.start()) + 1
        if match[0].startswith("!"):
            return (self._image(label, target, line)
                    + "\n" * match[0].count("\n"))
        if target.startswith(linked.ELSEWHERE):
            return match[0].replace("\\#", "#")
        address = addresses.address(self.book, self.page, target, line)
        return f"[{label}]({address})" if address else label

    def _image(self, alt, target, line):
        path = addresses.existing(self.book, self.page,
                                  addresses.beside(self.page, target), line)
        text = (self.book.root / path).read_text(encoding="utf-8")
        name = os.path.basename(path)
        try:
            return (listings.schedule(self.book, name.removesuffix(".svg"))
                    + picture_tag(name, text, alt))
        except ValueError as error:
            raise PageError(self.page.path, line, error) from error

    def _line(self, number, line):
        if match := markdown.HEADING.match(line):
            return self._heading(number, match)
        if match := BUTTON.match(line):
            return raw(f'<p class="begin"><a href="{match[2]}">{match[1]}'
                       "</a></p>")
        if match := TASK.match(line):
            self.tasks += 1
            words = html.escape(re.sub(r"[`*\\]", "", match[2]))
            box = (f'<input type="checkbox" id="{self.page.name}-task-'
                   f'{self.tasks}" aria-label="Done: {words}"/>')
            return f"{match[1]} {raw(box, False)} {match[2]}"
        return line

    def _html(self, tag):
        tag = re.sub(r'(src|srcset)="[^"]*?([^"/]+)"', r'\1="\2"', tag)
        return raw(tag, "details" in tag or "summary" in tag)

    def _heading(self, number, match):
        name = next(self.slugs)
        title = plain_title(match[2])
        if len(match[1]) == 1:
            if title != self.page.title:
                raise PageError(self.page.path, number,
                                "a page has one heading of level 1")
            return f"# {title} {{#{self.page.name}}}"
        if self.page.name == "mainpage":  # stays out of the side bar
            level = len(match[1]) - 1
            return f"<h{level}>\\anchor mainpage-{name} {title}</h{level}>"
        return f"{match[1]} {title} {{#{self.page.name}-{name}}}"

    def _task_boxes(self, lines):
        """Under the heading of a task stands a box to tick when it is done."""
        for number, _, title in markdown.headings(self.page.text):
            task = re.match(r"Task (\d+)\b", title)
            if not task or number >= len(lines) or lines[number].strip():
                continue
            name = f"{self.page.name}-done-{task[1]}"
            lines[number] = raw(
                f'<p class="task-done"><label><input type="checkbox" '
                f'id="{name}"/>Task {task[1]} is done</label></p>')

    def _number_lists(self, lines):
        """A list that goes on from an earlier one keeps its numbers."""
        inside, before = False, ""
        for at, line in enumerate(self.page.text.split("\n")):
            item = ITEM.match(line)
            if item and not inside and item[1] != "1":
                lines[at] = ITEM.sub(lambda match: match[0] + list_start(match[1]),
                                     lines[at], count=1)
            starts_afresh = not before.strip() or line.startswith("```")
            if item or (line[:1].strip() and starts_afresh):
                inside = bool(item)
            before = line

    def _alerts(self, lines):
        """`> [!NOTE]` and its paragraphs become a box."""
        for at, line in enumerate(lines):
            if not (match := ALERT.match(line)):
                continue
            kind = match[1].lower()
            lines[at] = raw(f'<div class="alert {kind}"><p class="alert-title"'
                            f'>{kind.capitalize()}</p>')
            end = at + 1
            while end < len(lines) and lines[end].startswith(">"):
                lines[end] = re.sub(r"^> ?", "", lines[end])
                end += 1
            lines[end:end + 1] = [raw("</div>")]

    # -- around the text ------------------------------------------------------

    def _cut_pager(self, lines):
        """A pager written for the forge gives way to cards."""
        filled = [at for at, line in enumerate(lines) if line.strip()]
        if not PAGER.match(lines[filled[-1]]):
            return
        lines[filled[-1]] = ""
        if re.match(r"^(---|\*\*\*)\s*$", lines[filled[-2]]):
            lines[filled[-2]] = ""

    def _contents_after_title(self, lines):
        at = markdown.headings(self.page.text)[0][0]
        if at < len(lines) and not lines[at].strip():
            if self.page.name != "mainpage":
                lines[at] = "\\tableofcontents"
            return
        raise PageError(self.page.path, at, "an empty line follows the title")

    def _cards(self):
        before, after = self.book.neighbours(self.page)
        cards = "".join(
            f'<a class="{kind}" href="{page.address}"><small>{word}</small>'
            f"{html.escape(page.title)}</a>"
            for kind, word, page in (("previous", "Previous", before),
                                     ("next", "Next", after)) if page)
        return raw(f'<nav class="steps" aria-label="Previous and next page">'
                   f"{cards}</nav>")
