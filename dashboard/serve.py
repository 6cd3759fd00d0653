"""The command line that serves the dashboard; whoever starts it owns the process."""

import sys
from pathlib import Path

from ruletrace.settings import Settings

APP = Path(__file__).with_name("app.py")

_OPTIONS = {
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "global.developmentMode": "false",
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "1",
    "theme.base": "light",
    "theme.primaryColor": "#1f4e79",
    "theme.textColor": "#1c2733",
}


def command(settings: Settings, headless: bool = True) -> list[str]:
    """Return the command that serves the dashboard of `settings` on loopback; its data folder comes by environment."""
    options = {
        **_OPTIONS,
        "server.address": settings.dashboard_address,
        "server.headless": str(headless).lower(),
        "server.port": str(settings.dashboard_port),
    }
    words = [f"--{name}={value}" for name, value in sorted(options.items())]
    return [sys.executable, "-m", "streamlit", "run", str(APP), *words]


def address(settings: Settings) -> str:
    """Return the address at which the served dashboard is read."""
    return f"http://127.0.0.1:{settings.dashboard_port}"
