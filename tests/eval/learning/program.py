"""A copy of the program whose knowledge is the small catalogue: everything in it is built, measured and served for real."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import yaml

from eval.console.proposals.tables import ProposalRow
from knowledge.database import Sessions, engine, sessions, upgrade, writing
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.parts import Part
from knowledge.settings import ROOT, Settings
from tests.conftest import free_port
from tests.retriever.samples import ASKED, CAT, DOG, NOTHING, cat_guide, records

PARTS = ("bot", "channels", "eval", "knowledge", "retriever", "pyproject.toml")
DEV = (
    {"id": "d1", "question": "xin phép nuôi con chó", "expect": [[DOG]], "behaviour": "answer"},
    {"id": "d2", "question": "khai báo con mèo trong nhà", "expect": [[CAT]], "behaviour": "answer"},
)
RULES = {"rules": [{"task": "retrieval", "figure": "first", "least": 1.0, "why": "both questions are easy ones"}]}
SERVE = """
import sys, uvicorn
from channels.app import public_app
from channels.services import put_together
from knowledge.settings import settings
uvicorn.run(public_app(put_together(settings())), port=int(sys.argv[1]), log_level="warning")
"""


@dataclass
class Program:
    """The copy at `root`, with its own settings and database."""

    root: Path
    settings: Settings
    store: Sessions
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, expect: int = 0) -> str:
        """Run `python -m ARGUMENTS` there; return what it says."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.root, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == expect, done.stdout[-2000:] + done.stderr[-3000:]
        return done.stdout + done.stderr

    def learn(self, expect: int = 0) -> str:
        """Run what `make learn` runs, by the small rules and retrieval alone."""
        return self.run("eval", "learn", "--tasks", "retrieval", expect=expect)

    def approve(self, *texts: str, code: str) -> None:
        """Approve phrasings as an editor does on the page of proposals."""
        now = datetime.now(UTC)
        with writing(self.store) as session:
            for text in texts:
                row = ProposalRow(kind="phrasing", procedure_code=code, aspect="general", text=text, path="", base="")
                row.note, row.reason, row.state, row.proposed_by, row.settled_by = "", "", "approved", "lan", "minh"
                row.proposed_at = row.settled_at = now
                session.add(row)

    def withdraw_all(self) -> None:
        """Take every approval back."""
        with writing(self.store) as session:
            session.query(ProposalRow).update({ProposalRow.state: "withdrawn"})

    @contextmanager
    def served(self) -> Iterator["Served"]:
        """Serve the copy, without Rasa."""
        port = free_port()
        process = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], cwd=self.root, env=self.environment)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
            try:
                while process.poll() is None:
                    with suppress(httpx.TransportError):
                        http.get("/healthz")
                        break
                    time.sleep(0.1)
                yield Served(http)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(90)


@dataclass
class Served:
    """The running application."""

    http: httpx.Client

    def ask(self, text: str) -> Mapping[str, Any]:
        """Say something in a conversation of its own."""
        body = {"conversation_id": str(uuid.uuid4()), "channel": "api", "text": text}
        reply: Mapping[str, Any] = self.http.post("/api/v1/chat", json=body).json()
        return reply

    def release(self, wanted: str) -> str:
        """Return the release in use, once it is `wanted`, or after some seconds."""
        name = ""
        for _ in range(200):
            name = self.http.get("/readyz").json()["release"]
            if name == wanted:
                break
            time.sleep(0.1)
        return name


def copied(folder: Path) -> Program:
    """Copy the program to `folder`, give it the small knowledge and its first release."""
    for name in PARTS:
        source = ROOT / name
        ignored = shutil.ignore_patterns("*.jsonl")
        shutil.copytree(source, folder / name, ignore=ignored) if source.is_dir() else shutil.copy(source, folder)
    _small_knowledge(folder)
    catalogue = Catalogue(folder / "var" / "catalogue.sqlite")
    for code, record in records().items():
        fields = record.model_dump(mode="json", exclude={"procedure_code", "as_of"})
        catalogue.add([Part(code, "detail", record.as_of, fields)])
    settings = Settings(var=folder / "var", gate_file=str(folder / "rules.yml"))
    others = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    told = {"MOTCUA_VAR": str(settings.var), "MOTCUA_GATE_FILE": settings.gate_file, "MOTCUA_RASA_PORT": "9"}
    upgrade(settings.sqlalchemy_url)
    made = Program(folder, settings, sessions(engine(settings.sqlalchemy_url)), others | told)
    made.run("retriever", "build")
    return made


def _small_knowledge(folder: Path) -> None:
    for name in ("guides", "phrasings", "life_events"):
        for path in (folder / "knowledge" / name).rglob("*.yml"):
            path.unlink()
    guide = cat_guide().model_dump(mode="json", exclude_defaults=True)
    _write(folder / "knowledge/guides/meo.yml", guide)
    _write(folder / "knowledge/phrasings/vat-nuoi.yml", {code: {"general": list(said)} for code, said in ASKED.items()})
    _write(folder / "knowledge/phrasings/nothing.yml", list(NOTHING))
    _write(folder / "rules.yml", RULES)
    for name in ("dev", "dev_wide"):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in DEV)
        (folder / f"eval/questions/{name}.jsonl").write_text(lines, encoding="utf-8")


def _write(file: Path, content: Any) -> None:
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
