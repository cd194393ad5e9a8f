"""Compares the fences of a page with the files they quote."""

import difflib
import subprocess
import textwrap

MARKED = {"cpp": ("from",), "diff": ("diff", "from")}
FREE = {"sh", "text", "mermaid", ""}  # commands, output, drawings
WIDEST = 72
WIDEST_OUTPUT = 80  # as wide as a terminal, for which it was printed
ELISION = "…"


class Quote:
    """The lines a fence may quote, and how a line compares with them."""

    def __init__(self, name, lines, same, dedent=False):
        self.name, self.lines, self.same = name, lines, same
        self.dedent = dedent

    def window(self, start, length):
        part = self.lines[start:start + length]
        return dedented(part) if self.dedent else part


def dedented(lines):
    return textwrap.dedent("\n".join(lines)).split("\n")


def same_line(shown, real):
    return shown == real


def same_output(shown, real):
    """`…` in a shown line matches any text in the real one."""
    parts = shown.split(ELISION)
    if len(parts) == 1:
        return shown == real
    if not real.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        at = real.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return real.endswith(parts[-1]) and len(real) - len(parts[-1]) >= at


def same_diff(shown, real):
    """The line numbers of a hunk's head may be left to drift."""
    return shown == real or (shown[:2] == "@@" and real[:2] == "@@")


def quote_of(fence, root):
    """What the marker of `fence` names; ValueError says what is wrong."""
    if fence.kind == "from":
        return Quote(fence.source, _read(root, fence.source), same_line, True)
    if fence.kind == "output":
        name = f"docs/output/{fence.source}.txt"
        return Quote(name, _read(root, name), same_output)
    return Quote(f"diff -u {fence.source}", _diff(root, fence.source),
                 same_diff)


def _read(root, name):
    path = root / name
    if not path.is_file():
        raise ValueError(f"no such file: {name}")
    return path.read_text(encoding="utf-8").splitlines()


def _diff(root, names):
    files = names.split()
    if len(files) != 2:
        raise ValueError("a diff marker names two files")
    for name in files:
        _read(root, name)
    done = subprocess.run(["diff", "-u", *files], cwd=root, text=True,
                          capture_output=True, check=False)
    return done.stdout.splitlines()[2:]


def matches(shown, quote):
    """True when `shown` stands in the quoted lines, one after another."""
    shown = dedented(shown) if quote.dedent else shown
    return any(_matches_at(shown, quote, start)
               for start in range(len(quote.lines) + 1))


def _matches_at(shown, quote, start):
    if ELISION in shown and quote.same is same_output:
        return elided_match(shown, quote.lines[start:], anywhere=True)
    real = quote.window(start, len(shown))
    return len(real) == len(shown) and all(map(quote.same, shown, real))


def elided_match(shown, real, anywhere=False):
    """A line that is only `…` matches any number of lines."""
    if not shown:
        return anywhere or not real
    if shown[0].strip() == ELISION:
        return any(elided_match(shown[1:], real[skip:], anywhere)
                   for skip in range(len(real) + 1))
    return (bool(real) and same_output(shown[0], real[0]) and
            elided_match(shown[1:], real[1:], anywhere))


def nearest(shown, quote):
    """The lines most like `shown`, and whether there is no doubt of it."""
    shown = dedented(shown) if quote.dedent else shown
    scored = {}
    for start, length in _windows(shown, quote):
        lines = tuple(quote.window(start, length))
        ratio = difflib.SequenceMatcher(None, shown, lines, False).ratio()
        scored[lines] = max(ratio, scored.get(lines, 0))
    ranked = sorted(scored, key=scored.get, reverse=True)
    if not ranked:
        return [], False
    runner_up = scored[ranked[1]] if len(ranked) > 1 else 0
    best = scored[ranked[0]]
    return list(ranked[0]), best >= 0.5 and best > runner_up


def _windows(shown, quote):
    """Blocks of the same length, and from a first to a last line."""
    ends = [(quote.lines[i].strip() == shown[0].strip(),
             quote.lines[i].strip() == shown[-1].strip())
            for i in range(len(quote.lines))]
    for start in range(max(1, len(quote.lines) - len(shown) + 1)):
        yield start, len(shown)
    for start, (first, _) in enumerate(ends):
        for end in range(start, min(len(ends), start + 3 * len(shown) + 10)):
            if first and ends[end][1]:
                yield start, end - start + 1


def difference(shown, quote):
    """A unified diff from the quoted lines to the page's."""
    shown = dedented(shown) if quote.dedent else shown
    real, _ = nearest(shown, quote)
    return "\n".join(difflib.unified_diff(real, shown, quote.name,
                                          "the page", lineterm=""))
