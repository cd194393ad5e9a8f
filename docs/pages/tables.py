"""The tables of a page: figures stand under each other, and below their head."""

import re

TABLE = re.compile(r'<table class="markdownTable">.*?</table>', re.S)
ROW = re.compile(r"<tr.*?</tr>", re.S)
FIGURES = re.compile(r'<td class="markdownTableBodyNone">([\d,.()\s]+)</td>')
CELL = re.compile(r'<td class="(\w+)"')
HEAD = re.compile(r'<th class="\w+"')
EMPTY_HEAD = re.compile(r"<th[^>]*>(?:&#160;|\s)*</th>")


def mended(text):
    """No cell without words heads a column."""
    return TABLE.sub(lambda match: EMPTY_HEAD.sub("<td></td>",
                                                  _aligned(match[0])), text)


def _aligned(table):
    table = FIGURES.sub(r'<td class="figures">\1</td>', table)
    rows = ROW.findall(table)
    kinds = iter(CELL.findall(rows[1]) if len(rows) > 1 else ())
    return HEAD.sub(lambda match: '<th class="figures"'
                    if next(kinds, "") == "figures" else match[0], table)
