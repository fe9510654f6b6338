"""Command line: `python -m channels serve`."""

import argparse
import logging
import sys

from channels.serving import PortTakenError, serve
from knowledge.database import DatabaseError
from knowledge.secrets import SecretError
from knowledge.settings import settings
from retriever.errors import RetrieverError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 2 not done."""
    parser = argparse.ArgumentParser(prog="python -m channels", description=__doc__)
    parser.add_subparsers(required=True, metavar="COMMAND").add_parser("serve", help="serve until Ctrl-C")
    parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        serve(settings())
    except (PortTakenError, RetrieverError, DatabaseError, SecretError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
