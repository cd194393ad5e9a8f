#!/usr/bin/env python3
"""Renews the golden files that the pages show as output.

usage: docs/update_output.py [--check] [--build FOLDER] [NAME ...]

docs/output/commands.txt has a line for each: NAME: PROGRAM ARGUMENTS. The
program is a target of the build folder (build/test), built here first. If the
explorer finds a failing schedule there, NAME.json has it for the stepper. A
golden file may have … for what varies; alone on a line, for any lines. A NAME
that ends in .svg is docs/pictures/NAME: the schedule that the explorer draws.
--check writes nothing and exits 1 when a program prints something else.
"""

import argparse
import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from pages import fences

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 60  # seconds that a program may take


def read_commands(text):
    """NAME -> words of the command; ValueError names a bad line."""
    commands = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, command = line.partition(":")
        if not colon or not command.strip() or name in commands:
            raise ValueError(f"line {number}: NAME: PROGRAM ARGUMENTS, once")
        commands[name.strip()] = shlex.split(command)
    return commands


def run(command, build, **environment):
    """What the command prints on stdout and stderr."""
    done = subprocess.run([build / "bin" / command[0], *command[1:]],
                          cwd=ROOT, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=os.environ | environment,
                          timeout=LONGEST, check=False)
    return done.stdout


def printed(command, build):
    """The lines that the command prints, without our paths, and those of the
    failing schedule as JSON, if there is one."""
    with tempfile.TemporaryDirectory() as folder:
        schedule = Path(folder) / "schedule.json"
        said = run(command, build, EXPLORER_TRACE_JSON=str(schedule))
        data = schedule.read_text(encoding="utf-8") if schedule.exists() else ""
    return _lines(said, build), data.splitlines()


def pictured(command, build):
    """The lines of the schedule that the command fails in, as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "schedule.svg"
        said = run(command, build, EXPLORER_TRACE_SVG=str(picture))
        if not picture.exists():
            sys.exit(f"{said}{' '.join(command)}: has drawn no schedule")
        return _lines(picture.read_text(encoding="utf-8"), build)


def _lines(text, build):
    text = text.replace(f"{build}/", "./build/test/").replace(f"{ROOT}/", "")
    text = re.sub(r"(Randomness seeded to: )\d+", rf"\1{fences.ELISION}", text)
    return [line.rstrip() for line in text.rstrip("\n").splitlines()]


def build_programs(commands, build):
    targets = sorted({command[0] for command in commands.values()})
    done = subprocess.run(["cmake", "--build", build, "-j2", "--target",
                           *targets], stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.exit(done.stdout)


def differs(name, golden, actual):
    """A unified diff of what differs, or an empty string."""
    if fences.elided_match(golden, actual):
        return ""
    return "\n".join(difflib.unified_diff(golden, actual, name, "printed now",
                                          lineterm=""))


def update(name, command, options):
    """Checks or renews one golden file; true when it was as it should be."""
    if name.endswith(".svg"):
        return _renew(f"docs/pictures/{name}", pictured(command, options.build),
                      options)
    said, schedule = printed(command, options.build)
    same = _renew(f"docs/output/{name}.txt", said, options)
    if not schedule:
        return same
    return _renew(f"docs/output/{name}.json", schedule, options) and same


def _renew(name, actual, options):
    """The same for one file."""
    file = ROOT / name
    golden = []
    if file.exists():
        golden = file.read_text(encoding="utf-8").splitlines()
    difference = differs(name, golden, actual)
    if not difference:
        return True
    print(difference)
    if not options.check:
        file.write_text("\n".join(actual) + "\n", encoding="utf-8")
        print(f"{name}: renewed; put … for what varies")
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--build", type=Path, default=ROOT / "build/test")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    options.build = options.build.resolve()
    table = (ROOT / "docs/output/commands.txt").read_text(encoding="utf-8")
    try:
        commands = read_commands(table)
    except ValueError as error:
        parser.error(f"docs/output/commands.txt, {error}")
    chosen = {name: commands[name] for name in options.names or commands
              if name in commands}
    if len(chosen) < len(options.names):
        parser.error("a NAME is not in docs/output/commands.txt")
    if not options.build.is_dir():
        parser.error(f"no build folder: {options.build}")
    if chosen:
        build_programs(chosen, options.build)
    try:
        same = [update(name, command, options)
                for name, command in chosen.items()]
    except OSError as error:
        parser.error(str(error))
    return 1 if options.check and not all(same) else 0


if __name__ == "__main__":
    sys.exit(main())
