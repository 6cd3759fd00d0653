"""Sources: one YAML a source, read strictly; an unknown key is an error."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveInt, ValidationError, model_validator

from crawler.parsers import PARSERS
from ruletrace.model import ToldError

FOLDER = Path(__file__).parent
_PORTS = {"https": 443, "http": 80}


class SourceError(ToldError):
    """A source is unknown or its YAML is wrong; the message names file and field."""


def host_of(url: str) -> str:
    """Return the host of an address, with its port unless that is the scheme's own; raises ValueError for no address.

    A host on another port is another service.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    return host if port in (None, _PORTS.get(parts.scheme)) else f"{host}:{port}"


def _https(url: str) -> str:
    if urlsplit(url).scheme != "https" or not host_of(url):
        raise ValueError("an official address begins with https://")
    return url


def _registered(parser: str) -> str:
    if parser not in PARSERS:
        raise ValueError(f"no parser {parser}: registered are {', '.join(sorted(PARSERS))}")
    return parser


Url = Annotated[str, AfterValidator(_https)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Start(_Strict):
    """Where a crawl begins, and what the answer there is."""

    url: Url
    role: str


class AnswerSpec(_Strict):
    """What an answer of one role must be: its parser, its content types, and the least number of bytes.

    `min_bytes_of` sets the least number for the addresses that end with its key (`part=744`).
    `once`: such an answer does not change after its publication, so it is not asked for again while it is held.
    `headers` ask for this form where one address has several (content negotiation): the answer is kept under the
    address that was asked, and its header `content-location` says where a redirect led. `form` says what is refused
    before it is parsed: `text` any HTML and any other encoding; `act` and `xml` what readers.eu_refusal knows; `any`
    nothing, the parser alone judges.
    """

    parser: Annotated[str, AfterValidator(_registered)]
    accept: tuple[str, ...] = Field(min_length=1)
    min_bytes: PositiveInt = 1
    min_bytes_of: dict[str, PositiveInt] = Field(default_factory=dict)
    once: bool = False
    headers: dict[str, str] = Field(default_factory=dict)
    form: Literal["text", "act", "xml", "any"] = "text"

    def least_bytes(self, url: str) -> int:
        """Return the least number of bytes that the answer of `url` has."""
        return next((least for ending, least in self.min_bytes_of.items() if url.endswith(ending)), self.min_bytes)


class Expected(_Strict):
    """The band a complete answer lies in; a total outside it is a failed run."""

    role: str
    unit: str
    min: int = Field(ge=0)
    max: PositiveInt
    as_of: date
    why: str

    def __str__(self) -> str:
        return f"{self.min} to {self.max} {self.unit} (band of {self.as_of})"


class Source(_Strict):
    """One official source, as its YAML describes it.

    `answers` is keyed by role; `crawl_delay` is in seconds, `max_body` and `min_bytes` in bytes; `date_order` is the
    order of the publisher's numeric dates. `allowed_hosts` may be followed and redirected to besides the start's, and
    are asked by https even where a redirect says http. `keywords` are given to the parsers. `stale_days`: the newest
    document of the expected role is not older than this when it is fetched, or the run is failed. `rolling`: an answer
    holds the newest items alone, so that a later run does not bring what an earlier one missed.
    """

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
    publisher: str
    homepage: Url
    start: tuple[Start, ...] = Field(min_length=1)
    answers: dict[str, AnswerSpec] = Field(min_length=1)
    rhythm_hours: PositiveInt
    expected: Expected
    crawl_delay: float = Field(ge=0.5)
    max_body: PositiveInt
    robots: str
    date_order: Literal["YMD", "DMY", "MDY"]
    encoding: str
    allowed_hosts: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    stale_days: PositiveInt | None = None
    rolling: bool = False

    @model_validator(mode="after")
    def _roles_are_described(self) -> "Source":
        for role in (*(start.role for start in self.start), self.expected.role):
            if role not in self.answers:
                raise ValueError(f"role {role} has no entry under answers")
        return self

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that this source may ask: those of its start addresses and the allowed ones."""
        return frozenset(host_of(start.url) for start in self.start) | frozenset(self.allowed_hosts)


def load_source(name: str) -> Source:
    """Return the source with the id `name`, or the one that the YAML file `name` describes; raises SourceError."""
    path = Path(name) if name.endswith(".yaml") else FOLDER / f"{name}.yaml"
    if not path.is_file():
        raise SourceError(f"no source {name}: known are {', '.join(source_ids())}")
    source = _read(path)
    if source.id != path.stem:
        raise SourceError(f"{path.name}: id {source.id} differs from the file's name")
    return source


@cache
def load_sources() -> tuple[Source, ...]:
    """Return all sources that ship with the program, by id."""
    return tuple(load_source(name) for name in source_ids())


def source_ids() -> list[str]:
    """Return the ids of the sources that ship with the program, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def _read(path: Path) -> Source:
    try:
        return Source.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except yaml.YAMLError as error:
        raise SourceError(f"{path.name}: {error}") from None
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
        raise SourceError(f"{path.name}: {wrong}") from None
