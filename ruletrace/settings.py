"""All settings in one place, read from the environment (prefix RULETRACE_; NEO4J_ for a server of your own)."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

MEGABYTE = 1024 * 1024


class Neo4jSettings(BaseSettings):
    """Where a Neo4j server is; `uri` empty means the embedded engine."""

    model_config = SettingsConfigDict(env_prefix="NEO4J_", extra="ignore")

    uri: str = ""
    user: str = "neo4j"
    password: SecretStr = SecretStr("")
    database: str = "neo4j"


class Settings(BaseSettings):
    """Settings of one data folder; every field is the environment variable RULETRACE_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="RULETRACE_", extra="ignore")

    data: Path = Field(Path(".ruletrace"), description="Folder that holds archive, journal, graph and logs.")
    archive_url: str = Field("", description="fsspec URL of the archive; empty: 'archive' in the data folder.")
    journal_url: str = Field("", description="SQLAlchemy URL of the journal; empty: SQLite in the data folder.")
    base_url: str = Field("", description="Replays the official services from here; empty: the services themselves.")
    contact: str = Field("", description="Address that the crawler's user agent names; required for live crawls.")
    max_body: int = Field(64 * MEGABYTE, description="Bytes; a larger answer is a failed fetch.")
    crawl_timeout: int = Field(900, description="Seconds until the crawl of one source is ended.")
    engine_idle: int = Field(900, description="Seconds without use after which the embedded engine stops.")
    engine_memory: str = Field("768m", description="Heap of the embedded engine (Java -Xmx).")
    dashboard_address: str = Field("127.0.0.1", description="Where the dashboard listens; another only in a container.")
    dashboard_trusted: bool = Field(False, description="True: who reaches the dashboard was let in before it.")
    dashboard_port: int = Field(8501, description="Port of the dashboard on loopback.")
    neo4j: Neo4jSettings = Field(default_factory=Neo4jSettings)

    @property
    def root(self) -> Path:
        """The data folder as an absolute path."""
        return self.data.resolve()

    def archive_location(self) -> str:
        """Return the fsspec URL of the archive."""
        return self.archive_url or f"file://{self.root / 'archive'}"

    def journal_location(self) -> str:
        """Return the SQLAlchemy URL of the journal."""
        return self.journal_url or f"sqlite:///{self.root / 'journal.sqlite'}"
