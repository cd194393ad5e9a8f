"""Reading Markdown: fences, headings, links, words."""

import unittest

from pages import markdown

PAGE = """\
# Chapter 3: Rendezvous

By the end, see [the `channel`](channel.hpp) and [a
wrapped link](../README.md#how-to) but not `[code](nowhere)`.

<!-- from: solutions/03-rendezvous/channel.hpp -->
```cpp
# not a heading
[no](link)
```

## What's a `hand-off`?

## What's a `hand-off`?

1. In a list:

   ```sh
   cmake --build build
     indented
   ```

<!-- a comment
     [hidden](gone) -->
![Anatomy](anatomy.svg) <img src="other.svg">
[ref]: LICENSE
"""


class Fences(unittest.TestCase):

    def test_knows_the_marker_language_and_line(self):
        first, second = markdown.read_fences(PAGE)
        self.assertEqual((first.kind, first.source, first.language,
                          first.line),
                         ("from", "solutions/03-rendezvous/channel.hpp",
                          "cpp", 7))
        self.assertEqual(second.kind, "")

    def test_takes_off_the_indentation_of_a_list(self):
        self.assertEqual(markdown.read_fences(PAGE)[1].lines,
                         ["cmake --build build", "  indented"])

    def test_a_marker_does_not_reach_over_prose(self):
        page = "<!-- output: x -->\nprose\n```text\nx\n```\n"
        self.assertEqual(markdown.read_fences(page)[0].kind, "")

    def test_a_longer_fence_holds_a_shorter_one(self):
        page = "````\n```cpp\n```\n````\n"
        self.assertEqual(len(markdown.read_fences(page)), 1)

    def test_an_open_fence_is_not_closed(self):
        self.assertFalse(markdown.read_fences("```cpp\nint x;\n")[0].closed)


class Links(unittest.TestCase):

    def test_finds_links_outside_code_and_comments(self):
        self.assertEqual(markdown.links(PAGE),
                         [(3, "../README.md#how-to"), (3, "channel.hpp"),
                          (25, "anatomy.svg"), (25, "other.svg"),
                          (26, "LICENSE")])


class Headings(unittest.TestCase):

    def test_slugs_are_those_of_the_forges(self):
        self.assertEqual(markdown.slugs(PAGE),
                         ["chapter-3-rendezvous", "whats-a-hand-off",
                          "whats-a-hand-off-1"])

    def test_a_comment_in_a_fence_is_no_heading(self):
        self.assertEqual([line for line, _, _ in markdown.headings(PAGE)],
                         [1, 12, 14])


class Words(unittest.TestCase):

    def test_counts_prose_only(self):
        page = "One two-part [three](a/b/c).\n\n```cpp\nint four;\n```\n"
        self.assertEqual(markdown.words(page), 3)


if __name__ == "__main__":
    unittest.main()
