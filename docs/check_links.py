#!/usr/bin/env python3
"""Follows every link of the built site.

usage: docs/check_links.py SITE
"""

import argparse
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

ELSEWHERE = re.compile(r"^(?:https?|mailto|javascript|data):")
IN_SCRIPT = re.compile(r'"([\w-]+\.html(?:#[\w-]+)?)"')


class Links(HTMLParser):
    """The links of a page and the anchors it has."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append((self.getpos()[0], value))
            elif name in ("id", "name") and value:
                self.anchors.add(value)


def read(site):
    """Path -> Links of every page; scripts have links only."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        pages[path] = Links(path.read_text(encoding="utf-8"))
    for path in sorted(site.glob("*.js")):
        scripted = pages[path] = Links("")
        for number, line in enumerate(
                path.read_text(encoding="utf-8").splitlines(), 1):
            scripted.links += [(number, link) for link
                               in IN_SCRIPT.findall(line)]
    return pages


def faults(site):
    """(page, line, link) of every link that leads nowhere."""
    pages = read(site)
    for page, links in pages.items():
        for line, link in links.links:
            path, _, anchor = unquote(link).partition("#")
            target = (page.parent / path).resolve() if path else page
            if ELSEWHERE.match(link):
                continue
            if not target.exists() or (
                    anchor and target in pages
                    and anchor not in pages[target].anchors):
                yield page.relative_to(site), line, link


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", type=Path, metavar="SITE")
    site = parser.parse_args().site.resolve()
    if not (site / "index.html").is_file():
        parser.error(f"no site there: {site}")
    bad = 0
    for page, line, link in faults(site):
        print(f"{page}:{line}: leads nowhere: {link}")
        bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
