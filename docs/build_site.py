#!/usr/bin/env python3
"""Builds the site with Doxygen: pages, reference, search index.

usage: docs/build_site.py FOLDER   (the site is FOLDER/site)
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

from group_filter import TOPICS
from pages import (chapter_list, examples, finish, fulltext, made, markup,
                   to_doxygen)
from pages.book import Book, PageError

DOCS = Path(__file__).resolve().parent
# What the language asks of a type that a task awaits or returns.
ASKED_FOR = re.compile(r" Member (await_\w+|promise_type|operator co_await)\(?")
AWESOME = Path("/usr/share/doxygen-awesome-css")


def newest_headers(root):
    """The finished library: the newest version of each header."""
    newest = {}
    for chapter, entry in chapter_list.read(root).items():
        # One is a program of its own, the other has no page yet.
        if entry.kind in ("reading", "draft"):
            continue
        for header in sorted((root / "solutions" / chapter).glob("*.hpp")):
            newest[header.name] = header
    explorer = root / "tests/explorer/explorer.hpp"
    return [*newest.values(), *([explorer] if explorer.is_file() else [])]


def write_pages(book, out):
    """The converted pages, in order, then the files they link to."""
    out.mkdir(parents=True)
    written = []

    def write(name, text):
        written.append(out / f"{name}.md")
        written[-1].write_text(text, encoding="utf-8")

    for page in book.pages:
        converter = to_doxygen.Converter(book, page)
        write(page.name, converter.convert())
        for name, picture in converter.listings.diagrams.items():
            (out / name).write_text(picture, encoding="utf-8")
    write("examples", examples.page(book.root))
    if book.listings:
        write("files-on-pages", markup.listings_page(book))
    for path, name in sorted(book.listings.items()):
        write(name, markup.listing_page(book, path))
    return written


def quoted(paths):
    return " ".join(f'"{path}"' for path in paths)


def settings(root, out, inputs):
    """docs/Doxyfile and what depends on the folders."""
    styles = [AWESOME / "doxygen-awesome.css",
              *sorted((DOCS / "theme").glob("*.css")),
              DOCS / "stepper/stepper.css"]
    extra = [*sorted((DOCS / "theme").glob("*.js")),
             *sorted((DOCS / "stepper").glob("*.js")),
             DOCS / "theme/favicon.svg",
             *sorted((root / "docs/pictures").glob("*.svg")),
             *sorted((out / "pages").glob("*.svg"))]
    return "\n".join([
        (DOCS / "Doxyfile").read_text(encoding="utf-8"),
        f"INPUT = {quoted(inputs)}",
        f'OUTPUT_DIRECTORY = "{out / "site"}"',
        f"STRIP_FROM_PATH = {quoted([out / 'pages', root])}",
        f'STRIP_FROM_INC_PATH = {quoted(sorted(root.glob("solutions/*/")))} '
        f'"{root / "tests/explorer"}"',
        f'EXAMPLE_PATH = "{root / "docs/examples"}"',
        f'FILTER_PATTERNS = "*.hpp={sys.executable} {DOCS / "group_filter.py"}"',
        f'LAYOUT_FILE = "{DOCS / "theme/layout.xml"}"',
        f'HTML_HEADER = "{DOCS / "theme/header.html"}"',
        f'HTML_FOOTER = "{DOCS / "theme/footer.html"}"',
        f"HTML_EXTRA_STYLESHEET = {quoted(styles)}",
        f"HTML_EXTRA_FILES = {quoted(extra)}",
        f'GENERATE_TAGFILE = "{out / "names.xml"}"',
        ""])


def matters(complaint):
    """What is inside the library need not be documented to the last name."""
    file = Path(complaint.partition(":")[0]).name
    inside = file not in TOPICS or ASKED_FOR.search(complaint)
    return not (complaint.endswith("is not documented.")
                and file.endswith(".hpp") and inside)


def run_doxygen(root, out, text):
    """Doxygen's complaints, with the paths of the sources; empty if none."""
    (out / "Doxyfile").write_text(text, encoding="utf-8")
    done = subprocess.run(["doxygen", out / "Doxyfile"], cwd=root, text=True,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          check=False)
    complaints = "".join(line for line in done.stderr.splitlines(True)
                         if line.strip() and matters(line.rstrip()))
    if done.returncode and not complaints:
        complaints = f"doxygen: exit status {done.returncode}\n"
    return complaints


def name_sources(complaints, book, out):
    """Converted pages have other names than their sources."""
    for page in book.pages:
        complaints = complaints.replace(str(out / f"pages/{page.name}.md"),
                                        page.path)
    return complaints


def build(root, out):
    """Builds out/site; returns what is wrong, or an empty string."""
    if not AWESOME.is_dir():
        return f"no {AWESOME}: install doxygen-awesome-css\n"
    for name in ("site", "pages"):
        shutil.rmtree(out / name, ignore_errors=True)
    (out / "site").mkdir(parents=True)
    try:
        book = Book(root)
        inputs = write_pages(book, out / "pages")
    except PageError as error:
        return f"{error}\n"
    inputs += [*sorted((root / "docs/api").glob("*.dox")),
               *newest_headers(root)]
    complaints = run_doxygen(root, out, settings(root, out, inputs))
    if complaints:
        return name_sources(complaints, book, out)
    for unused in ("jquery.js", "dynsections.js"):
        (out / "site" / unused).unlink(missing_ok=True)
    names = list(fulltext.api_names(out / "names.xml"))
    made.write(book, out / "site")
    finish.pages(book, out / "site")
    finish.reference_links(book, out / "site", names)
    finish.tooltips(book, out / "site")
    index = fulltext.index(book, names)
    (out / "site/fulltext.js").write_text(index, encoding="utf-8")
    return ""


def refusal(out):
    """Why nothing can be built there, where something would be lost."""
    if out == DOCS or DOCS in out.parents:
        return f"{out} has what the site is made of"
    if (out / "Doxyfile").exists():  # ours, from the last time
        return ""
    for name in ("site", "pages"):
        if (out / name).exists():
            return f"{out / name} is there already, and not a site of ours"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER",
                        help="the site is FOLDER/site")
    out = parser.parse_args().folder.resolve()
    if why := refusal(out):
        parser.error(why)
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "Doxyfile").touch()
        complaints = build(DOCS.parent, out)
    except OSError as error:
        parser.error(str(error))
    sys.stderr.write(complaints)
    if not complaints:
        print(f"site: {out / 'site/index.html'}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
