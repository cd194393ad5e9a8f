"""The checks of spelling, links and equal builds, on small faults."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import check_links
import check_site
import spelling


class Folder(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class Links(Folder):

    def test_that_lead_somewhere_pass(self):
        self.write("a.html", '<a href="b.html#x">b</a> <a href="#y">y</a>'
                             '<p id="y"> <a href="https://example.org">e</a>')
        self.write("b.html", '<a name="x"></a><img src="a.html"/>')
        self.write("index.js", 'const all = ["b.html#x"];')
        self.assertEqual(list(check_links.faults(self.root)), [])

    def test_that_lead_nowhere_are_named(self):
        self.write("a.html", '\n<a href="gone.html"></a>\n<a href="#gone"></a>'
                             '<img src="gone.png"/>')
        self.write("index.js", 'const all = ["a.html#gone"];')
        self.assertEqual(
            [(str(page), line, link) for page, line, link
             in check_links.faults(self.root)],
            [("a.html", 2, "gone.html"), ("a.html", 3, "#gone"),
             ("a.html", 3, "gone.png"), ("index.js", 1, "a.html#gone")])


class Same(Folder):

    def test_folders_are_compared_byte_by_byte(self):
        for name in ("one/a/x", "two/a/x"):
            self.write(name, "same")
        self.assertTrue(check_site.same(self.root / "one", self.root / "two"))
        self.write("two/a/x", "SAME")
        self.write("one/y", "only here")
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.assertFalse(check_site.same(self.root / "one",
                                             self.root / "two"))
        self.assertIn("y: not the same", said.getvalue())


class Spelling(unittest.TestCase):

    def test_code_and_addresses_are_no_prose(self):
        text = spelling.prose("See `qwx` and [it](qwx/README.md), `a\nqwx`\n"
                              "```cpp\nqwx\n```\nqwx::foo qwx() QwxQwx <b qwx>\n")
        self.assertNotIn("qwx", text.lower())
        self.assertEqual(text.count("\n"), 5)

    def test_unknown_words_are_named_with_their_line(self):
        self.assertEqual(
            list(spelling.unknown("Right.\nWrnog, mutex, Color.\n",
                                  {"mutex"})),
            [(2, "Wrnog"), (2, "Color")])


if __name__ == "__main__":
    unittest.main()
