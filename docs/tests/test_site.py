"""The search index, the topics of headers, the headings of pages."""

import tempfile
import unittest
from pathlib import Path

import build_site
import group_filter
from pages import examples, finish, fulltext, plain_text, reference, tables
from pages.book import Book, Page
from small_project import write_list

NAMES = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<tagfile>
  <compound kind="class">
    <name>workbook::Parker</name>
    <filename>parker.html</filename>
    <member kind="function">
      <type>void</type><name>park</name>
      <anchorfile>parker.html</anchorfile><anchor>a1</anchor>
    </member>
  </compound>
  <compound kind="file"><name>parker.hpp</name></compound>
</tagfile>
"""


class Index(unittest.TestCase):

    def test_has_the_words_under_each_heading(self):
        page = Page("chapters/03-x/README.md", "ch03", "Chapter 3: X",
                    "# 3. X\n\nA **line** of [it](y.md).\n\n## Predict\n\n"
                    "What?\n\n<details><summary>Answer</summary>\n\nSecret.\n"
                    "\n</details>\n\nMore.\n")
        first, second = fulltext.sections(page)
        self.assertEqual((first["url"], first["text"]),
                         ("ch03.html", "A line of it."))
        self.assertEqual((second["url"], second["title"], second["text"]),
                         ("ch03.html#ch03-predict", "Predict", "What? More."))

    def test_has_words_without_marks(self):
        self.assertEqual(plain_text.plain(
            "1. A `x`, [the\n   link](a.md).\n> [!NOTE]\n> So.\n>\n"
            "- [ ] *Do* 2. it\n\n| a | b |\n|---|:--|\n| c | d |\n"),
            "A x, the link. So. Do 2. it a b c d")

    def test_has_the_names_of_the_reference(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "names.xml"
            path.write_text(NAMES, encoding="utf-8")
            self.assertEqual([(entry["title"], entry["url"])
                              for entry in fulltext.api_names(path)],
                             [("workbook::Parker", "parker.html"),
                              ("workbook::Parker::park", "parker.html#a1")])


class Topics(unittest.TestCase):

    def test_a_comment_at_the_margin_is_put_under_its_topic(self):
        header = ("/// @file\n/// Text.\n\n/// One\n/// two.\nclass X {\n"
                  "  /// Member.\n};\n")
        self.assertEqual(
            group_filter.grouped("parker.hpp", header),
            header.replace("two.\n", "two. @ingroup parking\n"))

    def test_friends_are_nobodys_business(self):
        for friend in ("  template <class T>\n  friend class Case;",
                       "  friend class ChannelIterator<T>;"):
            header = f" private:\n{friend}\n"
            self.assertEqual(group_filter.grouped("x.hpp", header),
                             " private:\n\n\n")

    def test_the_rest_is_inside(self):
        self.assertIn("@ingroup inside",
                      group_filter.grouped("ring.hpp", "/// Values.\n"))


class Headers(unittest.TestCase):

    def test_the_newest_version_of_each_counts(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name in ("02-parking/parker.hpp", "11-measuring/parker.hpp",
                         "03-rendezvous/channel.hpp",
                         "12-a-real-program/watch.hpp"):
                (root / "solutions" / name).parent.mkdir(parents=True)
                (root / "solutions" / name).touch()
            write_list(root, "02-parking exercise", "03-rendezvous exercise",
                       "11-measuring measuring", "12-a-real-program reading")
            self.assertEqual(
                [path.parent.name for path in build_site.newest_headers(root)],
                ["11-measuring", "03-rendezvous"])


class Reference(unittest.TestCase):

    def test_a_function_that_takes_nothing_shows_it(self):
        member = ('<h2 class="memtitle"><span></span>{0}</h2>\n<table>'
                  '<td class="memname">int X::{1}</td>\n</tr>\n</table>')
        self.assertIn("X::size()</td>", reference.mended(
            member.format("size()", "size")))
        self.assertIn("X::key</td>", reference.mended(
            member.format("key", "key")))

    def test_the_first_word_of_a_sentence_is_no_class(self):
        link = '<a class="el" href="x.html" title="t">{}</a>'
        self.assertEqual(
            reference.mended("<p>" + link.format("Case") + " of it. Throws "
                             + link.format("Cancelled") + " then.</p>"),
            "<p>Case of it. Throws " + link.format("Cancelled") + " then.</p>")

    def test_titles_are_names(self):
        self.assertEqual(reference.mended(
            '<h1 class="title">workbook::Channel&lt; T &gt; Class Template '
            'Reference</h1> <a href="x#y">More...</a>'),
            '<h1 class="title">Channel&lt; T &gt;</h1>')


class Examples(unittest.TestCase):

    def test_each_says_what_it_shows(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, text in (
                    ("api/a.dox", "/** @class w::Task\n *  @par Example\n *  "
                     "@snippet a.cpp one */\n/** @defgroup t Tasks\n *  @par "
                     "On a thread\n *  @snippet a.cpp two\n */"),
                    ("examples/a.cpp", "// [two]\n// [two]\n// [one]\n")):
                path = root / "docs" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            heads = [line for line in examples.page(root).split("\n")
                     if line.startswith("## ")]
            self.assertEqual(heads, ["## Tasks: on a thread {#example-two}",
                                     "## Task {#example-one}"])


class Tables(unittest.TestCase):

    def test_figures_are_in_columns_with_their_heads(self):
        kind, row = "markdownTable", "".join
        cells = ("what", "97 (1,577)", "fast")
        body = row(f'<td class="{kind}BodyNone">{cell} </td>' for cell in cells)
        heads = row(f'<th class="{kind}HeadNone">{head} </th>'
                    for head in ("", "Go", "how"))
        text = tables.mended(f'<table class="{kind}"><tr>{heads}</tr>'
                             f"<tr>{body}</tr></table>")
        self.assertIn('<tr><td></td><th class="figures">Go </th><th class="'
                      'markdownTableHeadNone">how', text)
        self.assertIn('<td class="figures">97 (1,577) </td>', text)
        self.assertIn('<td class="markdownTableBodyNone">fast', text)


class Finish(unittest.TestCase):

    def test_headings_are_in_order_and_none_is_empty(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_list(root)
            (root / "README.md").write_text("# Start\n", encoding="utf-8")
            page = root / "index.html"
            page.write_text('<a href="#gone">G</a> &#124;\n'
                            '<div class="title">Start</div>'
                            '<div class="contents"><h1>A</h1><h2>B</h2>'
                            '<ol type="1">\n<li><i data-start="4"></i> D',
                            encoding="utf-8")
            finish.pages(Book(root), root)
            self.assertEqual(page.read_text(encoding="utf-8"),
                             '<h1 class="title">Start</h1>'
                             '<div class="contents"><h2>A</h2><h3>B</h3>'
                             '<ol type="1" start="4">\n<li>D')

    def test_the_first_mention_of_a_name_leads_to_the_reference(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_list(root)
            (root / "README.md").write_text("# Start\n", encoding="utf-8")
            page = root / "index.html"
            page.write_text("<h1><code>select</code></h1><code>select()</code>"
                            "<code>select</code><code>other</code>")
            finish.reference_links(
                Book(root), root,
                [{"title": "workbook::select", "url": "s.html"}])
            self.assertEqual(
                page.read_text(), "<h1><code>select</code></h1>"
                '<a href="s.html"><code>select()</code></a>'
                "<code>select</code><code>other</code>")


if __name__ == "__main__":
    unittest.main()
