"""Points in time as dossier files write them. Viet Nam has one zone and no summer time."""

from datetime import datetime, timedelta, timezone

VIET_NAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
_FORMS = ("%Y%m%d%H%M%S", "%Y%m%d%H%M", "%Y%m%d", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")


def read_time(text: str) -> datetime | None:
    """Return the moment in `text`, None where it is empty.

    Forms: `yyyyMMddHHmmss` of the national synchronisation, `dd/mm/yyyy [HH:MM[:SS]]`, ISO 8601. Without a
    zone it is Vietnamese time. Raises `ValueError`.
    """
    if not text.strip() or not text.strip("0 "):
        return None
    for form in _FORMS:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=VIET_NAM)
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError("is no date; write yyyyMMddHHmmss, dd/mm/yyyy HH:MM or yyyy-mm-dd HH:MM") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIET_NAM)
