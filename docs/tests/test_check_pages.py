"""The page checks, each seen to pass and to fail."""

import tempfile
import unittest
from pathlib import Path

import check_pages
from pages import contract, fences, markdown, skeleton, snippets
from small_project import write_list

HEADER = """\
class Channel {
 public:
  void send(T value) {
    std::lock_guard lock{mutex_};
    ++sent_;
  }

  int sent() const;
};
"""


class Project(unittest.TestCase):
    """A small project in a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        self.write("a/channel.hpp", HEADER)
        self.write("b/channel.hpp", HEADER.replace("++sent_", "sent_ += 1"))
        self.write("docs/output/run.txt", "begin\nreadOps: …\nend\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def faults(self, text):
        page = self.write("README.md", text)
        return check_pages.check_page(page, self.root)

    def fault(self, text):
        found = self.faults(text)
        self.assertEqual(len(found), 1, found)
        return found[0]

    def test_consecutive_lines_match_after_dedent(self):
        self.assertEqual(self.faults(
            "<!-- from: a/channel.hpp -->\n```cpp\nvoid send(T value) {\n"
            "  std::lock_guard lock{mutex_};\n  ++sent_;\n}\n```\n"), [])

    def test_a_changed_line_is_shown_as_a_diff_at_its_fence(self):
        line, message = self.fault(
            "text\n\n<!-- from: a/channel.hpp -->\n```cpp\n"
            "std::lock_guard lock{mutex_};\nsent_++;\n```\n")
        self.assertEqual(line, 4)
        self.assertIn("-++sent_;\n+sent_++;", message)

    def test_lines_left_out_are_a_fault(self):
        self.fault("<!-- from: a/channel.hpp -->\n```cpp\n"
                   "void send(T value) {\n  ++sent_;\n```\n")

    def test_a_fence_without_a_marker_is_a_fault(self):
        for language in ("cpp", "diff", "c++", "go"):
            line, _ = self.fault(f"```{language}\nint sent() const;\n```\n")
            self.assertEqual(line, 1)

    def test_commands_and_drawings_need_none(self):
        self.assertEqual(self.faults(
            "```sh\nls\n```\n\n```text\n[] -> []\n```\n\n```mermaid\n"
            + "wide " * 20 + "\n```\n"), [])

    def test_a_diff_may_quote_a_patch(self):
        self.write("tests/x.patch", "Mistake: x\n\n-a;\n+b;\n")
        self.assertEqual(self.faults(
            "<!-- from: tests/x.patch -->\n```diff\n-a;\n+b;\n```\n"), [])

    def test_a_missing_file_is_a_fault(self):
        _, message = self.fault("<!-- from: a/gone.hpp -->\n```cpp\nx\n```\n")
        self.assertEqual(message, "no such file: a/gone.hpp")

    def test_a_wide_fence_is_a_fault_at_its_line(self):
        line, _ = self.fault("```sh\nls\n" + "x" * 73 + "\n```\n")
        self.assertEqual(line, 3)

    def test_a_diff_is_made_from_the_two_files(self):
        marker = "<!-- diff: a/channel.hpp b/channel.hpp -->\n"
        self.assertEqual(self.faults(
            marker + "```diff\n@@ the head may differ @@\n class Channel {\n"
            "```\n\n" + marker + "```diff\n"
            "     std::lock_guard lock{mutex_};\n-    ++sent_;\n"
            "+    sent_ += 1;\n```\n")[1:], [])
        self.fault(marker + "```diff\n-    ++sent_;\n+    sent_++;\n```\n")

    def test_output_is_compared_with_the_golden_file(self):
        self.assertEqual(self.faults(
            "<!-- output: run -->\n```text\nreadOps: …\nend\n```\n"), [])
        self.fault("<!-- output: run -->\n```text\nwriteOps: …\n```\n")

    def test_links_and_anchors_are_followed(self):
        self.write("chapters/README.md", "# The contents\n")
        self.assertEqual(self.faults(
            "[a](chapters/README.md#the-contents) [b](a/channel.hpp)\n"
            "[c](https://example.org/x)\n\n# Here\n\n[d](#here)\n"), [])
        line, message = self.fault(
            "\n[a](chapters/README.md#contents)\n")
        self.assertEqual((line, message),
                         (2, "no heading for #contents in chapters/README.md"))
        self.fault("[a](gone.md)\n")
        self.fault("[a](#gone)\n")
        self.fault("[a](../../outside.md)\n")

    def test_write_renews_what_is_plain(self):
        stale = ("<!-- from: b/channel.hpp -->\n```cpp\nvoid send(T value) {\n"
                 "  std::lock_guard lock{mutex_};\n  ++sent_;\n}\n```\n")
        new = check_pages.repaired(stale, self.root)
        self.assertIn("  sent_ += 1;\n}\n", new)
        self.assertEqual(self.faults(new), [])

    def test_write_leaves_what_is_in_doubt(self):
        stale = "<!-- from: b/channel.hpp -->\n```cpp\nint gone;\n```\n"
        self.assertEqual(check_pages.repaired(stale, self.root), stale)

    def test_a_chapter_has_its_skeleton_and_length(self):
        write_list(self.root, "03-x exercise")
        page = self.write("chapters/03-x/README.md", "# Chapter 3: X\n")
        messages = [message for _, message in
                    check_pages.check_page(page, self.root)]
        self.assertEqual(len(messages), len(skeleton.SKELETON) + 1)

    def test_the_sentences_of_a_contract_are_the_names_of_the_tests(self):
        self.write("tests/03-x/x.cpp",
                   'TEST_CASE("a receive waits", "[03]") {}\n'
                   'TEST_CASE("a send waits "\n    "too", "[03]") {}\n'
                   'TEST_CASE("for later", "[.][03]") {}\n')
        page = "# X\n## The contract\n1. a receive waits\n"
        both = page + "2. a send waits too\n## Predict\n"
        self.assertEqual(contract.faults("03-x", both, self.root), [])
        self.assertEqual(
            contract.faults("03-x", page + "## Predict\n", self.root),
            [(2, "the contract lacks the case 'a send waits too'")])
        self.assertEqual(
            contract.faults("03-x", both.replace("too", "to"), self.root)[0],
            (2, "no test has the name 'a send waits to'"))

    def test_a_checkpoint_promises_no_sentence_of_a_later_task(self):
        page = ("## Task 1: x\n\nCheckpoint: sentences 1 to 2 and 4 pass.\n\n"
                "## Task 2: y\n\nCheckpoint: sentence 5\npasses.\n\n")
        self.assertEqual(contract.checkpoint_faults(page, [1, 1, 2, 1, 2]), [])
        self.assertEqual(
            contract.checkpoint_faults(page, [1, 1, 2, 2]),
            [(1, "sentence 4 is not of task 1, nor of one before"),
             (5, "sentence 5 is not of task 2, nor of one before")])

    def test_a_snippet_that_nothing_shows_is_a_fault(self):
        self.write("docs/examples/x.cpp",
                   "// [a]\nint a;\n// [a]\n// [b]\nint b;\n// [b]\n")
        self.write("docs/api/x.dox", "/** @snippet x.cpp a */\n")
        self.assertEqual(
            [(line, message) for _, line, message
             in snippets.unquoted(self.root)],
            [(4, "nothing shows the snippet b")])


class Elision(unittest.TestCase):

    def test_stands_for_any_text_in_a_line(self):
        self.assertTrue(fences.same_output("seed … of …", "seed 7 of 9"))
        self.assertFalse(fences.same_output("seed …", "speed 7"))
        self.assertFalse(fences.same_output("aba…aba", "aba"))

    def test_alone_stands_for_any_lines(self):
        shown = ["first", "…", "last"]
        self.assertTrue(fences.elided_match(shown, ["first", "last"]))
        self.assertTrue(fences.elided_match(shown, ["first", "x", "last"]))
        self.assertFalse(fences.elided_match(shown, ["first", "x"]))
        self.assertFalse(fences.elided_match(shown, ["first", "last", "x"]))


class Skeleton(unittest.TestCase):

    def test_a_whole_chapter_passes(self):
        page = "# Chapter 3: X\n" + "".join(
            f"## {name}\n" for name in skeleton.SKELETON) + "word " * 1300
        self.assertEqual(skeleton.faults("exercise", page), [])
        self.assertEqual(len(skeleton.faults("exercise", page + "word " * 1300)),
                         1)
        self.assertGreater(markdown.words(page), 1300)


if __name__ == "__main__":
    unittest.main()
