"""The command line that starts the server."""

import socket
from pathlib import Path

from graph.engine.cache import cache_option
from graph.engine.files import DATABASE, EngineFolder
from graph.engine.locate import Runtime

GIGABYTE = 1024**3

# What the engine's own libraries reach for inside the Java runtime.
OPENED = (
    ("--add-exports", "java.management/sun.management=ALL-UNNAMED"),
    ("--add-opens", "java.base/java.util.concurrent.atomic=ALL-UNNAMED"),
    ("--add-opens", "java.base/java.nio.channels.spi=ALL-UNNAMED"),
    ("--add-opens", "java.base/java.lang=ALL-UNNAMED"),
)
LOGGING = """handlers = java.util.logging.FileHandler
.level = INFO
io.undertow.level = WARNING
org.xnio.level = WARNING
org.jboss.level = WARNING
java.util.logging.FileHandler.pattern = {folder}/log/arcadedb.log
java.util.logging.FileHandler.limit = 5000000
java.util.logging.FileHandler.count = 4
java.util.logging.FileHandler.formatter = com.arcadedb.log.LogFormatter
"""


def command(folder: EngineFolder, runtime: Runtime, memory: str, bolt_port: int, http_port: int) -> list[str]:
    """Return the server's command line; the password is named by its file, never by its words."""
    logging = folder.root / "logging.properties"
    logging.write_text(LOGGING.format(folder=folder.root))
    properties = _properties(folder, bolt_port, http_port) | {"java.util.logging.config.file": str(logging)}
    return [
        str(runtime.java),
        f"-Xmx{memory}",
        cache_option(folder, runtime),
        *[word for pair in OPENED for word in pair],
        *[f"-D{name}={value}" for name, value in properties.items()],
        "-cp",
        f"{runtime.jars}/*",
        "com.arcadedb.server.ArcadeDBServer",
    ]


def free_ports(count: int) -> list[int]:
    """Return ports of 127.0.0.1 that nobody listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _properties(folder: EngineFolder, bolt_port: int, http_port: int) -> dict[str, str]:
    server = "arcadedb.server"
    return {
        f"{server}.rootPath": str(folder.root),
        f"{server}.rootPasswordPath": str(folder.password_file),
        f"{server}.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        # Its default is every address of the machine.
        "arcadedb.bolt.host": "127.0.0.1",
        "arcadedb.bolt.port": str(bolt_port),
        f"{server}.httpIncomingHost": "127.0.0.1",
        f"{server}.httpIncomingPort": str(http_port),
        f"{server}.httpBodyContentMaxSize": str(16 * GIGABYTE),
        f"{server}.defaultDatabases": f"{DATABASE}[]",
        # Otherwise stored aware times come back naive.
        "arcadedb.dateTimeImplementation": "java.time.ZonedDateTime",
        "arcadedb.txWalFlush": "1",
    }


def fresh_console(folder: EngineFolder) -> Path:
    """Return the file for what the Java runtime itself prints; that of the start before is kept beside it."""
    path = folder.root / "log" / "console.log"
    if path.exists():
        path.replace(path.with_name("console.log.1"))
    return path
