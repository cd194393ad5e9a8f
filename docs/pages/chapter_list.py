"""chapters/chapters.txt: the chapters in order, with what kind each is of."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One chapter. `kind` is exercise, measuring, reading or draft."""

    folder: str
    kind: str
    part: int
    minutes: int


def read(root):
    """The chapters by the names of their folders, in order."""
    text = (Path(root) / "chapters/chapters.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines()
            if line and not line.startswith("#"))
    return {folder: Entry(folder, kind, int(part), int(minutes))
            for folder, kind, part, minutes in rows}


def with_pages(root):
    """The folders of the chapters that have a page, in order."""
    return [folder for folder, entry in read(root).items()
            if entry.kind != "draft"]
