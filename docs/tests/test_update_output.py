"""The golden files: the table of commands, and what counts as the same."""

import unittest

import update_output


class Commands(unittest.TestCase):

    def test_are_read_from_a_table(self):
        self.assertEqual(
            update_output.read_commands("# x\n\na: prog 'two words' -s\n"),
            {"a": ["prog", "two words", "-s"]})

    def test_a_bad_line_is_named(self):
        for bad in ("a prog\n", "a:\n", "a: x\na: y\n"):
            with self.assertRaisesRegex(ValueError, r"line \d"):
                update_output.read_commands(bad)


class Comparison(unittest.TestCase):

    def test_what_varies_may_vary(self):
        self.assertEqual(update_output.differs(
            "x", ["ops: …", "…", "end"], ["ops: 7", "a", "b", "end"]), "")

    def test_anything_else_is_shown(self):
        self.assertIn("-ops: …\n+oops", update_output.differs(
            "x", ["ops: …"], ["oops"]))
        self.assertNotEqual(update_output.differs("x", ["a"], ["a", "b"]), "")


if __name__ == "__main__":
    unittest.main()
