"""Pictures from text: .pic files and mermaid diagrams."""

import unittest
import xml.etree.ElementTree as ElementTree

import draw_pictures
from pages import mermaid, plot

PICTURE = """\
size 300 100
alt "One thread & another"
box 10 10 80 30 thread "sender" "`send(7)"
arrow 90 25 200 25 accent "`7"
text 10 90 start small "a note"
"""
SEQUENCE = """\
sequenceDiagram
  participant S as sender
  S->>R: send(7)
  Note over S,R: they meet
  R-->>S: done
  R->>R: returns
"""
CHART = """\
flowchart LR
  a["100 readers"] -- "ReadOp{key}" --> b(["reads"])
  b --> c{choice} -->|yes| a
  c -. "time is up" .-> b
"""


class Pictures(unittest.TestCase):

    def test_are_svg_with_a_text_alternative(self):
        root = ElementTree.fromstring(draw_pictures.drawn(PICTURE))
        self.assertEqual(root.get("aria-label"), "One thread & another")
        self.assertEqual(root.get("width"), "300")

    def test_name_the_line_that_is_wrong(self):
        with self.assertRaisesRegex(ValueError, "line 3: 'circle 1'"):
            draw_pictures.drawn("size 1 1\nalt x\ncircle 1\n")
        with self.assertRaisesRegex(ValueError, "line 1"):
            draw_pictures.drawn("size wide 1\n")

    def test_need_a_size_and_an_alt(self):
        with self.assertRaisesRegex(ValueError, "a size and an alt"):
            draw_pictures.drawn("size 10 10\n")


class Plots(unittest.TestCase):

    TABLE = ("# title: Operations\n# command: op-count\n# machine: 2 cores\n"
             "what\towner\tmutex\n110 threads\t1234.5\t2\n")

    def test_tell_their_numbers_in_words(self):
        picture = ElementTree.fromstring(plot.drawn(self.TABLE))
        self.assertEqual(picture.get("aria-label"),
                         "Operations. 110 threads: owner 1,234, mutex 2. "
                         "Measured on: 2 cores.")

    def test_need_the_command_that_measured(self):
        with self.assertRaisesRegex(ValueError, "# command"):
            plot.drawn(self.TABLE.replace("# command: op-count\n", ""))

    def test_need_whole_rows_of_numbers(self):
        for bad in ("short\t1\n", "word\tx\ty\n"):
            with self.assertRaises(ValueError):
                plot.drawn(self.TABLE + bad)


class Diagrams(unittest.TestCase):

    def label(self, source):
        picture = ElementTree.fromstring(mermaid.drawn(source.split("\n")))
        return picture.get("aria-label")

    def test_a_sequence_is_told_in_words(self):
        self.assertEqual(self.label(SEQUENCE),
                         "Sequence diagram. sender to R: send(7). "
                         "sender: they meet. R to sender: done. "
                         "R to itself: returns.")

    def test_a_chart_is_told_in_words(self):
        self.assertEqual(self.label(CHART),
                         "Diagram. 100 readers to reads: ReadOp{key}. "
                         "reads to choice. choice to 100 readers: yes. "
                         "choice to reads: time is up.")

    def test_a_line_that_is_not_understood_stops_the_build(self):
        for source in ("pie\n", "sequenceDiagram\nloop x\n",
                       "flowchart LR\na ~~~ b\n"):
            with self.assertRaises(ValueError):
                mermaid.drawn(source.split("\n"))


if __name__ == "__main__":
    unittest.main()
