"""The page of all examples, which are tests as well."""

import re

TAG = re.compile(r"^// \[([\w-]+)\]$", re.M)


def page(root):
    """The page for Doxygen: every named piece of docs/examples, in order."""
    pieces = [f"## {tag.replace('-', ' ').capitalize()} "
              f"{{#example-{tag}}}\n\n\\snippet {file.name} {tag}\n"
              for file in sorted((root / "docs/examples").glob("*.cpp"))
              for tag in dict.fromkeys(TAG.findall(
                  file.read_text(encoding="utf-8")))]
    return ("# Examples {#examples}\n\n\\tableofcontents\n\nEach is part of a "
            "program that the tests build and run.\n\n" + "\n".join(pieces))
