"""Follows the relative links and anchors of a page."""

import os
from urllib.parse import unquote

from . import markdown

ELSEWHERE = ("https://", "http://", "mailto:")


def faults(page, text, root):
    """(line, message) of every link of `page` that leads nowhere."""
    found = []
    for line, target in markdown.links(text):
        if target.startswith(ELSEWHERE):
            continue
        if message := _fault(page, text, unquote(target), root):
            found.append((line, message))
    return found


def _fault(page, text, target, root):
    path, _, anchor = target.partition("#")
    file = page
    if path:
        file = (page.parent / path).resolve()
        if root.resolve() not in (file, *file.parents):
            return f"link leaves the project: {target}"
        if not file.exists():
            return f"no such file: {target}"
    if not anchor or file.suffix != ".md":
        return None
    there = text if file == page else file.read_text(encoding="utf-8")
    if anchor not in markdown.anchors(there):
        return f"no heading for #{anchor} in {os.path.relpath(file, root)}"
    return None
