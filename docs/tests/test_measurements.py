"""What was measured is the same in tables, charts and pages."""

import re
import unittest
from pathlib import Path

from pages import fences, markdown

ROOT = Path(__file__).resolve().parents[2]
CHARTS = {"hand-off-idle": "hand-off-0-busy", "hand-off-busy": "hand-off-2-busy"}


def table(name):
    """The rows of docs/measurements/NAME.tsv, each by the names of columns."""
    lines = [line.split("\t") for line in
             (ROOT / f"docs/measurements/{name}.tsv").read_text(
                 encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row[0]: dict(zip(lines[0][1:], row[1:])) for row in lines[1:]}


def page(path):
    return (ROOT / path).read_text(encoding="utf-8")


class Measurements(unittest.TestCase):

    def test_a_chart_shows_what_its_table_says(self):
        for chart, whole in CHARTS.items():
            for what, columns in table(chart).items():
                for name, value in columns.items():
                    self.assertEqual(value, table(whole)[what][name],
                                     (chart, what, name))

    def test_chapter_11_says_the_same_in_microseconds(self):
        idle, busy = map(table, CHARTS.values())
        rows = re.findall(r"^\| `([\w-]+)` \|(.*)\|$",
                          page("chapters/11-measuring/README.md"), re.M)
        self.assertTrue(rows)
        for what, cells in rows:
            shown = [float(cell) for cell in cells.split("|")]
            real = [int(column[name]) / 1000 for column in (idle[what], busy[what])
                    for name in ("chapter 10", "no look", "chapter 11")]
            for says, is_ in zip(shown, real, strict=True):
                self.assertAlmostEqual(says, is_, delta=0.051, msg=what)

    def test_the_front_page_shows_a_run_of_the_program(self):
        fence = next(each for each in markdown.read_fences(page("README.md"))
                     if each.lines[0].startswith("readOps"))
        golden = page("docs/output/op-count.txt").splitlines()
        self.assertTrue(fences.elided_match(golden, fence.lines))
        total = sum(int(line.split()[1]) for line in fence.lines)
        self.assertIn(f"passed {total:,} requests", page("README.md"))

    def test_the_front_page_has_the_numbers_of_chapter_19(self):
        chapter = page("chapters/19-a-million-readers/README.md")
        claim = re.search(r"On our machine with two cores Go did.*?\n\n",
                          page("README.md"), re.S)[0]
        numbers = re.findall(r"\d[\d,]*\d", claim)
        self.assertEqual(len(numbers), 6)
        for number in numbers:
            self.assertIn(number, chapter)


if __name__ == "__main__":
    unittest.main()
