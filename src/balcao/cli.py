"""The command `balcao`. Each subcommand is a module in `commands/`; this one only chooses."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module

from balcao import __version__

COMMANDS = {
    "diagnose": "diagnose", "draw": "draw", "simulate": "simulate", "demo": "demo", "prepare": "prepare", "serve": "serve",
    "worker": "worker", "administrator": "administrator", "backup": "backup", "restore": "backup", "log": "log", "key": "key",
}  # fmt: skip
"""Each subcommand's module in `commands/`: only that of the one that is run is imported."""

STOPPED = 130
"""The exit code after Ctrl-C, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; returns the exit code."""
    parser = ArgumentParser(prog="balcao", description="The counter where an economy's small businesses go digital.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    given = sys.argv[1:] if arguments is None else arguments
    wanted = [COMMANDS[given[0]]] if given and given[0] in COMMANDS else dict.fromkeys(COMMANDS.values())
    for name in wanted:
        import_module(f"balcao.commands.{name}").add_to(commands)
    chosen = parser.parse_args(given)
    try:
        code: int = chosen.run(chosen)
    except KeyboardInterrupt:  # whoever stops it knows why; temporary files are gone and outputs are whole or absent
        return STOPPED
    return code


if __name__ == "__main__":
    sys.exit(main())
