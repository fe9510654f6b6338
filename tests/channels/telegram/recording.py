"""Record a conversation for docs/telegram.md: the whole application with Rasa, by polling a local Bot API server.

.venv/bin/python -m tests.channels.telegram.recording
"""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import update

from bot.training import model
from knowledge import database
from knowledge.data_key import data_key
from knowledge.dossiers import demo
from knowledge.dossiers.tables import DossierRow
from knowledge.settings import Settings
from retriever import release
from tests.catalogue import TEST_VAR
from tests.channels.telegram.bot_api import TOKEN, BotApi, serving
from tests.channels.telegram.phone import Phone, Update
from tests.channels.telegram.settling import settle
from tests.conftest import running

_PATIENCE = 60.0


class Recorder:
    """A phone whose application runs elsewhere: what is said waits at the local server until it is asked for."""

    def __init__(self, api: BotApi, settings: Settings) -> None:
        self.api = api
        self.sessions = database.sessions(database.engine(settings.sqlalchemy_url))
        self.secret = data_key(self.sessions, settings)
        self.lan = Phone(api, self.send, 7001)

    def send(self, arriving: Update) -> None:
        self.api.waiting.append(arriving)
        while self.api.waiting:
            time.sleep(0.05)
        settle(self.sessions, _PATIENCE)

    def record(self) -> list[str]:
        """Play the conversation; return what stood on the screen."""
        self.lan.says("/start")
        self.lan.says("vo tui moi sanh o nha, lam khai sinh cho con can gi")
        while self.lan.labels() and self.lan.buttons()[-1][1]["callback_data"].startswith("f:"):
            self.lan.taps(self.lan.labels()[0])
        self.tick("1.")
        self.tick("2.")
        self.lan.taps("Còn thiếu gì?")
        self.lan.says("phí bao nhiêu?")
        self.look_up()
        return self.lan.said

    def tick(self, number: str) -> None:
        self.lan.taps(f"⬜ {number}")
        marks = [key["text"] for _, key in self.lan.buttons() if key["text"][0] in "✅⬜"]
        self.lan.said.append("(tin danh sách được sửa tại chỗ) " + " | ".join(marks))

    def look_up(self) -> None:
        now = datetime.now(UTC)
        mine = next(one for one in demo.invent(10, 7, now) if one.record.status == "Được tiếp nhận")
        demo.replace(self.sessions, self.secret, [mine], now)
        for words in ("/hoso", mine.record.dossier_code, mine.identity_number[-4:]):
            self.lan.says(words)
        self.lan.taps("Báo tôi khi hồ sơ có thay đổi")
        self.lan.said.append("(nơi giải quyết đổi tình trạng hồ sơ)")
        before = len(self.lan.messages)
        with database.writing(self.sessions) as session:
            session.execute(update(DossierRow).values(status="in_progress"))
        while len(self.lan.messages) == before:
            time.sleep(0.1)
        self.lan.reads()
        self.lan.says("/dungthongbao")


def main() -> None:
    """Run the application in a folder of its own, over the guides that the tests built."""
    built = Settings(var=TEST_VAR / "guides")
    with tempfile.TemporaryDirectory() as folder, serving() as api:
        var = Path(folder)
        (var / "releases").mkdir()
        (var / "rasa").mkdir()
        current = release.current(built.releases)
        (var / "releases" / current.name).symlink_to(current)
        (var / "releases" / "current").write_text(current.name)
        (var / "rasa" / model(built).name).symlink_to(model(built))
        told = {"MOTCUA_TELEGRAM_TOKEN": TOKEN, "MOTCUA_TELEGRAM_API_URL": api.url}
        told |= {"MOTCUA_NOTICE_SECONDS": "0.5", "MOTCUA_QUIET_HOURS": ""}
        for _ in running(Settings(var=var), **told):
            used = Settings(var=var, database_url=f"sqlite:///{var / 'run' / 'motcua.sqlite'}")
            said = Recorder(api, used).record()
    sys.stdout.write("\n\n".join(said) + "\n")


if __name__ == "__main__":
    main()
