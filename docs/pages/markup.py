"""HTML in what Doxygen reads, and the pages that show a file."""

import html
import json
import re

LONG = 150  # steps of a schedule
IN_A_STATE = {"n", "thread", "op", "object", "mutex", "value", "newer", "blocked",
              "failed", "holder", "whom", "folded"}


def raw(text, block=True):
    """HTML that Doxygen passes on as it is."""
    return f"\\htmlonly{'[block]' if block else ''}{text}\\endhtmlonly"


def list_start(number):
    """Doxygen would begin every list with 1; finish.py reads this mark."""
    return raw(f'<i data-start="{number}"></i>', block=False) + " "


def picture_tag(name, picture, alt=""):
    """An image that shrinks to the width there is, and leads to itself: where
    that is narrow, it can be opened and made larger."""
    if not re.search(r'<svg[^>]* width="\d+', picture):
        raise ValueError(f"{name}: a picture is an SVG that has its width")
    alt = alt or html.unescape(re.search(r'aria-label="(.*?)"', picture)[1])
    words = html.escape(" ".join(alt.split()))
    return raw(f'<div class="picture-frame"><a href="{name}"><img '
               f'class="picture" src="{name}" alt="{words}"/></a></div>')


def schedule_data(schedule):
    """A failing schedule for the stepper, which takes the place of the element
    after it."""
    text = json.dumps(shortened(schedule), ensure_ascii=False,
                      separators=(",", ":"))
    return ('<script type="application/json" class="schedule">'
            + text.replace("</", r"<\/") + "</script>")


def shortened(schedule):
    """The schedule without what the stepper has no need of. In a long one, what
    is folded away keeps no more than what a state is made of."""
    steps = schedule["steps"]
    is_long = len(steps) > LONG
    return schedule | {"lines": [], "steps": [
        {name: value for name, value in step.items()
         if name in IN_A_STATE or name != "time_ns"
         and not (is_long and step.get("folded"))} for step in steps]}


def code_line(line, kind):
    """A line of a listing; a diff's lines say what they are."""
    added = {"+": " add", "-": " remove", "@": " hunk"}.get(line[:1], "")
    if line.startswith(("--- ", "+++ ")):
        added = " hunk"
    return (f'<div class="line{added if kind == "diff" else ""}">'
            f"{html.escape(line, quote=False) or ' '}</div>")


def without_prompts(lines, body):
    """The lines of a shell's listing; one that goes on with the command before
    it has no prompt."""
    return [html_line.replace('class="line"', 'class="line goes-on"')
            if line.startswith(" ") or before.endswith("\\")
            or line in ("do", "done", "fi") else html_line
            for before, line, html_line in zip(["", *lines], lines, body)]


def listing_page(book, path):
    """A page that shows a file which the chapters link to."""
    text = (book.root / path).read_text(encoding="utf-8").rstrip("\n")
    head = f"# {path} {{#{book.listing(path)}}}\n\n"
    if path.endswith((".hpp", ".cpp")):
        return head + f"~~~~~~{{.cpp}}\n{text}\n~~~~~~\n"
    body = "\n".join(code_line(line, "") for line in text.split("\n"))
    return head + raw(f'<div class="fragment">{body}</div>') + "\n"


def listings_page(book):
    """The page above all of these, in the side bar."""
    items = "".join(f"- \\subpage {name} \"{path}\"\n"
                    for path, name in sorted(book.listings.items()))
    return f"# Files on these pages {{#files-on-pages}}\n\n{items}"
