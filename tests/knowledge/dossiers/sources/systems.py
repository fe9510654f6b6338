"""Real HTTP servers on the loopback address that speak the sources' protocols, well or badly as a test wants.

Every dossier is invented: identity numbers begin with 099, which was never given, phone numbers with 0100.
"""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

CODE, UNKNOWN = "000.00.04.H51-250701-0001", "000.00.04.H51-250701-9999"
NAME, ADDRESS = "Nguyễn Thị Bịa", "Ấp Không Có, xã Chẳng Đâu"
IDENTITY, PHONE = "099200001234", "0100555678"
USERNAME, PASSWORD = "one-stop", "a password of the tests"
Answer = tuple[int, bytes, dict[str, str]]
Fault = Callable[["Asked"], "Answer | None"]


def keyword_item(**changes: object) -> dict[str, object]:
    """A dossier as Sóc Trăng's look-up tells it, with the names and addresses that must not be kept."""
    return {
        "tccn_ten": NAME,
        "tccn_diachi": ADDRESS,
        "tenhoso": "Đăng ký khai sinh",
        "socmnd": IDENTITY,
        "ngaynhan": "01/07/2025 08:30:00",
        "ngayhen": "04/07/2025 17:00:00",
        "ngayxulyxong": None,
        "ngaytraketqua": None,
        "tinhtrang_hoso": "Đang xử lý",
        "nguoinhan": None,
        **changes,
    }


def receipt_item(**changes: object) -> dict[str, object]:
    """A dossier as Tây Ninh's look-up tells it."""
    return {
        "soBienNhan": CODE,
        "nguoiDungTenHoSo": NAME,
        "tenThuTuc": "Đăng ký khai sinh",
        "ngayNhan": "01/07/2025",
        "ngayHentra": "04/07/2025",
        "tenTinhTrang": "Đang xử lý",
        "lePhi": 0,
        "mucPhi": 0,
        **changes,
    }


def national_item(**changes: object) -> dict[str, object]:
    """A dossier by the names of `DongBoHoSoMC`."""
    return {
        "MaHoSo": CODE,
        "MaTTHC": "1.001193",
        "TenTTHC": "Đăng ký khai sinh",
        "ChuHoSo": NAME,
        "ThongTinKhac": ADDRESS,
        "SoGiayToChuHoSo": IDENTITY,
        "SoDienThoai": PHONE,
        "TrangThaiHoSo": "4",
        "NgayTiepNhan": "20250701083000",
        "NgayHenTra": "20250704170000",
        **changes,
    }


class Asked:
    """One request: its path, query, JSON body and headers."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        split = urlsplit(handler.path)
        self.method, self.path = handler.command, split.path
        self.query = {name: values[0] for name, values in parse_qs(split.query).items()}
        content = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        self.body: dict[str, Any] = json.loads(content) if content else {}
        self.headers = handler.headers


class System(ThreadingHTTPServer):
    """A system that knows `dossiers` (reply items by code).

    `faults` are asked in turn, one for each request, whether to answer otherwise, and `always` after them. `delay`:
    seconds before an answer. `drip`: seconds after each byte of it, status line and headers included.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.dossiers: dict[str, dict[str, object]] = {}
        self.faults: list[Fault | None] = []
        self.always: Fault | None = None
        self.asked: list[Asked] = []
        self.delay = self.drip = 0.0
        self.under_way = self.most_under_way = 0
        self.counting = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, asked: Asked) -> Answer:
        raise NotImplementedError


class KeywordSystem(System):
    """Sóc Trăng's and Cà Mau's look-up; null for a code that it does not know."""

    def answer(self, asked: Asked) -> Answer:
        if (asked.method, asked.path) != ("GET", "/api/hoso/tracuuhoso"):
            return 404, b"<html>no such page</html>", {}
        return ok(self.dossiers.get(asked.query["tukhoa"]))


class ReceiptSystem(System):
    """Tây Ninh's look-up; an empty list for a code that it does not know."""

    def answer(self, asked: Asked) -> Answer:
        if (asked.method, asked.path) != ("POST", "/api/MotCuaDienTu/TraCuuHoSo"):
            return 405, b"", {}
        found = self.dossiers.get(asked.query["SoBienNhan"])
        return ok({"data": [found] if found else []})


class NationalSystem(System):
    """The national exchange; sessions die when `expire` is called, and a wrong one is refused with `refusal`."""

    def __init__(self) -> None:
        super().__init__()
        self.sessions: set[str] = set()
        self.log_ins = 0
        self.refusal: dict[str, object] = {"error_code": "-1", "message": "Phiên làm việc đã hết hạn"}

    def expire(self) -> None:
        self.sessions.clear()

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/auth":
            return self._log_in(asked)
        if asked.path != "/call" or asked.headers["dstcode"] != "VN:GOV:000.00.00.G22:vpcpdvcprovider":
            return ok({"error_code": "404", "message": "Không có dịch vụ"})
        if asked.body["session"] not in self.sessions:
            return ok(self.refusal)
        assert (asked.body["service"], asked.body["madonvi"]) == ("TraCuuHoSo", "000.00.00.H13")
        found = self.dossiers.get(asked.body["mahoso"])
        return ok({"error_code": "0", "message": "", "result": [found] if found else []})

    def _log_in(self, asked: Asked) -> Answer:
        if (asked.body["username"], asked.body["password"]) != (USERNAME, PASSWORD):
            return ok({"error_code": 3, "message": f"Sai mật khẩu của {asked.body['username']}"})
        self.log_ins += 1
        self.sessions.add(f"session-{self.log_ins}")
        return ok({"session": f"session-{self.log_ins}", "error_code": 0})


class _Handler(BaseHTTPRequestHandler):
    server: System

    def do_GET(self) -> None:
        asked = Asked(self)
        with self.server.counting:
            self.server.asked.append(asked)
            self.server.under_way += 1
            self.server.most_under_way = max(self.server.most_under_way, self.server.under_way)
        time.sleep(self.server.delay)
        answer = self._faulty(asked) or self.server.answer(asked)
        with self.server.counting:
            self.server.under_way -= 1
        self._reply(*answer)

    do_POST = do_GET

    def _faulty(self, asked: Asked) -> Answer | None:
        with self.server.counting:
            fault = self.server.faults.pop(0) if self.server.faults else self.server.always
        return fault(asked) if fault else None

    def _reply(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        if not status:
            # With this option closing sends a reset instead of an end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        told = {"Content-Length": str(len(content)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        reply = f"HTTP/1.1 {status} OK\r\nConnection: close\r\n{head}\r\n".encode() + content
        pieces = [reply[at : at + 1] for at in range(len(reply))] if self.server.drip else [reply]
        with suppress(OSError):
            for piece in pieces:
                self.wfile.write(piece)
                time.sleep(self.server.drip)

    def log_message(self, *told: object) -> None:
        """Keep quiet."""


def ok(content: object) -> Answer:
    return 200, json.dumps(content, ensure_ascii=False).encode(), {"Content-Type": "application/json"}


def fixed(content: object) -> Fault:
    """Return a fault that answers with this JSON, whatever is asked."""
    return lambda asked: ok(content)


def raw(content: bytes, status: int = 200, **headers: str) -> Fault:
    """Return a fault that answers with these bytes; header names with _ for -."""
    return lambda asked: (status, content, {name.replace("_", "-"): value for name, value in headers.items()})


html = raw(b"\xef\xbb\xbf <!DOCTYPE html><html>Request rejected. Support ID: 1</html>", Content_Type="text/html")
half = raw(b'{"tinhtrang_hoso": "\xc4\x90ang x')
cut = raw(b'{"tinh', Content_Length="1000")
empty = raw(b"")
reset = raw(b"", status=0)
nested = raw(b"[" * 100_000)
redirect = raw(b"", 302, Location="https://example.org/captcha")
packed = raw(b"\x1f\x8b", Content_Encoding="gzip")
huge = raw(b'"' + b"x" * 1_100_000 + b'"')


@contextmanager
def serving(system: System) -> Iterator[System]:
    """Serve in a thread until the block ends."""
    threading.Thread(target=system.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield system
    finally:
        system.shutdown()
        system.server_close()
