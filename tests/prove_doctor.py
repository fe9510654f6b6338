"""Break an installation in seven ways and write down what the doctor says of each.

    python -m tests.prove_doctor [--out docs/results/doctor.md]

The guides' release; `/readyz` is played by a stand-in. The doctor is `channels.doctor`, as
`python -m channels doctor` calls it.
"""

import argparse
import asyncio
import json
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bot.training import model
from channels import application_checks
from channels.doctor import examine, told
from knowledge.database import upgrade
from knowledge.settings import Settings
from retriever import release
from tests.catalogue import TEST_VAR

_NOT_ASKED = {"portal_url": "http://127.0.0.1:9"}
"""The clock cannot be compared: no server outside is asked."""


class _Answering(BaseHTTPRequestHandler):
    """Answers everything with the server's `body`."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.body)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering(body: object) -> Iterator[int]:
    """A server of this machine; yields its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answering)
    server.body = body if isinstance(body, bytes) else json.dumps(body).encode()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sound(var: Path) -> Settings:
    """Return an installation in which nothing is wrong."""
    guides = Settings(var=TEST_VAR / "guides")
    current = release.current(guides.releases).resolve()
    (var / "releases").mkdir(parents=True)
    (var / "releases" / current.name).symlink_to(current)
    (var / "releases" / "current").write_text(current.name)
    (var / "rasa").mkdir()
    made = Settings(var=var)
    (var / "rasa" / model(made).name).symlink_to(model(guides).resolve())
    upgrade(made.sqlalchemy_url)
    (var / "secret").write_text("a secret of the proof, long enough")
    (var / "secret").chmod(0o600)
    return made


def _no_release(made: Settings) -> Settings:
    (made.releases / "current").unlink()
    return made


def _wrong_url(made: Settings) -> Settings:
    return made.model_copy(update={"database_url": "postgresql+psycopg://motcua@127.0.0.1:9/motcua"})


def _damaged(made: Settings) -> Settings:
    database = made.var / "motcua.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    database.write_bytes(b"no database any more" * 1000)
    return made


def _open_secret(made: Settings) -> Settings:
    (made.var / "secret").chmod(0o644)
    return made


def _fixed_day(made: Settings) -> Settings:
    return made.model_copy(update={"today": "2026-01-01"})


_ABOUT = "The application's own answer (`/readyz`) is played by a stand-in; everything else is real."
READY = {"ready": True, "rasa": True}
BROKEN: dict[str, tuple[Callable[[Settings], Settings], object]] = {
    "nothing (for comparison)": (lambda made: made, READY),
    "no release was built": (_no_release, READY),
    "Rasa is absent": (lambda made: made, {"ready": True, "rasa": False}),
    "the database's URL is wrong": (_wrong_url, {"ready": False, "rasa": True}),
    "the database file is damaged": (_damaged, {"ready": False, "rasa": True}),
    "others may read the secret": (_open_secret, READY),
    "a fixed day is left over from tests": (_fixed_day, READY),
    "another program has the port": (lambda made: made, b"<html>"),
}


def said(breaking: Callable[[Settings], Settings], body: object) -> str:
    """Return what the doctor says of a broken installation, without the machine's own paths."""
    with tempfile.TemporaryDirectory() as folder, answering(body) as port:
        broken = breaking(sound(Path(folder) / "var")).model_copy(update={"port": port, **_NOT_ASKED})
        found = asyncio.run(examine(broken, application_checks.CHECKS))
        return told(found).replace(folder, "").replace(str(port), "8000").strip()


def main() -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    out = parser.parse_args().out
    parts = [f"# The doctor on broken installations\n\nMade by `python -m tests.prove_doctor`. {_ABOUT}"]
    parts += [f"## Broken: {about}\n\n```\n{said(*broken)}\n```" for about, broken in BROKEN.items()]
    text = "\n\n".join(parts) + "\n"
    print(text)
    if out:
        out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
