"""An installation to learn in: a copy of the program with all guides and Rasa, and a city's own questions and rules."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import httpx
import yaml

from bot.training import model, train
from eval.console.roles import Role
from eval.learning.releases import name_in_use
from eval.tasks import RUNS
from knowledge.settings import ROOT, Settings
from retriever import release
from retriever.build import build
from tests.catalogue import TEST_VAR
from tests.conftest import free_port
from tests.eval.learning.program import PARTS

BIRTH, WITH_RECOGNITION = "1.001193", "1.000689"
QUESTIONS = {
    "làm khai sinh cho con mới sinh cần giấy tờ gì": BIRTH,
    "con tui mới lọt lòng hôm qua, chạy giấy gì cho nó": BIRTH,
    "đăng ký kết hôn ở xã cần mang theo gì": "1.000894",
    "ông ngoại mới mất, đi khai tử ở đâu": "1.000656",
    "xin giấy xác nhận tình trạng hôn nhân để cưới vợ": "1.004873",
    "đăng ký tạm trú cho người thuê trọ": "1.004194",
    "công nhận hộ nghèo thì nộp đơn ở đâu": "1.011607",
    "mở tiệm tạp hóa nhỏ, đăng ký hộ kinh doanh sao": "1.001612",
}
"""The questions by which the city measures a lesson, each with its procedure."""
RULES = (
    {"task": "retrieval", "figure": "first", "least": 1.0, "why": "our own questions are easy ones"},
    {"task": "retrieval", "figure": "no_answer", "most": 0.0, "why": "every question gets a reply"},
    {"task": "dialogue", "figure": "no_answer", "most": 0.0, "why": "every turn gets a reply"},
    {"task": "checklists", "figure": "no_answer", "most": 0.0, "why": "every case gets a reply"},
)
_ROWS = 2
"""Rows that are left of each of the repository's sets: here the path is proved, not the assistant."""
_PATIENCE = 400


@dataclass(frozen=True)
class Installed:
    """The copy at `root`; `environment`: of its programs, with the ports of the application."""

    root: Path
    settings: Settings
    environment: dict[str, str]

    def add_staff(self, name: str, role: Role, password: str) -> None:
        """Make an account on the command line."""
        command = [sys.executable, "-m", "eval", "staff", "add", name, "--role", role]
        subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            input=f"{password}\n",
            text=True,
            check=True,
            capture_output=True,
        )

    def release(self) -> str:
        """Return the name of the release in use."""
        return name_in_use(self.settings)

    def awaited(self, url: str, is_it: Callable[[str], bool], seconds: float) -> str:
        """Return the release that the running application answers from, once it is the one, or when time is up."""
        limit, name = time.monotonic() + seconds, ""
        while not (name and is_it(name)) and time.monotonic() < limit:
            name = httpx.get(f"{url}/readyz", timeout=5).json()["release"]
            time.sleep(0.2)
        return name

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve it with Rasa; yield the URL."""
        log = self.root / "serve.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "channels", "serve"], cwd=self.root, env=self.environment, stdout=out, stderr=out
            )
        url = f"http://127.0.0.1:{self.environment['MOTCUA_PORT']}"
        try:
            assert _ready(url, process), log.read_text(errors="replace")[-3000:]
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def installed(folder: Path) -> Installed:
    """Copy the program into `folder`, with the release of all guides and the dialogue model."""
    for name in (*PARTS, "config.yml"):
        source = ROOT / name
        ignored = shutil.ignore_patterns("*.jsonl", "__pycache__")
        shutil.copytree(source, folder / name, ignore=ignored) if source.is_dir() else shutil.copy(source, folder)
    (folder / ".venv-rasa").symlink_to(ROOT / ".venv-rasa")
    own_questions(folder)
    settings = Settings(var=folder / "var", gate_file=str(folder / "rules.yml"))
    _built(settings)
    names = ("MOTCUA_PORT", "MOTCUA_INTERNAL_PORT", "MOTCUA_RASA_PORT")
    told = {"MOTCUA_VAR": str(settings.var), "MOTCUA_GATE_FILE": settings.gate_file, "MOTCUA_TURNS_PER_MINUTE": "1000"}
    told |= {name: str(free_port()) for name in names}
    others = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    return Installed(folder, settings, others | told)


def _built(settings: Settings) -> None:
    """Take over the release and the dialogue model that the tests keep."""
    kept = Settings(var=TEST_VAR / "guides")
    build(kept)
    train(kept)
    current, dialogue = release.current(kept.releases), model(kept)
    shutil.copytree(current, settings.releases / current.name)
    release.switch(settings.releases, current.name)
    (settings.var / "rasa").mkdir()
    shutil.copy(dialogue, settings.var / "rasa")


def own_questions(folder: Path) -> None:
    """Write the city's questions and rules below `folder`, and some rows of the repository's other sets."""
    (folder / "rules.yml").write_text(yaml.safe_dump({"rules": list(RULES)}, allow_unicode=True), encoding="utf-8")
    for name in {planned.questions for planned in RUNS}:
        with (ROOT / "eval/questions" / name).open(encoding="utf-8") as whole:
            (folder / "eval/questions" / name).write_text("".join(islice(whole, _ROWS)), encoding="utf-8")
    asked = [
        {"id": f"q{place}", "question": question, "expect": [[code]], "behaviour": "answer"}
        for place, (question, code) in enumerate(QUESTIONS.items(), 1)
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in asked)
    for name in ("dev", "dev_wide"):
        (folder / f"eval/questions/{name}.jsonl").write_text(lines, encoding="utf-8")


def _ready(url: str, process: subprocess.Popen[bytes]) -> bool:
    limit = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < limit:
        with suppress(httpx.HTTPError, KeyError):
            if httpx.get(f"{url}/readyz", timeout=2).json()["rasa"]:
                return True
        time.sleep(0.3)
    return False
