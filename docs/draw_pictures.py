#!/usr/bin/env python3
"""Draws docs/pictures/*.pic and docs/measurements/*.tsv as SVG.

usage: docs/draw_pictures.py [--check]

A .pic file has one element a line; coordinates are in pixels:
  size WIDTH HEIGHT
  alt TEXT…                          what the picture shows, in words
  box X Y WIDTH HEIGHT STYLE LINE…   a line that begins with ` is code
  arrow X1 Y1 X2 Y2 STYLE [LABEL]    the label stands above the middle
  line X1 Y1 X2 Y2 STYLE
  text X Y start|middle|end STYLE WORDS…
The styles are those of docs/pages/svg.py; - is none. docs/pages/plot.py says
how a table of measurements is written; it is drawn as pictures/plot-NAME.svg.
"""

import argparse
import shlex
import sys
from pathlib import Path

from pages import plot, svg

DOCS = Path(__file__).resolve().parent


def drawn(source):
    """The SVG of a .pic file's text."""
    width = height = 0
    alt, parts = "", []
    for number, row in enumerate(source.splitlines(), 1):
        words = shlex.split(row, comments=True)
        if not words:
            continue
        kind, rest = words[0], words[1:]
        try:
            if kind == "size":
                width, height = map(int, rest)
            elif kind == "alt":
                alt = f"{alt} {' '.join(rest)}".strip()
            else:
                parts.append(ELEMENTS[kind](*rest))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"line {number}: {row.strip()!r}") from error
    if not (width and height and alt):
        raise ValueError("a picture has a size and an alt")
    return svg.document(width, height, alt, parts)


def _style(word):
    return "" if word == "-" else word


def _box(x, y, width, height, style, *lines):
    return svg.box(*map(float, (x, y, width, height)), _style(style), lines)


def _line(x1, y1, x2, y2, style):
    return svg.line(x1, y1, x2, y2, _style(style))


def _arrow(x1, y1, x2, y2, style, label=""):
    arrow = svg.line(x1, y1, x2, y2, _style(style), arrow=True)
    if not label:
        return arrow
    middle = (float(x1) + float(x2)) / 2
    above = (float(y1) + float(y2)) / 2 - 7
    look = "code" if label.startswith("`") else ""
    return arrow + "\n" + svg.text(middle, above, label.strip("`"), "middle",
                                   look)


def _text(x, y, anchor, style, *words):
    return svg.text(x, y, " ".join(words), anchor, _style(style))


ELEMENTS = {"box": _box, "line": _line, "arrow": _arrow, "text": _text}


def targets():
    """(source, what draws it, its picture) of every picture."""
    pictures = DOCS / "pictures"
    for source in sorted(pictures.glob("*.pic")):
        yield source, drawn, source.with_suffix(".svg")
    for source in sorted((DOCS / "measurements").glob("*.tsv")):
        if plot.NO_PICTURE not in source.read_text(encoding="utf-8"):
            yield source, plot.drawn, pictures / f"plot-{source.stem}.svg"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = 0
    for source, draw, target in targets():
        try:
            new = draw(source.read_text(encoding="utf-8"))
            old = target.read_text(encoding="utf-8") if target.exists() else ""
            if new == old:
                continue
            stale += 1
            if check:
                print(f"{target.relative_to(DOCS.parent)}: not as drawn from "
                      f"{source.name}; run docs/draw_pictures.py")
            else:
                target.write_text(new, encoding="utf-8")
        except (OSError, ValueError) as error:
            parser.error(f"{source.relative_to(DOCS.parent)}: {error}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
