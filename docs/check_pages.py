#!/usr/bin/env python3
"""Checks the pages against the files they quote, and their form.

usage: docs/check_pages.py [--write] [PAGE ...]

Without pages: every page of the site, and docs/README.md.
--write replaces a fence that no longer matches where the new lines are plain.
"""

import argparse
import sys
from pathlib import Path

from pages import (chapter_list, contract, fences, linked, markdown,
                   skeleton, snippets)
from pages.book import Book

ROOT = Path(__file__).resolve().parent.parent


def all_pages(root):
    """The pages of the site in the order of reading, and that of its makers."""
    paths = [*(page.path for page in Book(root).pages), "docs/README.md"]
    return [root / path for path in paths if (root / path).is_file()]


def check_form(fence):
    """Faults of a fence that need no other file: (line, message)."""
    if not fence.closed:
        yield fence.line, "this fence is never closed"
    widest = fences.WIDEST_OUTPUT if fence.kind == "output" else fences.WIDEST
    for number, line in enumerate(fence.lines, fence.line + 1):
        if len(line) > widest and fence.language != "mermaid":
            yield number, f"{len(line)} columns; this fence has {widest}"
    if fence.language in fences.FREE:
        return
    wanted = fences.MARKED.get(fence.language)
    if not wanted:
        yield fence.line, f"no page has fences of '{fence.language}'"
    elif fence.kind not in wanted:
        yield fence.line, (f"a {fence.language} fence needs "
                           f"<!-- {wanted[0]}: … --> before it")


def check_quote(fence, root):
    """What differs from the quoted file: a message, or None."""
    if not fence.kind:
        return None
    if not fence.lines:
        return "an empty fence quotes nothing"
    try:
        quote = fences.quote_of(fence, root)
    except ValueError as error:
        return str(error)
    if fences.matches(fence.lines, quote):
        return None
    return (f"not consecutive lines of: {quote.name}\n"
            + fences.difference(fence.lines, quote))


def check_page(page, root):
    """All faults of a page, by line."""
    text = page.read_text(encoding="utf-8")
    found = linked.faults(page, text, root)
    for fence in markdown.read_fences(text):
        found += check_form(fence)
        if message := check_quote(fence, root):
            found.append((fence.line, message))
    if page.parent.parent == root / "chapters":
        chapter = page.parent.name
        kind = chapter_list.read(root)[chapter].kind
        found += skeleton.faults(kind, text)
        if kind == "exercise":  # the others have another chapter's contract
            found += contract.faults(chapter, text, root)
    return sorted(found)


def repaired(text, root):
    """The page with every fence renewed whose new lines are plain."""
    lines = text.splitlines()
    for fence in reversed(markdown.read_fences(text)):
        if not fence.lines or not check_quote(fence, root):
            continue
        try:
            new, certain = fences.nearest(fence.lines,
                                          fences.quote_of(fence, root))
        except ValueError:
            continue
        if certain:
            lines[fence.line:fence.line + len(fence.lines)] = [
                (fence.indent + line).rstrip() for line in new]
    return "\n".join(lines) + "\n"


def repair(page, root):
    text = page.read_text(encoding="utf-8")
    new = repaired(text, root)
    if new != text:
        page.write_text(new, encoding="utf-8")
        print(f"{page.relative_to(root)}: fences renewed")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true",
                        help="renew fences that no longer match")
    parser.add_argument("pages", nargs="*", type=Path)
    options = parser.parse_args()
    missing = [page for page in options.pages if not page.is_file()
               or ROOT not in page.resolve().parents]
    if missing:
        parser.error(f"no such page: {missing[0]}")
    found = [] if options.pages else list(snippets.unquoted(ROOT))
    for page in map(Path.resolve, options.pages or all_pages(ROOT)):
        try:
            if options.write:
                repair(page, ROOT)
        except OSError as error:
            parser.error(str(error))
        found += [(page, *fault) for fault in check_page(page, ROOT)]
    for file, line, message in found:
        print(f"{file.relative_to(ROOT)}:{line}: {message}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
