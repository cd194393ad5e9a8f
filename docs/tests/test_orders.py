"""An order of tasks, from the table that the tests print."""

import unittest

from pages import orders

PRINTED = """Randomness
1 orders
deadlock: parent waits for the tasks of a scope (cancel.cpp:42)
nobody is left

in this order:
turn  parent         Task           select_withou
                                    t_end
   1  waits for the
      tasks (ca.cpp
      :42)
   2                 ends
      it is 36 µs after the beginning
   3                                waits

"""


class Orders(unittest.TestCase):

    def test_each_task_is_a_column_and_each_turn_a_step(self):
        made = orders.schedule(PRINTED, "a case")
        self.assertEqual([thread["role"] for thread in made["threads"]],
                         ["parent", "Task", "select_without_end"])
        self.assertEqual(
            [(step["thread"], step["text"]) for step in made["steps"]],
            [(0, "waits for the tasks (ca.cpp :42)"), (1, "ends"),
             (2, "waits (it is 36 µs after the beginning)")])
        self.assertEqual(made["verdict"], "deadlock")
        self.assertEqual(made["sentence"],
                         "deadlock: parent waits for the tasks of a scope "
                         "(cancel.cpp:42); nobody is left")
        self.assertTrue(made["steps"][-1]["final"])

    def test_one_order_is_an_order(self):
        made = orders.schedule(PRINTED.replace("1 orders", "1 order"), "a case")
        self.assertEqual(made["verdict"], "deadlock")

    def test_a_crash_comes_without_a_count(self):
        table = PRINTED[PRINTED.index("in this order"):]
        made = orders.schedule("the program crashed\n" + table, "a case")
        self.assertEqual(made["verdict"], "crash")
        self.assertEqual(made["sentence"], "the program crashed")

    def test_what_printed_no_order_has_none(self):
        self.assertIsNone(orders.schedule("the program crashed\n", "a case"))


if __name__ == "__main__":
    unittest.main()
