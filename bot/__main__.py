"""Command line for officers: `python -m bot hand-overs`, `receipt NUMBER` and `feedback`."""

import argparse
import sys

from bot.conversations.commands import add_commands
from bot.conversations.errors import ConversationError
from knowledge.database import DatabaseError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 refused or not found, 2 could not be done."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    add_commands(parser.add_subparsers(required=True, metavar="COMMAND"))
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except ConversationError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
