"""The named pieces of docs/examples: each is shown somewhere."""

import re

TAG = re.compile(r"^// \[([\w-]+)\]$", re.M)
SHOWN = re.compile(r"[@\\]snippet (\S+) (\S+)")


def unquoted(root):
    """(path, line, message) of every snippet that no description shows."""
    shown = {match.groups() for file in root.glob("docs/api/*.dox")
             for match in SHOWN.finditer(file.read_text(encoding="utf-8"))}
    for file in sorted(root.glob("docs/examples/*.cpp")):
        text, seen = file.read_text(encoding="utf-8"), set()
        for match in TAG.finditer(text):
            if match[1] not in seen and (file.name, match[1]) not in shown:
                line = text.count("\n", 0, match.start()) + 1
                yield file, line, f"nothing shows the snippet {match[1]}"
            seen.add(match[1])
