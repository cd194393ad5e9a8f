"""The fences of a page as HTML: listings, commands, output and diagrams."""

import html
import json
import re

from . import mermaid, orders
from .book import PageError
from .markup import (code_line, picture_tag, raw, schedule_data,
                     without_prompts)

KINDS = {"": "drawing", "text": "output"}  # of a fence's language
WRONG = re.compile(r"tests/wrong-answers/(\d\d)[^/]*/([^/]+)\.patch")


def schedule(book, name):
    """The failing schedule of that name, or the order of tasks that was printed,
    for the stepper, which takes the place of what follows; nothing if there is
    none, or one step."""
    found = _recorded(book.root / f"docs/output/{name}")
    return raw(schedule_data(found)) if found and len(found["steps"]) > 1 else ""


def _recorded(file):
    data, printed = file.with_suffix(".json"), file.with_suffix(".txt")
    if data.is_file():
        return json.loads(data.read_text(encoding="utf-8"))
    if printed.is_file():
        return orders.schedule(printed.read_text(encoding="utf-8"), file.name)
    return None


class Listings:
    """Those of one page of `book`."""

    def __init__(self, book, page):
        self.book, self.page = book, page
        self.diagrams = {}  # name of the file -> its SVG

    def put(self, fence, lines):
        """Puts it in the place of its lines, of which there stay as many."""
        first, last = fence.line - 1, fence.line + len(fence.lines)
        if fence.kind in ("from", "diff"):
            self._caption(fence, lines)
        if fence.language == "cpp":
            html_lines = ["```cpp", *fence.lines, "```"]
        elif fence.language == "mermaid":
            lines[first:last + 1] = self._diagram(fence)
            return
        else:
            html_lines = self._fragment(fence)
        lines[first:last + 1] = [fence.indent + line for line in html_lines]

    def _fragment(self, fence):
        kind = KINDS.get(fence.language, fence.language)
        body = [code_line(line, kind) for line in fence.lines]
        if kind == "sh":
            body = without_prompts(fence.lines, body)
        steps = schedule(self.book, fence.source) if fence.kind == "output" else ""
        return [f'{steps}\\htmlonly[block]<div class="fragment {kind}">', *body,
                "</div>\\endhtmlonly"]

    def _diagram(self, fence):
        """A picture in the place of the lines it was drawn from."""
        try:
            picture = mermaid.drawn(fence.lines)
        except ValueError as error:
            raise PageError(self.page.path, fence.line, error) from error
        name = f"{self.page.name}-diagram-{len(self.diagrams) + 1}.svg"
        self.diagrams[name] = picture
        return [picture_tag(name, picture), *[""] * (len(fence.lines) + 1)]

    def _caption(self, fence, lines):
        """The marker's line says where the listing comes from."""
        source = self._source(fence)
        for at in range(fence.line - 2, max(fence.line - 5, -1), -1):
            if "<!--" in self.page.text.split("\n")[at]:
                lines[at] = raw(f'<p class="from">{source}</p>')
                return

    def _source(self, fence):
        """Where a listing comes from. What a reader may see leads there; a
        solution does not, and a wrong answer leads to its page."""
        words = html.escape(" → ".join(fence.source.split()))
        wrong = WRONG.fullmatch(fence.source)
        if wrong:
            return f'<a href="wrong-{wrong[1]}-{wrong[2]}.html">{words}</a>'
        if fence.kind == "diff" or fence.source.startswith("solutions/"):
            return words
        return f'<a href="{self.book.listing(fence.source)}.html">{words}</a>'
