"""A new guide is a YAML file and nothing else: no line of `bot/`, and Rasa's model stays the same."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import training
from knowledge.guides import loading as guides
from knowledge.phrasings import loading as phrasings
from knowledge.settings import ROOT

PARTS = ("bot", "knowledge", "retriever", "config.yml")
GUIDES = {"nong-nghiep", "nuoi-con-nuoi", "xe"}
"""The folders of guides that the new one comes to: few and without phrasings, so that a release is built in seconds."""
GUIDE = """
procedure_code: "1.003645"
official_name: Thủ tục thử nghiệm xin phép nuôi ong lấy mật
plain_name: Xin phép nuôi ong lấy mật
aliases: [giấy phép nuôi ong, xin nuôi ong, làm giấy nuôi ong mật]
field: Chăn nuôi
level: commune
decision_number: 1/QĐ-THU
catalogue_as_of: 2026-07-19
checked_on: 2026-11-22
review_by: 2027-05-22
summary: {text: Cho nuôi ong., seen_in: ["1.003645#name"]}
facts:
  - id: hives
    question: Anh/chị nuôi mấy thùng ong?
    choices:
      - {id: few, label: Dưới mười thùng, words: [dưới mười thùng, vài thùng thôi]}
      - {id: many, label: Từ mười thùng trở lên, words: [hơn mười thùng, cả trăm thùng]}
components:
  - {id: form, component_code: K1, name: Đơn xin nuôi ong, why: Để biết ai nuôi., seen_in: ["1.003645#a"]}
  - id: map
    component_code: K2
    name: Sơ đồ chỗ đặt thùng
    why: Nuôi nhiều.
    needed_if: {hives: many}
    not_needed_because: Nuôi ít.
    seen_in: ["1.003645#b"]
"""
TALK = """
from bot import training
from bot.answers.assistant import Assistant
from bot.answers.look_ups import LookUpForm
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.conversations.state import ConversationState
from knowledge.database import engine, sessions
from knowledge.dossiers.look_up import Caller, LookUps
from knowledge.dossiers.sealing import Seal
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import settings
from retriever import release
from retriever.build import build

folder = build(settings()).folder
library = Library(folder.name, release.load(folder), release.load_guides(folder), Catalogue(folder / "catalogue.sqlite"))
look_ups = LookUps(sessions(engine("sqlite://")), b"a secret of the tests, 32 bytes!", per_hour=20)
look_up = LookUpForm(look_ups, Seal(), library)
assistant, state = Assistant(library, look_up), ConversationState()
for text in ("xin phép nuôi ong lấy mật cần giấy tờ gì", "cả trăm thùng"):
    reply = assistant.respond(state, Heard(text), Caller("k"))
print("PROCEDURES", *reply.procedures)
print("PAPERS", *(item.id for message in reply.messages if message.type == "checklist" for item in message.needed))
print("RASA", training.fingerprint())
"""


def left_out(folder: str, names: list[str]) -> set[str]:
    """Return which of a folder's files are not copied."""
    files = {name for name in names if name == "__pycache__"}
    if Path(folder) == guides.FOLDER:
        files |= {name for name in names if (guides.FOLDER / name).is_dir()} - GUIDES
    if Path(folder) == phrasings.FOLDER:
        files |= {name for name in names if name.endswith(".yml") and name != "aspects.yml"}
    return files


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a copy of the program says after one file was added to its guides."""
    copy: Path = tmp_path_factory.mktemp("copy")
    for name in PARTS:
        source = ROOT / name
        shutil.copytree(source, copy / name, ignore=left_out) if source.is_dir() else shutil.copy(source, copy / name)
    (copy / "knowledge" / "guides" / "nuoi-ong.yml").write_text(GUIDE, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    done = subprocess.run(
        [sys.executable, "-c", TALK], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lines = [line.split() for line in done.stdout.splitlines() if line.strip()]
    return {line[0]: line[1:] for line in lines}


def test_the_new_procedure_is_found_and_its_checklist_decided(said: dict[str, list[str]]) -> None:
    assert said["PROCEDURES"] == ["1.003645"]
    assert said["PAPERS"] == ["form", "map"]


def test_rasa_needs_no_training_for_it(said: dict[str, list[str]]) -> None:
    assert said["RASA"] == [training.fingerprint()]
