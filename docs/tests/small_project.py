"""Parts of a small project for the tests."""


def write_list(root, *chapters):
    """chapters/chapters.txt with the chapters, each "folder kind"."""
    path = root / "chapters/chapters.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{chapter} 1 30\n" for chapter in chapters),
                    encoding="utf-8")
