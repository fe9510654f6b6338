"""The look-ups that provinces offer to citizens, without a session.

Sóc Trăng and Cà Mau: GET ?tukhoa=CODE -> {tccn_ten, tccn_diachi, tenhoso, socmnd, ngaynhan, ngayhen, ngayxulyxong,
ngaytraketqua, tinhtrang_hoso, nguoinhan}. Tây Ninh: POST ?SoBienNhan=CODE -> {data: [{soBienNhan, nguoiDungTenHoSo,
tenThuTuc, ngayNhan, ngayHentra, tenTinhTrang, lePhi, mucPhi}]}, which holds nothing that an owner could prove. Read
from the code of programs that use them; what they reply for an unknown code is not written down anywhere.
Names and addresses are never taken from a reply.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping

from knowledge.dossiers.sources.answers import NotFound, SourceAnswer
from knowledge.dossiers.sources.asking import Line, Question
from knowledge.dossiers.sources.errors import RefusedError
from knowledge.dossiers.sources.guarding import Guard
from knowledge.dossiers.sources.reading import Reader, Told

_KEYWORD_FIELDS = {
    "procedure_name": "tenhoso",
    "status": "tinhtrang_hoso",
    "received_at": "ngaynhan",
    "due_at": "ngayhen",
    "finished_at": "ngayxulyxong",
    "returned_at": "ngaytraketqua",
}
_RECEIPT_FIELDS = {
    "procedure_name": "tenThuTuc",
    "status": "tenTinhTrang",
    "received_at": "ngayNhan",
    "due_at": "ngayHentra",
}


class _Province(ABC):
    """A look-up that is asked over one line, read by one reader and guarded."""

    def __init__(self, line: Line, reader: Reader, guard: Guard) -> None:
        self.name = reader.source
        self._line, self._reader, self._guard = line, reader, guard

    def find(self, code: str) -> SourceAnswer:
        """Ask for the dossier with a normalised code."""
        return self._guard.answer(lambda: self._find(code))

    @abstractmethod
    def _find(self, code: str) -> SourceAnswer:
        """Ask and read, unguarded."""


class KeywordSource(_Province):
    """The look-up by `tukhoa` of Sóc Trăng and Cà Mau. Its replies name no code."""

    gives_proof = True

    def _find(self, code: str) -> SourceAnswer:
        reply = self._line.ask(Question("GET", fields={"tukhoa": code}), self._line.until())
        items = reply if isinstance(reply, list) else [reply]
        if len(items) > 1 or not all(isinstance(item, dict | None) for item in items):
            raise RefusedError("a reply of another shape")
        return self._of(code, items[0] if items else None)

    def _of(self, code: str, item: object) -> SourceAnswer:
        if not isinstance(item, dict) or not item:
            return NotFound()
        if not {"tinhtrang_hoso", "ngaynhan"} <= item.keys():
            raise RefusedError("a reply of another shape")
        if not any(item[name] for name in ("tinhtrang_hoso", "ngaynhan")):
            return NotFound()
        return self._reader.read(code, [Told(_values(item, _KEYWORD_FIELDS), identity_numbers=(item.get("socmnd"),))])


class ReceiptSource(_Province):
    """The look-up by `SoBienNhan` of Tây Ninh. It tells that there is a dossier, and nothing to prove it by."""

    gives_proof = False

    def _find(self, code: str) -> SourceAnswer:
        # A POST in name only: it changes nothing, so it may be tried again.
        reply = self._line.ask(Question("POST", fields={"SoBienNhan": code}), self._line.until())
        items = reply.get("data", reply) if isinstance(reply, dict) else reply
        if not items:
            return NotFound()
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise RefusedError("a reply of another shape")
        return self._reader.read(code, [_told(item) for item in items])


def _told(item: Mapping[str, object]) -> Told:
    return Told(_values(item, _RECEIPT_FIELDS), item.get("soBienNhan") or "")


def _values(item: Mapping[str, object], fields: Mapping[str, str]) -> dict[str, object]:
    return {name: item.get(told) for name, told in fields.items()}
