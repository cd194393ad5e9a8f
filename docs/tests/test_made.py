"""Pages that no Markdown stands for: the wrong answers, the glossary."""

import json
import tempfile
import unittest
from pathlib import Path

from pages import frame, glossary, zoo
from pages.book import Book
from small_project import write_list

PATCH = """\
Mistake: {0} is forgotten
Symptom: what {0} guards is <torn>
Caught by: a read, whole

--- a/store.hpp
+++ b/store.hpp
-  {0}();
"""


class SmallBook(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        write_list(self.root, "01-locks exercise", "02-waits exercise",
                   "13-later draft")
        self.write("README.md", "# Start\n")
        self.write("chapters/01-locks/README.md",
                   "# 1. Locks\n\n## Task 1: one\n\n## Task 2: two\n\nText. A "
                   "**critical\nsection** is code in which no two threads are. "
                   "Not **this in four words**.\n")
        self.write("chapters/02-waits/README.md", "# 2. Waits\n\nText.\n")
        for name in ("a", "b", "c", "d", "e"):
            self.write(f"tests/wrong-answers/01-locks/{name}.patch",
                       PATCH.format(name))

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class Zoo(SmallBook):

    def test_an_answer_is_one_of_four_mistakes(self):
        group = zoo.answers(self.root, "01-locks")
        for answer in group:
            text = zoo.body(answer, group)
            self.assertEqual(text.count("<li>"), 4)
            self.assertEqual(text.count(f"{answer.name} is forgotten</li>"), 1)
            before = text.partition("<details>")[0]
            place = before[:before.index(f"<li>{answer.name} is")].count("<li>")
            self.assertIn(f"<b>{place + 1}.</b> {answer.name} is", text)
            self.assertNotIn("torn", before)
            self.assertIn("&lt;torn&gt;", text)

    def test_its_schedule_is_shown_where_one_is_recorded(self):
        self.write("docs/output/wrong-answers/01-locks.jsonl", json.dumps(
            {"name": "b", "schedule": {"verdict": "deadlock", "steps": [{}, {}],
                                       "sentence": "deadlock: a < b"}}) + "\n")
        group = zoo.answers(self.root, "01-locks")
        self.assertIn('class="schedule"', zoo.body(group[1], group))
        self.assertNotIn('class="schedule"', zoo.body(group[0], group))
        text = zoo.contents({"01-locks": group}, {"01-locks": "Locks"})
        self.assertEqual(text.count('href="wrong-01-b.html"'), 2)
        self.assertIn('<a href="#deadlocks-and-lost-wake-ups">Deadlocks and lost '
                      "wake-ups</a>: 1</li>", text)
        self.assertIn('<a href="#01-locks">1</a>', text)
        kinds = text.rpartition("Deadlocks")[2]
        self.assertLess(kinds.index("wrong-01-b"), kinds.index("wrong-01-a"))

    def test_without_a_schedule_a_page_says_so(self):
        self.write("docs/output/wrong-answers/01-locks.jsonl", json.dumps(
            {"name": "b", "schedule": {"verdict": "crash", "steps": [],
                                       "sentence": "crash"}}) + "\n")
        group = zoo.answers(self.root, "01-locks")
        self.assertIn("in the only order there is", zoo.body(group[1], group))
        self.assertIn("  'a read\\, whole'</div>", zoo.body(group[0], group))

    def test_chapters_without_a_page_are_left_out(self):
        self.write("tests/wrong-answers/13-later/x.patch", PATCH.format("x"))
        self.assertEqual(zoo.chapters(self.root), ["01-locks"])


class Glossary(SmallBook):

    def test_a_term_is_defined_where_it_is_bold(self):
        term, = glossary.terms(Book(self.root))
        self.assertEqual((term.name, term.sentence, term.place),
                         ("critical section", "A critical section is code in "
                          "which no two threads are.", "ch01.html#ch01-task-2-two"))

    def test_a_sentence_that_points_back_takes_the_one_before(self):
        self.write("chapters/02-waits/README.md", "# 2. Waits\n\n- x\n- after a "
                   "wait, `b` sleeps:\n\n```sh\nx\n```\n\nThat is a **nap**, "
                   "which costs a\nswitch. (Or two.)\n- A **doze** is a nap "
                   "that anybody may end, at any time:\n")
        told = {term.name: term.sentence
                for term in glossary.terms(Book(self.root))}
        self.assertEqual(told["nap"], "After a wait, b sleeps. That is a nap, "
                                      "which costs a switch.")
        self.assertEqual(told["doze"], "A doze is a nap that anybody may end, at "
                                       "any time.")

    def test_later_pages_lead_there_once(self):
        book = Book(self.root)
        found = glossary.terms(book)
        text = ("<h2>critical section</h2><p><code>critical section</code> A "
                "critical section or critical section</p>")
        self.assertEqual(
            glossary.with_tooltips(text, book.chapters[1], found, book),
            "<h2>critical section</h2><p><code>critical section</code> A "
            '<a class="term" href="glossary.html#term-critical-section" '
            'title="A critical section is code in which no two threads are.">'
            "critical section</a> or critical section</p>")
        self.assertEqual(
            glossary.with_tooltips(text, book.chapters[0], found, book), text)


class Frame(SmallBook):

    def test_the_side_bar_has_every_page_and_its_tasks(self):
        bar = frame.side_bar(Book(self.root))
        self.assertIn('<a href="ch01.html">1: Locks</a> <span class="ticks" '
                      'data-page="ch01" data-tasks="1,2"></span>', bar)
        self.assertIn('<a href="ch02.html">2: Waits</a></li>', bar)
        self.assertNotIn("Part II", bar)

    def test_a_page_is_marked_and_gets_the_scripts_it_needs(self):
        text = "</head></div><!-- top -->\n"
        bar = '<a href="ch01.html"><a href="ch02.html">'
        self.assertEqual(
            frame.around(text, "ch02.html", bar),
            text + '<a href="ch01.html"><a aria-current="page" '
                   'href="ch02.html">')
        self.assertIn("stepper.js", frame.around(
            text + 'class="schedule"', "ch02.html", bar))


if __name__ == "__main__":
    unittest.main()
