"""The machine that measured, in words."""

import os
import platform
from collections.abc import Mapping
from pathlib import Path


def machine() -> Mapping[str, str]:
    """Return processor, cores, memory, operating system and Python; "unknown" where the system does not say."""
    return {
        "processor": _line("/proc/cpuinfo", "model name") or platform.processor() or "unknown",
        "cores": str(os.cpu_count() or "unknown"),
        "memory": _memory(),
        "system": f"{_distribution()}, {platform.system()} {platform.release()}, {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def load() -> float:
    """Return how many processes wanted a core in the last minute: more than the cores means a busy machine."""
    return round(os.getloadavg()[0], 1)


def _memory() -> str:
    kilobytes = _line("/proc/meminfo", "MemTotal").removesuffix(" kB")
    return f"{int(kilobytes) / 1024**2:.0f} GB" if kilobytes else "unknown"


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return "unknown distribution"


def _line(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
