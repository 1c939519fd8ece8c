"""The command `balcao`. Each subcommand is a module in `commands/`; this one only chooses."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from balcao import __version__
from balcao.commands import administrator, backup, demo, diagnose, draw, log, prepare, serve, simulate, worker

STOPPED = 130
"""The exit code after Ctrl-C, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; returns the exit code."""
    parser = ArgumentParser(prog="balcao", description="The counter where an economy's small businesses go digital.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (diagnose, draw, simulate, demo, prepare, serve, worker, administrator, backup, log):
        command.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except KeyboardInterrupt:  # whoever stops it knows why; temporary files are gone and outputs are whole or absent
        return STOPPED
    return code


if __name__ == "__main__":
    sys.exit(main())
