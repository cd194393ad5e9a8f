"""The pages of the workbook in the order of reading."""

import re
from dataclasses import dataclass
from pathlib import Path

from . import chapter_list, markdown


class PageError(Exception):
    """What is wrong with a page, and where."""

    def __init__(self, page, line, message):
        super().__init__(f"{page}:{line}: {message}")


@dataclass(frozen=True)
class Page:
    """One Markdown file. `name` is its address on the site."""

    path: str  # relative to the project
    name: str  # mainpage, chapters, ch01 …
    title: str
    text: str

    @property
    def folder(self):
        """The name of the folder that it is in."""
        return self.path.rpartition("/")[0].rpartition("/")[2]

    @property
    def address(self):
        return "index.html" if self.name == "mainpage" else self.name + ".html"


# Pages beside the chapters, those that are read before them and after, with
# their names.
BEFORE = {"README.md": "mainpage", "chapters/README.md": "chapters",
          "chapters/reading-schedules.md": "schedules"}
AFTER = {"tests/explorer/your-own-code/README.md": "your-own-code",
         "tests/explorer/README.md": "explorer",
         "CONTRIBUTING.md": "contributing"}


class Book:
    """All pages: the chapters, and those before and after them."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        paths = [*BEFORE, *(f"chapters/{folder}/README.md" for folder
                            in chapter_list.with_pages(self.root)), *AFTER]
        self.pages = [self._page(self.root / path) for path in paths
                      if (self.root / path).is_file()]
        self.by_path = {page.path: page for page in self.pages}
        self.listings = {}  # path of a file that a page links to -> name

    def _page(self, file):
        path = file.relative_to(self.root).as_posix()
        text = file.read_text(encoding="utf-8")
        heads = markdown.headings(text)
        if not heads or heads[0][1] != 1:
            raise PageError(path, 1, "a page begins with its title, # …")
        return Page(path, _name(path), plain_title(heads[0][2]), text)

    @property
    def chapters(self):
        return [page for page in self.pages
                if page.path not in BEFORE | AFTER]

    def neighbours(self, page):
        """The page before and the page after; None at the ends."""
        at = self.pages.index(page)
        before = self.pages[at - 1] if at else None
        after = self.pages[at + 1] if at + 1 < len(self.pages) else None
        return before, after

    def listing(self, path):
        """The name of the page that shows the file at `path`."""
        return self.listings.setdefault(
            path, "file-" + re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-"))


def _name(path):
    return (BEFORE | AFTER).get(path) or "ch" + path.split("/")[1][:2]


def plain_title(title):
    """A heading as Doxygen can show it: no code marks, no list number."""
    title = re.sub(r"^(\d+)[.:]\s+", r"Chapter \1: ", title)
    return title.replace("`", "")
