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
    def address(self):
        return "index.html" if self.name == "mainpage" else self.name + ".html"


class Book:
    """README.md, chapters/README.md and the chapters."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        files = [self.root / "README.md", self.root / "chapters/README.md",
                 *(self.root / "chapters" / folder / "README.md"
                   for folder in chapter_list.with_pages(self.root))]
        self.pages = [self._page(file) for file in files if file.is_file()]
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
        return [page for page in self.pages if page.name.startswith("ch")
                and page.name != "chapters"]

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
    if path == "README.md":
        return "mainpage"
    if path == "chapters/README.md":
        return "chapters"
    return "ch" + path.split("/")[1][:2]


def plain_title(title):
    """A heading as Doxygen can show it: no code marks, no list number."""
    title = re.sub(r"^(\d+)[.:]\s+", r"Chapter \1: ", title)
    return title.replace("`", "")
