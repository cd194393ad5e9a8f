"""Where the site has what a page links to."""

import os

from . import markdown
from .book import PageError


def address(book, page, target, line):
    """The address of a link's target; None for a folder, which has none."""
    path, _, anchor = target.partition("#")
    if not path:
        return _with_anchor(page, page, anchor, line)
    path = beside(page, path)
    for name in (path, path + "/README.md"):
        if name in book.by_path:
            return _with_anchor(page, book.by_path[name], anchor, line)
    if (book.root / path).is_dir():
        return None
    return book.listing(existing(book, page, path, line)) + ".html"


def beside(page, path):
    """A path that is relative to the page, made relative to the project."""
    return os.path.normpath(os.path.join(os.path.dirname(page.path), path))


def existing(book, page, path, line):
    """The path of a file of the project."""
    if not (book.root / path).is_file():
        raise PageError(page.path, line, f"no such file: {path}")
    return path


def _with_anchor(page, target, anchor, line):
    if not anchor:
        return target.address
    if anchor not in markdown.slugs(target.text):
        raise PageError(page.path, line,
                        f"no heading for #{anchor} in {target.path}")
    return f"{target.address}#{target.name}-{anchor}"
