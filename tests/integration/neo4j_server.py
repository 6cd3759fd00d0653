"""A real Neo4j Community server for tests, from Maven Central's jars (GPLv3: used here, never shipped).

The jars are fetched once, outside the repository: `python tests/integration/neo4j_server.py` (needs Maven). They run
on the Java runtime of the embedded engine's wheel.
"""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.engine.command import free_ports
from graph.engine.locate import locate

VERSION = "5.26.30"
SECONDS = 120
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
FOLDERS = ("data", "logs", "plugins", "import", "run", "lib", "licenses")
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>ruletrace</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>
<dependencies><dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version>
</dependency></dependencies></project>
"""


def jars() -> Path:
    """Return the folder of the jars."""
    return Path.home() / ".cache" / "ruletrace" / f"neo4j-{VERSION}"


def available() -> bool:
    """Tell whether the server can be started; with RULETRACE_ALL_ENGINES set it must be."""
    return any(jars().glob("neo4j-*.jar")) or bool(os.environ.get("RULETRACE_ALL_ENGINES"))


def fetch() -> None:
    """Fetch the jars by Maven, unless they are there."""
    if any(jars().glob("neo4j-*.jar")):
        return
    jars().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jars().parent) as folder:
        (Path(folder) / "pom.xml").write_text(POM)
        options = ["-DincludeScope=runtime", f"-DoutputDirectory={folder}/lib"]
        subprocess.run(["mvn", "-q", "-B", "dependency:copy-dependencies", *options], cwd=folder, check=True)
        (Path(folder) / "lib").replace(jars())


@contextlib.contextmanager
def running(home: Path) -> Iterator[str]:
    """Run a server of its own in `home` and yield its address; it is ended afterwards."""
    (port,) = free_ports(1)
    uri = f"bolt://127.0.0.1:{port}"
    _configure(home, port)
    with (home / "console.log").open("wb") as log:
        process = subprocess.Popen(_command(home), stdout=log, stderr=subprocess.STDOUT)
    try:
        _await_query(process, uri, home)
        yield uri
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _configure(home: Path, port: int) -> None:
    for name in (*FOLDERS, "conf"):
        (home / name).mkdir(parents=True)
    lines = [f"server.directories.{name}={home / name}" for name in FOLDERS]
    lines += [
        "server.default_listen_address=127.0.0.1",
        f"server.bolt.listen_address=127.0.0.1:{port}",
        f"server.bolt.advertised_address=127.0.0.1:{port}",
        "server.http.enabled=false",
        "server.https.enabled=false",
        "dbms.security.auth_enabled=false",
        "server.memory.pagecache.size=64m",
        "dbms.usage_report.enabled=false",
    ]
    (home / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n")


def _command(home: Path) -> list[str]:
    return [
        str(locate().java),
        "-Xmx768m",
        *[f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED],
        "--enable-native-access=ALL-UNNAMED",
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-cp",
        f"{jars()}/*",
        "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
        "--console-mode",
    ]


def _await_query(process: subprocess.Popen[bytes], uri: str, home: Path) -> None:
    deadline = time.monotonic() + SECONDS
    # A session's own run: execute_query would try again by itself, after longer and longer pauses.
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with GraphDatabase.driver(uri) as driver, driver.session(database="neo4j") as session:
                session.run("RETURN 1").consume()
            return
        except (DriverError, Neo4jError):
            time.sleep(0.1)
    raise RuntimeError(f"Neo4j does not answer:\n{(home / 'console.log').read_text(errors='replace')[-2000:]}")


if __name__ == "__main__":
    fetch()
