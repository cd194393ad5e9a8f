"""Draws a measured table as bars.

A table (docs/measurements/NAME.tsv) says how it came about, then what was
measured: the names of the series, and a row for each bar or pair of bars.

    # title: Operations in a second, more is better
    # command: the line that measured it
    # machine: 2 cores, which system
    what<TAB>owner<TAB>mutex
    100 readers, 10 writers<TAB>90512<TAB>91023

A line that begins with `# no picture:` says why bars would mislead.
"""

from . import svg

WIDTH, LEFT, BAR, GAP = 560, 16, 20, 26
NO_PICTURE = "\n# no picture:"
KEYS = ("title", "command", "machine")
COLOURS = ("bar", "bar2")


def read(source):
    """(facts, series, rows) of a table; ValueError says what is wrong."""
    facts, lines = {}, []
    for line in source.splitlines():
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            facts[key.strip()] = value.strip()
        elif line.strip():
            lines.append(line.split("\t"))
    for key in KEYS:
        if not facts.get(key):
            raise ValueError(f"no line '# {key}: …'")
    if len(lines) < 2 or not 2 <= len(lines[0]) <= 1 + len(COLOURS):
        raise ValueError("a table has one or two series and a row")
    if any(len(line) != len(lines[0]) for line in lines):
        raise ValueError("every row has as many columns as the first")
    rows = [(line[0], [float(value) for value in line[1:]])
            for line in lines[1:]]
    return facts, lines[0][1:], rows


def drawn(source):
    """The SVG of a table's text."""
    facts, series, rows = read(source)
    longest = max(value for _, values in rows for value in values)
    parts = [svg.text(LEFT, 30, facts["title"], style="strong")]
    y = 44
    if len(series) > 1:
        parts += _legend(series, y)
        y += 24
    for name, values in rows:
        y += GAP
        parts.append(svg.text(LEFT, y - 6, name))
        for value, colour in zip(values, COLOURS):
            length = (WIDTH - 2 * LEFT - 90) * value / longest
            parts.append(f'<rect class="{colour}" x="{LEFT}" y="{y}" '
                         f'width="{length:.0f}" height="{BAR - 4}" rx="2"/>')
            parts.append(svg.text(LEFT + round(length) + 8, y + 13,
                                  number(value), style="code"))
            y += BAR
    parts.append(svg.text(LEFT, y + 28, facts["machine"], style="small"))
    return svg.document(WIDTH, y + 44, _told(facts, series, rows), parts)


def _legend(series, y):
    parts, x = [], LEFT
    for name, colour in zip(series, COLOURS):
        parts.append(f'<rect class="{colour}" x="{x}" y="{y}" width="14" '
                     'height="14" rx="2"/>')
        parts.append(svg.text(x + 20, y + 12, name))
        x += 40 + 8 * len(name)
    return parts


def number(value):
    """12345 as 12,345; a fraction with its first digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _told(facts, series, rows):
    said = "; ".join(
        f"{name}: " + ", ".join(
            (f"{which} " if len(series) > 1 else "") + number(value)
            for which, value in zip(series, values))
        for name, values in rows)
    return f"{facts['title']}. {said}. Measured on: {facts['machine']}."
