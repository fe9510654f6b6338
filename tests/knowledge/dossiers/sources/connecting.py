"""Sources that ask the systems on this machine, impatiently."""

from hypothesis import HealthCheck, settings

from knowledge.dossiers.sources.asking import Line
from knowledge.dossiers.sources.guarding import Guard
from knowledge.dossiers.sources.manners import Manners
from knowledge.dossiers.sources.national import Account, NationalSource
from knowledge.dossiers.sources.provincial import KeywordSource, ReceiptSource
from knowledge.dossiers.sources.reading import Reader
from knowledge.dossiers.sources.status_map import StatusMap
from tests.knowledge.dossiers.sources import systems
from tests.knowledge.dossiers.sources.systems import KeywordSystem, NationalSystem, ReceiptSystem

QUICK = Manners(connect_seconds=0.5, read_seconds=0.5, whole_seconds=1.5, pause_seconds=0.01, failures=3)

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
"""For property tests on a busy machine."""


def keyword_source(system: KeywordSystem, manners: Manners = QUICK, name: str = "soc-trang") -> KeywordSource:
    line = Line(f"{system.url}/api/hoso/tracuuhoso", manners)
    return KeywordSource(line, Reader(name, StatusMap()), Guard(name, manners))


def national_source(system: NationalSystem, **changes: object) -> NationalSource:
    told: dict[str, object] = {
        "username": systems.USERNAME,
        "password": systems.PASSWORD,
        "unit": "000.00.00.H13",
        "dstcode": "VN:GOV:000.00.00.G22:vpcpdvcprovider",
        "log_in_path": "/auth",
        "call_path": "/call",
    }
    account = Account(**{**told, **changes})  # type: ignore[arg-type]
    return NationalSource(Line(system.url, QUICK), account, Reader("dvcqg", StatusMap("dvcqg")), Guard("dvcqg", QUICK))


def receipt_source(system: ReceiptSystem) -> ReceiptSource:
    line = Line(f"{system.url}/api/MotCuaDienTu/TraCuuHoSo", QUICK)
    return ReceiptSource(line, Reader("tay-ninh", StatusMap()), Guard("tay-ninh", QUICK))
