"""The order of tasks in which a test of part II fails, as a schedule for the
stepper: the tests print it as a table with a column for each task."""

import re

TABLE = re.compile(r"(.*?)\nin this order:\n(turn .*?)(?:\n\n|\Z)", re.S)
COUNT = re.compile(r"^\d+ orders?$", re.M)  # none where the program crashed
TURN = re.compile(r" *(\d+)  ")


def schedule(printed, case):
    """The schedule that was printed; None if there is none."""
    found = TABLE.search(printed)
    if not found:
        return None
    roles, turns = _read(found[2].split("\n"))
    steps = [{"n": number, "thread": thread, "text": text,
              "op": "ends" if text == "ends" else "awaits"}
             for number, (thread, text) in enumerate(turns, 1)]
    if steps:
        steps[-1]["final"] = True
    said = COUNT.split(found[1])[-1]
    sentence = "; ".join(line for line in said.split("\n") if line)
    return {"schema": 1, "verdict": _verdict(sentence), "sentence": sentence,
            "case": case, "objects": [], "lines": [], "ends": [],
            "threads": [{"id": number, "role": role}
                        for number, role in enumerate(roles)],
            "steps": steps}


def _verdict(sentence):
    beginnings = {"deadlock": "deadlock", "an exception": "exception",
                  "the program crashed": "crash"}
    return next((verdict for beginning, verdict in beginnings.items()
                 if sentence.startswith(beginning)), "expectation_failed")


def _read(lines):
    """The roles, and (column, text) of each turn."""
    columns = [match.start() for match in
               re.finditer(r"\S+(?: \S+)*", lines[0])][1:]
    rows, later = [_cells(lines[0], columns)], ""
    for line in lines[1:]:
        cells = _cells(line, columns)
        if line.strip().startswith("it is "):
            later = f"({line.strip()})"
        elif TURN.match(line):
            rows.append([cell + [later] if cell[0] else cell
                         for cell in cells])
            later = ""
        else:
            rows[-1] = [upper + lower for upper, lower in zip(rows[-1], cells)]
    room = (columns[1] if len(columns) > 1 else 80) - columns[0] - 2
    rows = [[_joined(pieces, room) for pieces in row] for row in rows]
    return rows[0], [(column, text) for row in rows[1:]
                     for column, text in enumerate(row) if text]


def _cells(line, columns):
    """A piece of text for each column."""
    ends = [*columns[1:], None]
    return [[line[start:end].strip()] for start, end in zip(columns, ends)]


def _joined(pieces, room):
    """A cell that goes on below; a word that fills its width was cut."""
    text = ""
    for piece in filter(None, pieces):
        is_cut = text and " " not in piece_before and len(piece_before) == room
        text += ("" if is_cut or not text else " ") + piece
        piece_before = piece
    return text
