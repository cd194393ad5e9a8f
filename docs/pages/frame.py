"""What is around the text of every page: the side bar, and the scripts that
the page needs."""

import html
import re

from . import chapter_list, made, markdown

TOP = "</div><!-- top -->\n"
SCHEDULE = 'class="schedule"'
STEPPER = ('<script defer="defer" src="schedule.js"></script>\n'
           '<script defer="defer" src="stepper.js"></script>\n</head>')
REFERENCE = [("modules.html", "API by topic"), ("annotated.html", "API by class"),
             ("files.html", "Source files")]
MORE = [*made.LISTS, ("examples.html", "Examples")]
TASK = re.compile(r"Task (\d+)\b")


def side_bar(book):
    """The contents of the site, with what a reader can tick off in each
    chapter."""
    parts = chapter_list.read(book.root)
    first = [page for page in book.pages if page.name in
             ("mainpage", "chapters", "schedules")]
    rest = [page for page in book.pages
            if page not in first and page not in book.chapters]
    groups = [("", [_item(page.address, _short(page)) for page in first])]
    for part, name in ((1, "Part I: threads"), (2, "Part II: tasks")):
        groups.append((name, [_chapter(page) for page in book.chapters
                              if parts[page.folder].part == part]))
    groups.append(("More", [*(_item(*entry) for entry in MORE),
                            *(_item(page.address, page.title)
                              for page in rest)]))
    reference = list(REFERENCE)
    if book.listings:
        reference.append(("files-on-pages.html", "Files on these pages"))
    groups.append(("Reference", [_item(*entry) for entry in reference]))
    lists = "\n".join(
        (f"<h2>{name}</h2>\n" if name else "") + "<ul>\n"
        + "\n".join(items) + "\n</ul>" for name, items in groups if items)
    return (f'<nav id="side-nav" aria-label="Contents">\n{lists}\n</nav>\n'
            '<main id="doc-content" tabindex="-1">\n')


def _short(page):
    return "Start" if page.name == "mainpage" else page.title


def _item(address, title, inside=""):
    return (f'<li><a href="{address}">{html.escape(title)}</a>{inside}</li>')


def _chapter(page):
    tasks = ",".join(match[1] for _, _, title in markdown.headings(page.text)
                     if (match := TASK.match(title)))
    ticks = (f' <span class="ticks" data-page="{page.name}" '
             f'data-tasks="{tasks}"></span>' if tasks else "")
    return _item(page.address, page.title.removeprefix("Chapter "), ticks)


def around(text, name, bar):
    """The page `name` with the side bar, in which it is marked, and with the
    scripts that it needs."""
    marked = bar.replace(f'<a href="{name}"',
                         f'<a aria-current="page" href="{name}"')
    if SCHEDULE in text:
        text = text.replace("</head>", STEPPER, 1)
    if name == "index.html":
        marked = marked.replace('<main ', '<main class="front" ')
    return text.replace(TOP, TOP + marked, 1)
