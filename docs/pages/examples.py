"""The page of all examples, which are tests as well."""

import re

TAG = re.compile(r"^// \[([\w-]+)\]$", re.M)
SUBJECT = re.compile(r"@(?:class (?:\w+::)*|defgroup \w+ )(.+)")
SHOWN = re.compile(r"@par (.+)\n \*  @snippet \S+ ([\w-]+)")


def page(root):
    """The page for Doxygen: every named piece of docs/examples, in order."""
    titles = _titles(root)
    pieces = [f"## {titles.get(tag, tag)} {{#example-{tag}}}\n\n"
              f"\\snippet {file.name} {tag}\n"
              for file in sorted((root / "docs/examples").glob("*.cpp"))
              for tag in dict.fromkeys(TAG.findall(
                  file.read_text(encoding="utf-8")))]
    return ("# Examples {#examples}\n\n\\tableofcontents\n\nEach is part of a "
            "program that the tests build and run.\n\n" + "\n".join(pieces))


def _titles(root):
    """What the reference says that the pieces show, by their tags."""
    titles = {}
    for file in sorted((root / "docs/api").glob("*.dox")):
        for comment in file.read_text(encoding="utf-8").split("/**"):
            subject = SUBJECT.search(comment)
            for says, tag in SHOWN.findall(comment):
                if says == "Example":
                    titles.setdefault(tag, subject[1])
                else:
                    titles[tag] = f"{subject[1]}: {says[0].lower()}{says[1:]}"
    return titles
