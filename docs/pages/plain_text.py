"""Markdown without its marks."""

import re

LEAD = re.compile(r"^\s*(?:[-*>]\s+|\d+\.\s+|\[(?:![A-Z]+|[ x])\]|>$"
                  r"|\|[-:| ]+$)*")  # of a list, a quotation, a table


def plain(markup):
    """The words without their Markdown."""
    lines = [LEAD.sub("", line) for line in markup.splitlines()]
    text = re.sub(r"<[^>]+>", " ", " ".join(lines))
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[\s|]+", " ", re.sub(r"[*`]", "", text)).strip()
