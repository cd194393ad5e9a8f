"""What Doxygen gets to read."""

import tempfile
import unittest
from pathlib import Path

from pages import to_doxygen
from small_project import write_list
from pages.book import Book, PageError

CHAPTER = """\
# 3. Rendezvous

"""


class Conversion(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        write_list(self.root, "03-rendezvous exercise",
                   "04-buffering exercise")
        self.write("README.md", "# Start\n\n## First `step`\n")
        self.write("chapters/README.md", "# Contents\n\nText.\n")
        self.write("chapters/03-rendezvous/channel.hpp", "int x;\n")
        self.write("chapters/04-buffering/README.md", "# 4. Buffering\n\nx\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def lines(self, body):
        """Chapter 3 with this body after its title, converted."""
        self.write("chapters/03-rendezvous/README.md", CHAPTER + body)
        self.book = Book(self.root)
        page = self.book.by_path["chapters/03-rendezvous/README.md"]
        return to_doxygen.Converter(self.book, page).convert().split("\n")

    def test_the_title_names_the_page(self):
        lines = self.lines("Text.\n")
        self.assertEqual(lines[:2], ["# Chapter 3: Rendezvous {#ch03}",
                                     "\\tableofcontents"])

    def test_headings_get_the_forges_anchors(self):
        lines = self.lines("## The `send` task\n\n## The `send` task\n")
        self.assertEqual(lines[2], "## The send task {#ch03-the-send-task}")
        self.assertEqual(lines[4], "## The send task {#ch03-the-send-task-1}")

    def test_links_lead_to_pages_headings_and_files(self):
        lines = self.lines("[a](../04-buffering/README.md) [`b`](#here)\n"
                           "[c](channel.hpp) [d](../../README.md#first-step)\n"
                           "[e](../04-buffering) [f](..)\n\n## Here\n")
        self.assertEqual(lines[2], "[a](ch04.html) [`b`](ch03.html#ch03-here)")
        self.assertEqual(
            lines[3], "[c](file-chapters-03-rendezvous-channel-hpp.html) "
                      "[d](index.html#mainpage-first-step)")
        self.assertEqual(lines[4], "[e](ch04.html) [f](chapters.html)")

    def test_a_picture_keeps_the_lines_of_its_words(self):
        self.write("docs/pictures/x.svg", '<svg width="500"></svg>')
        lines = self.lines("![two\nlines](../../docs/pictures/x.svg)\n\nText.\n")
        self.assertIn('alt="two lines"/></a>', lines[2])
        self.assertEqual(lines[3:6], ["", "", "Text."])

    def test_a_dead_link_stops_the_build_at_its_line(self):
        for target in ("gone.hpp", "#gone", "../README.md#gone"):
            with self.assertRaisesRegex(PageError, r"README.md:4: no "):
                self.lines(f"\n[x]({target})\n")

    def test_folded_text_stays_markdown(self):
        lines = self.lines("<details><summary>Hint</summary>\n\n*x*\n\n"
                           "</details>\n")
        self.assertEqual(lines[2], "\\htmlonly[block]<details>\\endhtmlonly"
                         "\\htmlonly[block]<summary>Hint</summary>"
                         "\\endhtmlonly")
        self.assertEqual(lines[4], "*x*")

    def test_task_boxes_can_be_ticked(self):
        line = self.lines("- [ ] Write `send`.\n")[2]
        self.assertIn('id="ch03-task-1" aria-label="Done: Write send."', line)

    def test_a_task_can_be_ticked_off(self):
        lines = self.lines("## Task 2: `send`\n\nText.\n")
        self.assertIn('id="ch03-done-2"/>Task 2 is done', lines[3])
        self.assertEqual(lines[4], "Text.")

    def test_alerts_become_boxes(self):
        lines = self.lines("> [!NOTE]\n> One.\n>\n> Two.\n\nText.\n")
        self.assertIn('class="alert note"', lines[2])
        self.assertEqual(lines[3:6], ["One.", "", "Two."])
        self.assertIn("</div>", lines[6])
        self.assertEqual(lines[7], "Text.")

    def test_marks_of_doxygen_are_escaped_outside_code(self):
        lines = self.lines("At @home, #1, `@home #1 \\n`.\n")
        self.assertEqual(lines[2], "At \\@home, \\#1, `@home #1 \\n`.")

    def test_a_diff_says_what_its_lines_are(self):
        lines = self.lines("<!-- diff: a b -->\n```diff\n-int <x>;\n+y\n"
                           " z\n```\nText.\n")
        self.assertIn('<p class="from">a → b</p>', lines[2])
        self.assertEqual(lines[4], '<div class="line remove">-int &lt;x&gt;;'
                                   "</div>")
        self.assertEqual(lines[8], "Text.")

    def test_listings_keep_their_lines(self):
        lines = self.lines("<!-- from: a.hpp -->\n```cpp\n# @x [a](b)\n```\n")
        self.assertEqual(lines[3:6], ["```cpp", "# @x [a](b)", "```"])

    def test_a_command_that_goes_on_has_one_prompt(self):
        lines = self.lines("```sh\na \\\n  b\nfor x in y\ndo\n  z\ndone\nc\n"
                           "```\n")
        self.assertEqual(
            ["goes-on" in line for line in lines[3:10]],
            [False, True, False, True, True, True, False])

    def test_a_listing_leads_to_its_file_but_to_no_solution(self):
        text = "\n".join(self.lines("".join(
            f"<!-- from: {name} -->\n```cpp\nx\n```\n\n" for name in
            ("chapters/a.hpp", "solutions/a.hpp",
             "tests/wrong-answers/03-x/y-z.patch"))))
        self.assertIn('"file-chapters-a-hpp.html">chapters/a.hpp</a>', text)
        self.assertIn('<p class="from">solutions/a.hpp</p>', text)
        self.assertIn('<a href="wrong-03-y-z.html">', text)

    def test_an_order_of_tasks_is_stepped_through(self):
        fence = "<!-- output: x -->\n```text\nx\n```\n"
        for printed, steps in (("x\n", False), (
                "x\nin this order:\nturn  a     b\n   1  ends\n   2        "
                "ends\n", True)):
            self.write("docs/output/x.txt", printed)
            self.assertEqual('class="schedule"' in "\n".join(self.lines(fence)),
                             steps)

    def test_a_pager_gives_way_to_cards(self):
        text = "\n".join(self.lines(
            "Text.\n\n---\n\nNext: [Buffering](../04-buffering/README.md)\n"))
        self.assertNotIn("Next: ", text)
        self.assertNotIn("---", text)
        self.assertIn('<a class="next" href="ch04.html">', text)
        self.assertIn('<a class="previous" href="chapters.html">', text)

    def test_a_line_that_leads_on_stays(self):
        lines = self.lines("Next, [more](../04-buffering/README.md).\n")
        self.assertEqual(lines[2], "Next, [more](ch04.html).")

    def test_a_list_that_goes_on_keeps_its_numbers(self):
        lines = self.lines("1. a\n2. b\n   more\n\n   ```sh\n   x\n   ```\n\n"
                           "3. c\n\nText\n\n4. d\n5. e\n```sh\n```\n6. f\n")
        marked = [line for line in lines if "start" in line]
        self.assertEqual(
            [line[:2] + line[-1] for line in marked], ["4.d", "6.f"])

    def test_a_second_title_stops_the_build(self):
        with self.assertRaisesRegex(PageError, "README.md:5: "):
            self.lines("Text.\n\n# Another\n")

    def test_pages_come_in_the_order_of_reading(self):
        self.lines("Text.\n")
        self.assertEqual([page.name for page in self.book.pages],
                         ["mainpage", "chapters", "ch03", "ch04"])


if __name__ == "__main__":
    unittest.main()
