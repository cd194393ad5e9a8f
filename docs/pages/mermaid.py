"""Draws the mermaid diagrams of a page, so that the site needs no script.

Knows what the pages use: sequence diagrams with messages and notes, and flow
charts. Any other line stops the build.
"""

import re
import subprocess

from . import svg

SIZE = 11  # of a flow chart's font, in points
LANE, ROW, HEAD = 150, 44, 60
PARTICIPANT = re.compile(r"^(?:participant|actor) (\w+)(?: as (.+))?$")
MESSAGE = re.compile(r"^(\w+)\s*(--?>>?|--?x|--?\))[+-]?\s*(\w+)\s*:\s*(.+)$")
NOTE = re.compile(r"^Note (?:over|right of|left of) (\w+)(?:,\s*(\w+))?:"
                  r"\s*(.+)$", re.I)
SILENT = re.compile(r"^(?:activate|deactivate|autonumber|%%)")


def drawn(lines):
    """The diagram as SVG; ValueError names a line that is not understood."""
    rows = [line.strip() for line in lines if line.strip()]
    if rows and rows[0] == "sequenceDiagram":
        return _sequence(rows[1:])
    if rows and re.match(r"^(flowchart|graph) (LR|TB|TD)$", rows[0]):
        return _flowchart(rows[0][-2:], rows[1:])
    raise ValueError("only sequenceDiagram and flowchart are drawn")


def plain(words):
    words = words.strip().strip('"')
    words = re.sub(r"<br\s*/?>", " / ", words)
    return words.replace("#quot;", '"').replace("`", "")


# -- sequence diagrams ------------------------------------------------------


def _sequence(rows):
    names, steps = {}, []
    for row in rows:
        if match := PARTICIPANT.match(row):
            names[match[1]] = plain(match[2] or match[1])
        elif match := MESSAGE.match(row):
            for name in (match[1], match[3]):
                names.setdefault(name, name)
            steps.append((match[1], match[3], plain(match[4]), match[2]))
        elif match := NOTE.match(row):
            steps.append((match[1], match[2] or match[1], plain(match[3]),
                          "note"))
        elif not SILENT.match(row):
            raise ValueError(f"cannot draw: {row}")
    return _draw_sequence(names, steps)


def _draw_sequence(names, steps):
    lane = max([LANE, *(_needed(names, step) for step in steps)])
    middle = {name: 20 + lane * at + lane / 2 for at, name in enumerate(names)}
    width = round(40 + lane * len(names))
    height = HEAD + ROW * len(steps) + 34
    parts = []
    for name, title in names.items():
        parts.append(svg.line(middle[name], 44, middle[name], height - 12,
                              "dashed"))
        box = min(lane - 16, 8.5 * len(title) + 30)
        parts.append(svg.box(middle[name] - box / 2, 12, box, 32, "thread",
                             [title]))
    for at, step in enumerate(steps):
        parts.append(_step(middle, step, HEAD + ROW * at + 34))
    alt = "Sequence diagram. " + " ".join(
        _said(names, step) for step in steps)
    return svg.document(width, height, alt, parts)


def _needed(names, step):
    """The width of a lane in which this step's words have room."""
    order = list(names)
    lanes = abs(order.index(step[0]) - order.index(step[1])) or 1
    return (7.6 * len(step[2]) + 24) / lanes


def _step(middle, step, y):
    start, end, words, kind = step
    x1, x2 = middle[start], middle[end]
    if kind == "note":
        left, right = min(x1, x2), max(x1, x2)
        half = max((right - left) / 2 + 24, 3.9 * len(words) + 10)
        return svg.box((left + right) / 2 - half, y - 22, 2 * half, 30,
                       "value", [words])
    style = "dashed" if kind.startswith("--") else "accent"
    if start == end:
        loop = (f'<path class="line {style}" d="M{x1} {y - 12}h34v16h-32" '
                'marker-end="url(#head)"/>')
        return loop + "\n" + svg.text(x1 + 42, y + 1, words)
    return "\n".join([svg.line(x1, y, x2, y, style, arrow=True),
                      svg.text((x1 + x2) / 2, y - 7, words, "middle")])


def _said(names, step):
    start, end, words, kind = step
    if kind == "note":
        return f"{names[start]}: {words}."
    if start == end:
        return f"{names[start]} to itself: {words}."
    return f"{names[start]} to {names[end]}: {words}."


# -- flow charts ------------------------------------------------------------

NODE = re.compile(r'(\w+)(\(\["?.*?"?\]\)|\["?.*?"?\]|\(\("?.*?"?\)\)'
                  r'|\("?.*?"?\)|\{"?.*?"?\})?')
EDGE = re.compile(r'\s*(?:(--|-\.|==)\s+"?([^"\n]+?)"?\s+(?:-->|\.->|==>)'
                  r'|(-->|---|-\.->|==>)(?:\|"?([^|"]+)"?\|)?)\s*')
SHAPES = {"([": "box, style=rounded", "((": "circle", "[": "box",
          "(": "box, style=rounded", "{": "diamond"}
FLOW_STYLE = f"""{svg.STYLE.replace('font: 15px', f'font: {SIZE}px')}
.edge text {{ font-size: {SIZE - 1}px; }}
.graph > polygon {{ fill: var(--paper); stroke: none; }}
.node polygon, .node path, .node ellipse {{ fill: var(--thread);
  stroke: var(--ink); }}
.edge path {{ stroke: var(--ink); }}
.edge polygon {{ fill: var(--ink); stroke: var(--ink); }}
.cluster polygon {{ fill: var(--soft); stroke: var(--faint); }}"""


def _flowchart(direction, rows):
    nodes, edges, clusters = {}, [], []
    for row in rows:
        if match := re.match(r'^subgraph (\w+)(?:\["?(.*?)"?\])?$', row):
            clusters.append(f'subgraph cluster_{match[1]} {{ '
                            f'label="{match[2] or match[1]}";')
        elif row == "end":
            clusters.append("}")
        else:
            known = set(nodes)
            _read_edges(row, nodes, edges)
            clusters += [f"{name};" for name in nodes if name not in known]
    dot = _dot(direction, nodes, edges, clusters)
    alt = "Diagram. " + " ".join(
        f"{nodes[start][0]} to {nodes[end][0]}{': ' if label else ''}{label}."
        for start, end, label, _ in edges)
    return _run_dot(dot, alt)


def _dot(direction, nodes, edges, clusters):
    """The chart in the language of Graphviz."""
    return "\n".join([
        f"digraph {{ rankdir={direction.replace('D', 'B')}; "
        'bgcolor="white"; nodesep=0.3; ranksep=0.4; '
        f'fontname="DejaVu Sans"; fontsize={SIZE};',
        f'node [fontname="DejaVu Sans", fontsize={SIZE}, height=0.5];',
        f'edge [fontname="DejaVu Sans", fontsize={SIZE - 1}, arrowsize=0.7];',
        *(f'{name} [label="{label}", shape={shape}];'
          for name, (label, shape) in nodes.items()),
        *clusters,
        *_dot_edges(edges), "}"])


def _dot_edges(edges):
    """An edge that closes a circle must not push a node down the chart."""
    onward = {}
    for start, end, label, style in edges:
        closes = _reaches(onward, end, start)
        if not closes:
            onward.setdefault(start, []).append(end)
        yield (f'{start} -> {end} [label="{label}", style={style}, '
               f"constraint={'false' if closes else 'true'}];")


def _reaches(onward, start, end):
    return start == end or any(_reaches(onward, node, end)
                               for node in onward.get(start, ()))


def _read_edges(row, nodes, edges):
    """`a --> b -- "words" --> c`, any of them with its label."""
    at, before, label, style = 0, None, "", "solid"
    while at < len(row):
        node = NODE.match(row, at)
        if not node:
            raise ValueError(f"cannot draw: {row}")
        name = _node(node, nodes)
        if before:
            edges.append((before, name, label, style))
        edge = EDGE.match(row, node.end())
        if not edge and row[node.end():].strip(" ;"):
            raise ValueError(f"cannot draw: {row}")
        at = edge.end() if edge else len(row)
        before = name
        label = plain(edge[2] or edge[4] or "") if edge else ""
        dashed = edge and (edge[1] or edge[3]).startswith("-.")
        style = "dashed" if dashed else "solid"


def _node(match, nodes):
    name, label = match[1], match[2]
    if label:
        opening = label[:2] if label[:2] in SHAPES else label[0]
        words = plain(label[len(opening):-len(opening)])
        nodes[name] = (words.replace('"', "'"), SHAPES[opening])
    return nodes.setdefault(name, (name, "box")) and name


def _run_dot(dot, alt):
    done = subprocess.run(["dot", "-Tsvg"], input=dot, text=True,
                          capture_output=True, check=False)
    if done.returncode:
        raise ValueError(f"dot: {done.stderr.strip()}")
    size = re.search(r'width="(\d+)pt" height="(\d+)pt"\s+viewBox="(.*?)"',
                     done.stdout)
    width, height = (round(int(size[at]) * 4 / 3) for at in (1, 2))
    body = done.stdout[done.stdout.index("<g id="):done.stdout.rindex("</svg")]
    body = re.sub(r"<title>.*?</title>\n|<!--.*?-->\n", "", body, flags=re.S)
    picture = svg.document(width, height, alt, [body])
    picture = picture.replace(f"0 0 {width} {height}", size[3])
    picture = re.sub(r"<marker.*?</marker>\n<rect.*?/>\n", "", picture)
    return picture.replace(svg.STYLE, FLOW_STYLE)
