"""Command line: `python -m retriever build`, `search QUESTION` and `explain QUESTION`."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from knowledge.guides.errors import GuideError
from knowledge.phrasings.loading import BadPhrasingError
from knowledge.procedures.errors import CatalogueError
from knowledge.settings import settings
from retriever import release
from retriever.build import make
from retriever.errors import RetrieverError
from retriever.explaining import explain, lines


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 2 not done."""
    parser = argparse.ArgumentParser(prog="python -m retriever", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    building = commands.add_parser("build", help="build the release for the current knowledge and make it current")
    building.add_argument("--approved", type=_file, metavar="FILE", help="build with these phrasings of staff instead")
    building.add_argument("--apart", action="store_true", help="leave the release in use as it is")
    building.set_defaults(run=_build)
    searching = commands.add_parser("search", help="search the current release")
    searching.add_argument("question")
    searching.add_argument("--context", nargs="*", default=[], metavar="CODE")
    searching.set_defaults(run=_search)
    explaining = commands.add_parser("explain", help="say why a search of the current release finds what it finds")
    explaining.add_argument("question")
    explaining.add_argument("--context", nargs="*", default=[], metavar="CODE", help="what it is about, latest first")
    explaining.add_argument("--json", action="store_true", help="everything, for other programs")
    explaining.set_defaults(run=_explain)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except (RetrieverError, GuideError, CatalogueError, BadPhrasingError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _file(name: str) -> Path:
    if not (path := Path(name)).is_file():
        raise argparse.ArgumentTypeError(f"{name}: no such file")
    return path


def _build(options: argparse.Namespace) -> None:
    made = make(settings(), lambda text: print(text, flush=True), options.approved)
    if not options.apart:
        release.switch(settings().releases, made.folder.name)
    state = "unchanged" if made.reused else f"built in {made.seconds:.0f} s"
    print(f"release {made.folder.name}: {made.procedures} procedures, {made.phrasings} phrasings, {state}")


def _search(options: argparse.Namespace) -> None:
    found = release.load(release.current(settings().releases)).search(options.question, options.context)
    print(f"{found.decision} {' '.join(found.about)} (confidence {found.confidence:.2f})")
    for result in found.results:
        print(f"{result.score:.3f}  {result.procedure_code}  {result.name}  [{result.similarity:.2f} {result.matched}]")


def _explain(options: argparse.Namespace) -> None:
    retriever = release.load(release.current(settings().releases))
    explanation = explain(retriever, options.question, options.context)
    if options.json:
        print(json.dumps(asdict(explanation), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(explanation)))


if __name__ == "__main__":
    sys.exit(main())
