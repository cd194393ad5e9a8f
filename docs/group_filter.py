#!/usr/bin/env python3
"""Puts what a header declares under its topic; leaves out who its friends are.

usage: docs/group_filter.py HEADER   (Doxygen runs it as an input filter)
"""

import argparse
import re
import sys
from pathlib import Path

# The topics are described in docs/api/topics.dox.
TOPICS = {
    "locked_store.hpp": "shared_state",
    "op_counter.hpp": "shared_state",
    "parker.hpp": "parking",
    "channel.hpp": "channels",
    "channel_iterator.hpp": "channels",
    "closed_channel.hpp": "channels",
    "select.hpp": "selecting",
    "requests.hpp": "owners",
    "stateful_owner.hpp": "owners",
    "op_count.hpp": "counting",
    "task.hpp": "tasks",
    "loop.hpp": "tasks",
    "pool.hpp": "tasks",
    "scope.hpp": "tasks",
    "cancelled.hpp": "tasks",
    "sleep.hpp": "tasks",
    "async_select.hpp": "tasks",
    "op_count_tasks.hpp": "counting",
    "explorer.hpp": "exploring",
}
INSIDE = "inside"  # what the others are made of
FRIEND = re.compile(
    r"^ *(template <[^>]*>\n *friend class \w+|friend class \w+<T>);$", re.M)
COMMENT = re.compile(r"^(?:///.*\n)+", re.M)  # on a name of the namespace


def grouped(name, text):
    """The header with every comment at the margin put under its topic."""
    text = FRIEND.sub("\n", text)
    topic = TOPICS.get(name, INSIDE)
    return COMMENT.sub(lambda match: match[0] if "@file" in match[0] else
                       f"{match[0][:-1]} @ingroup {topic}\n", text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("header", type=Path, metavar="HEADER")
    header = parser.parse_args().header
    if not header.is_file():
        parser.error(f"no such header: {header}")
    sys.stdout.write(grouped(header.name, header.read_text(encoding="utf-8")))
