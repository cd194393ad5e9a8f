"""The look of every picture: one style, light and dark, no fonts to load."""

import html

STYLE = """\
svg { --ink: #1f2d3a; --faint: #667380; --paper: #ffffff; --soft: #eef2f6;
  --thread: #d9e8f8; --value: #fde9b8; --good: #d8f0df; --bad: #f9d9d6;
  --accent: #0b5cad; --second: #9c4a00; }
@media (prefers-color-scheme: dark) {
  svg { --ink: #dbe3e8; --faint: #98a4ae; --paper: #1c1d1f; --soft: #2a2e33;
    --thread: #1e3a56; --value: #57470f; --good: #1d4430; --bad: #5a2725;
    --accent: #6fb3f2; --second: #f0a348; }
}
text { font: 15px system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
  fill: var(--ink); }
.code { font-family: ui-monospace, Menlo, "DejaVu Sans Mono", monospace;
  font-size: 14px; }
.small { font-size: 13px; fill: var(--faint); }
.strong { font-weight: 600; }
.paper { fill: var(--paper); }
.box { stroke: var(--ink); stroke-width: 1.5; fill: var(--paper); }
.soft { fill: var(--soft); stroke: var(--faint); }
.thread { fill: var(--thread); }
.value { fill: var(--value); }
.good { fill: var(--good); }
.bad { fill: var(--bad); }
.ghost { fill: none; stroke: var(--faint); stroke-dasharray: 4 4; }
.line { stroke: var(--ink); stroke-width: 1.5; fill: none; }
.dashed { stroke: var(--faint); stroke-dasharray: 4 4; }
.accent { stroke: var(--accent); stroke-width: 2; }
.second { stroke: var(--second); stroke-width: 2; }
.bar { fill: var(--accent); }
.bar2 { fill: var(--second); }
#head path { fill: var(--ink); fill: context-stroke; }"""

HEAD = ('<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" '
        'orient="auto"><path d="M0 0 8 4 0 8z"/></marker>')


def document(width, height, alt, parts):
    """The whole picture; `alt` is its text alternative."""
    label = html.escape(alt)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{label}">',
        f"<title>{label}</title>", f"<style>\n{STYLE}\n</style>", HEAD,
        f'<rect class="paper" width="{width}" height="{height}" rx="8"/>',
        *parts, "</svg>", ""])


def text(x, y, words, anchor="start", style=""):
    return (f'<text x="{x}" y="{y}" text-anchor="{anchor}" class="{style}">'
            f"{html.escape(words)}</text>")


def rectangle(x, y, width, height, style="box"):
    return (f'<rect class="{style}" x="{x}" y="{y}" width="{width}" '
            f'height="{height}" rx="5"/>')


def box(x, y, width, height, style, lines):
    """A box with its lines of text in the middle."""
    parts = [rectangle(x, y, width, height, f"box {style}")]
    first = y + height / 2 + 5 - 9.5 * (len(lines) - 1)
    parts += [text(x + width / 2, first + 19 * at, line, "middle",
                   "code" if line.startswith("`") else "")
              for at, line in enumerate(lines)]
    return "\n".join(parts).replace("`", "")


def line(x1, y1, x2, y2, style="", arrow=False):
    head = ' marker-end="url(#head)"' if arrow else ""
    return (f'<path class="line {style}" d="M{x1} {y1} {x2} {y2}"{head}/>')
