"""Which sources are asked: the YAML file that `MOTCUA_DOSSIER_SOURCES` names, checked before anything is asked.

Passwords do not stand in the file: it names the environment variables that hold them.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, ValidationError, model_validator

from knowledge.content import read_yaml
from knowledge.dossiers.errors import UnknownStatusError
from knowledge.dossiers.sources.answers import DossierSource
from knowledge.dossiers.sources.asking import Line
from knowledge.dossiers.sources.combined import Connected, OfficialPage, SourcesLookUp
from knowledge.dossiers.sources.errors import BadSourcesError
from knowledge.dossiers.sources.guarding import Guard
from knowledge.dossiers.sources.manners import Manners
from knowledge.dossiers.sources.national import Account, NationalSource
from knowledge.dossiers.sources.provincial import KeywordSource, ReceiptSource
from knowledge.dossiers.sources.reading import Reader
from knowledge.dossiers.sources.status_map import StatusMap
from knowledge.settings import Settings

_Prefix = Annotated[str, StringConstraints(pattern=r"^(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{1,4})*$")]
_Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
_Path = Annotated[str, StringConstraints(pattern=r"^/[!-~]*$")]
_Header = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,100}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Page(_Strict):
    title: str = Field(min_length=1)
    url: HttpUrl


class _Source(_Strict):
    """What every kind has. `prefixes`: provinces or units whose codes it is asked for; empty: every code."""

    name: _Name
    url: HttpUrl
    page: _Page
    prefixes: tuple[_Prefix, ...] = ()
    statuses: dict[str, str] = {}
    manners: Manners = Manners()
    plain_http: bool = False
    ca_file: Path | None = None

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if self.url.scheme != "https" and not self.plain_http:
            raise ValueError("url: is not https; if the system has no other address, say `plain_http: true`")
        if self.url.username or self.url.password:
            raise ValueError("url: credentials do not stand in the file; name environment variables instead")
        if self.ca_file and not self.ca_file.is_file():
            raise ValueError(f"ca_file: {self.ca_file} is no file")
        return self

    @model_validator(mode="after")
    def _names_known_statuses(self) -> Self:
        try:
            self.status_map()
        except UnknownStatusError as error:
            raise ValueError(f"statuses: {error}") from error
        return self

    def status_map(self) -> StatusMap:
        return StatusMap.of("", self.statuses)

    def source(self, environment: Mapping[str, str]) -> DossierSource:
        """Return the source. Raises `BadSourcesError` where the environment lacks something."""
        raise NotImplementedError

    def _line(self) -> Line:
        return Line(str(self.url).rstrip("/"), self.manners, self.ca_file)

    def _reader(self) -> Reader:
        return Reader(self.name, self.status_map())


class _National(_Source):
    kind: Literal["dvcqg"]
    auth_endpoint: _Path
    integration_endpoint: _Path
    dstcode: _Header
    unit: str = Field(min_length=1)
    username_from: str = Field(min_length=1)
    password_from: str = Field(min_length=1)
    expired_codes: tuple[str, ...] = ()
    not_found_codes: tuple[str, ...] = ()

    def status_map(self) -> StatusMap:
        return StatusMap.of("dvcqg", self.statuses)

    def source(self, environment: Mapping[str, str]) -> DossierSource:
        account = Account(
            username=self._given(environment, self.username_from),
            password=self._given(environment, self.password_from),
            unit=self.unit,
            dstcode=self.dstcode,
            log_in_path=self.auth_endpoint,
            call_path=self.integration_endpoint,
            expired_codes=self.expired_codes,
            not_found_codes=self.not_found_codes,
        )
        return NationalSource(self._line(), account, self._reader(), Guard(self.name, self.manners))

    def _given(self, environment: Mapping[str, str], variable: str) -> str:
        if not environment.get(variable):
            raise BadSourcesError(f"{self.name}: the environment variable {variable} is not set")
        return environment[variable]


class _Keyword(_Source):
    kind: Literal["tukhoa"]

    def source(self, environment: Mapping[str, str]) -> DossierSource:
        return KeywordSource(self._line(), self._reader(), Guard(self.name, self.manners))


class _Receipt(_Source):
    kind: Literal["so_bien_nhan"]

    def source(self, environment: Mapping[str, str]) -> DossierSource:
        return ReceiptSource(self._line(), self._reader(), Guard(self.name, self.manners))


class Configuration(_Strict):
    """The whole file; sources are believed in their order. See `SourcesLookUp` for the numbers."""

    sources: tuple[Annotated[_National | _Keyword | _Receipt, Field(discriminator="kind")], ...]
    settle_seconds: float = Field(default=1.0, ge=0, le=30)
    remember_seconds: float = Field(default=30.0, gt=0, le=600)
    remember_most: int = Field(default=1000, ge=1, le=100_000)

    @model_validator(mode="after")
    def _names_stand_once(self) -> Self:
        names = [source.name for source in self.sources]
        if twice := [name for name in names if names.count(name) > 1]:
            raise ValueError(f"sources: the name {twice[0]} stands twice")
        return self


def read(path: Path) -> Configuration:
    """Read a file of sources. Raises `BadSourcesError` naming file and field."""
    try:
        return Configuration.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "file"
        raise BadSourcesError(f"{path}: {place}: {first['msg'].removeprefix('Value error, ')}") from error
    except (OSError, ValueError) as error:
        raise BadSourcesError(f"{path}: {error}") from error


def connected(configuration: Configuration, environment: Mapping[str, str]) -> list[Connected]:
    """Return the sources, which take credentials from `environment`. Raises `BadSourcesError`."""
    return [
        Connected(told.source(environment), OfficialPage(told.page.title, str(told.page.url)), told.prefixes)
        for told in configuration.sources
    ]


def check_patience(configuration: Configuration, settings: Settings) -> None:
    """Refuse a source that a citizen's turn would not wait for: the look-up would be made, and counted, twice.

    Raises `BadSourcesError`.
    """
    longest = settings.rasa_timeout
    for source in configuration.sources:
        if source.manners.whole_seconds >= longest:
            raise BadSourcesError(f"{source.name}: whole_seconds must be below MOTCUA_RASA_TIMEOUT, {longest:g}")
    if configuration.settle_seconds >= longest:
        raise BadSourcesError(f"settle_seconds must be below MOTCUA_RASA_TIMEOUT, {longest:g}")


def sources_look_up(settings: Settings, secret: bytes) -> SourcesLookUp:
    """Return the look-up in the sources of `MOTCUA_DOSSIER_SOURCES`; where that is empty, it asks none.

    Raises `BadSourcesError`.
    """
    if not settings.dossier_sources:
        return SourcesLookUp((), secret)
    configuration = read(Path(settings.dossier_sources))
    check_patience(configuration, settings)
    return SourcesLookUp(
        connected(configuration, os.environ),
        secret,
        settle_seconds=configuration.settle_seconds,
        remember_seconds=configuration.remember_seconds,
        remember_most=configuration.remember_most,
    )
