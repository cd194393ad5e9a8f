"""Tasks are cards with their hints, and the front page counts what is there."""

import tempfile
import unittest
from pathlib import Path

from pages import front, tasks
from pages.book import Book
from small_project import write_list

CHAPTER = ('<h2><a class="anchor" id="a"></a>\nTask 1: x</h2>'
           "<p> Files: <code>a.hpp</code>.</p><p >Text.</p>"
           "<p >Smallest step: begin.</p><p >Checkpoint: it\npasses.</p>"
           "<details>One way</details>"
           '<h2><a class="anchor" id="b"></a>\nQuestions</h2><p>File: no</p>')
HINTS = """[task 1] x
Think of `a < b`.

    int x = 1;
--
Then this.

[task 2] y
Else.
"""


class Cards(unittest.TestCase):

    def test_a_hint_is_inside_the_one_before(self):
        made = tasks.as_cards(CHAPTER, {"1": ["One.", "Two.", "Three."]})
        self.assertIn(
            '<details class="hint"><summary>A nudge</summary><p>One.</p>'
            '<details class="hint"><summary>Hint 2 of 3</summary><p>Two.</p>'
            '<details class="hint"><summary>Hint 3 of 3</summary>'
            "<p>Three.</p></details></details></details><details>One way",
            made)

    def test_what_to_do_has_labels_and_the_rest_is_as_it_was(self):
        made = tasks.as_cards(CHAPTER, {})
        for part in ('<section class="task">\n<h2>',
                     '<p class="fact file"><b>Files</b> <span><code>',
                     '<p class="fact smallest"><b>Smallest step</b>',
                     '<p class="fact checkpoint"><b>Checkpoint</b> <span>it',
                     "</details></section>\n<h2>", "<p>File: no</p>"):
            self.assertIn(part, made)

    def test_hints_are_read_by_task(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "hints.txt").write_text(HINTS, encoding="utf-8")
            found = tasks.hints(Path(folder))
        self.assertEqual(found["2"], ["Else."])
        self.assertEqual(len(found["1"]), 2)
        self.assertIn('<p>Think of <code>a &lt; b</code>.</p>'
                      '<div class="fragment"><div class="line">int x = 1;',
                      tasks.as_cards(CHAPTER, found))


class Front(unittest.TestCase):

    def test_counts_what_is_there(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_list(root, "01-x exercise")
            for name, text in (
                    ("README.md", "# Start\n"),
                    ("chapters/01-x/README.md", "# 1. X\n\n## Task 1: a\n"),
                    ("tests/01-x/x.cpp", 'TEST_CASE("a", "[task1]") {}\n'
                                         'TEST_CASE("b", "[.][task1]") {}\n')):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            made = front.mended('<div class="textblock"><p >Do it.</p>'
                                '<p class="begin">x</p>', Book(root))
        self.assertIn('<p class="lead">Do it.</p>', made)
        self.assertIn("<li><b>1</b> tasks</li><li><b>1</b> sentences", made)


if __name__ == "__main__":
    unittest.main()
