"""The national portal's exchange (DVCQG), service `TraCuuHoSo`, as open adapters implement it.

Log-in: POST {username, password} -> {"session", "error_code": 0}. Call: POST {session, madonvi, service, mahoso} with
the header `dstcode` -> {"error_code": 0 | "0", "message", "result": [...]}. Source: VietOpenCPS/opencps-v2 and another
open adapter. Neither shows an item of the result: it is read by the names of `DongBoHoSoMC`, where the same systems
send the same dossiers up.
"""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.dossiers.sources.answers import NotFound, SourceAnswer
from knowledge.dossiers.sources.asking import Line, Question
from knowledge.dossiers.sources.errors import BusyError, PassingError, RefusedError, SessionExpiredError
from knowledge.dossiers.sources.guarding import Guard
from knowledge.dossiers.sources.reading import Reader, Told
from knowledge.vietnamese.folding import fold

_FIELDS = {
    "procedure_code": "MaTTHC",
    "procedure_name": "TenTTHC",
    "status": "TrangThaiHoSo",
    "received_at": "NgayTiepNhan",
    "due_at": "NgayHenTra",
    "finished_at": "NgayKetThucXuLy",
    "returned_at": "NgayTra",
}
_SUPPLEMENT_FIELDS = {
    "asked": "NoiDungBoSung",
    "asked_at": "NgayBoSung",
    "received_at": "NgayTiepNhanBoSung",
    "due_before": "NgayHenTraTruoc",
    "due_after": "NgayHenTraMoi",
}
_RESULT_FIELDS = {"name": "TenGiayTo"}
_EXPIRED = re.compile(r"\b(?:session|phien|token)\b")


@dataclass(frozen=True)
class Account:
    """Who we are to the exchange. `dstcode`: the system asked; `unit` (`madonvi`): the unit in whose name we ask.

    `expired_codes`, `not_found_codes`: error codes with that meaning, which no description of the exchange gives.
    """

    username: str
    password: str = field(repr=False)
    unit: str
    dstcode: str
    log_in_path: str
    call_path: str
    expired_codes: tuple[str, ...] = ()
    not_found_codes: tuple[str, ...] = ()


class NationalSource:
    """`TraCuuHoSo` behind one session, logged in when first needed and once more where it has expired."""

    gives_proof = True

    def __init__(self, line: Line, account: Account, reader: Reader, guard: Guard) -> None:
        self.name = reader.source
        self._line, self._account, self._reader, self._guard = line, account, reader, guard
        self._session = ""
        self._logging_in = threading.Lock()

    def find(self, code: str) -> SourceAnswer:
        """Ask for the dossier with a normalised code."""
        return self._guard.answer(lambda: self._find(code, self._line.until()))

    def _find(self, code: str, until: float) -> SourceAnswer:
        session = self._session or self._new_session("", until)
        try:
            return self._answer(code, self._call(session, code, until))
        except SessionExpiredError:
            session = self._new_session(session, until)
        try:
            return self._answer(code, self._call(session, code, until))
        except SessionExpiredError:
            raise RefusedError("a session that was just given is not accepted") from None

    def _new_session(self, expired: str, until: float) -> str:
        """Log in, unless another look-up did so while this one waited."""
        if not self._logging_in.acquire(timeout=self._line.left(until)):
            raise BusyError
        try:
            if self._session == expired:
                self._session = ""
                self._session = self._log_in(until)
            return self._session
        finally:
            self._logging_in.release()

    def _log_in(self, until: float) -> str:
        body = {"username": self._account.username, "password": self._account.password}
        reply = _object(self._line.ask(Question("POST", self._account.log_in_path, body=body), until))
        session = reply.get("session")
        if _error_code(reply) != "0" or not isinstance(session, str) or not session:
            raise RefusedError(f"the log-in is refused, error code {_error_code(reply)}")
        return session

    def _call(self, session: str, code: str, until: float) -> Mapping[str, object]:
        body = {"session": session, "madonvi": self._account.unit, "service": "TraCuuHoSo", "mahoso": code}
        headers = {"dstcode": self._account.dstcode, "Charset": "utf-8"}
        question = Question("POST", self._account.call_path, body=body, headers=headers)
        try:
            return _object(self._line.ask(question, until))
        except RefusedError as error:
            if error.status != 401:
                raise
        raise SessionExpiredError

    def _answer(self, code: str, reply: Mapping[str, object]) -> SourceAnswer:
        error_code, message = _error_code(reply), reply.get("message")
        if error_code in self._account.not_found_codes:
            return NotFound()
        if error_code in self._account.expired_codes:
            raise SessionExpiredError
        if error_code != "0":
            if isinstance(message, str) and _EXPIRED.search(fold(message)):
                raise SessionExpiredError
            raise RefusedError(f"error code {error_code}")
        return self._of(code, reply.get("result"))

    def _of(self, code: str, result: object) -> SourceAnswer:
        if not result:
            return NotFound()
        items = result if isinstance(result, list) else [result]
        replies = [_told(item) for item in items if isinstance(item, dict)]
        if len(replies) != len(items):
            raise RefusedError("a reply of another shape")
        return self._reader.read(code, replies)


def _told(item: Mapping[str, object]) -> Told:
    values = _values(item, _FIELDS)
    values["supplements"] = [_values(one, _SUPPLEMENT_FIELDS) for one in _objects(item.get("DanhSachHoSoBoSung"))]
    values["results"] = [_values(one, _RESULT_FIELDS) for one in _objects(item.get("DanhSachGiayToKetQua"))]
    owners = [owner.get("SoDinhDanh") for owner in _objects(item.get("DinhDanhCHS"))]
    return Told(values, item.get("MaHoSo") or "", (item.get("SoGiayToChuHoSo"), *owners), item.get("SoDienThoai"))


def _values(item: Mapping[str, object], fields: Mapping[str, str]) -> dict[str, object]:
    return {name: item.get(told) for name, told in fields.items()}


def _objects(told: object) -> list[dict[str, object]]:
    """Return the objects of a list, which may be missing, or one alone without a list."""
    return [one for one in (told if isinstance(told, list) else [told]) if isinstance(one, dict)]


def _object(reply: object) -> Mapping[str, object]:
    if not isinstance(reply, dict):
        raise PassingError("a reply of another shape")
    return reply


def _error_code(reply: Mapping[str, object]) -> str:
    """Return the error code, 0 for success. Anything longer than a code is not repeated."""
    code = reply.get("error_code")
    return str(code) if isinstance(code, str | int) and re.fullmatch(r"[\w-]{1,12}", str(code)) else "?"
