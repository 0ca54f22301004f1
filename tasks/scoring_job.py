"""What one run of batch scoring is to do, settled before the first request is answered."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra import digests, registry
from infra.errors import RegistryError
from params.loading import load_section
from params.score import ScoreParameters, ScoreSettings, settled
from tasks import rooms, together
from tasks.answering import Asking, check_independent, columns_present
from tasks.request_of import further, request_of

if TYPE_CHECKING:
    from mlflow import MlflowClient

# Whose code turns a file into requests and answers into a file.
READING = ("contracts", "tasks.answering", "tasks.request_of", "tasks.together")


@dataclass(frozen=True)
class Part:
    """A file of requests.

    Args:
        path: Where it lies.
        name: Its place in the input, for people.
        sha256: Of its bytes, when the run began.
        bytes: Its size.
        given: Columns whose value stands in its path, `brand=acme/part-0.parquet`.
    """

    path: str
    name: str
    sha256: str
    bytes: int
    given: dict[str, str]


@dataclass(frozen=True)
class Job:
    """One run: which version answers which bytes, and where the answers go.

    Args:
        model: Registered name.
        version: Resolved once; the alias may move meanwhile.
        bundle_sha256: Of the version, so that a version number that was given anew is not taken for the old one.
        date: Of the partition, YYYY-MM-DD.
        output: Root of the partitions.
        settings: Parameters, laid over params.yaml.
        columns: Of the request, that the input holds.
        inputs: Columns of the request that the version was trained with and the use case's request does not name.
        ignored: Columns of the input that the version does not know.
        parts: What is asked.
    """

    use_case: str
    model: str
    version: str
    bundle_sha256: str
    date: str
    output: str
    settings: dict[str, Any]
    columns: tuple[str, ...]
    inputs: dict[str, str]
    ignored: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def run(self) -> str:
        """Name of the run: the same work has the same name, so that it is done once."""
        return digests.of_value([self._work(part) for part in self.parts])[:12]

    @property
    def place(self) -> Path:
        """The partition that this run makes."""
        return Path(self.output) / f"date={self.date}" / f"run={self.run}"

    @property
    def asking(self) -> Asking:
        settings = self.settings
        return Asking(
            self.use_case,
            self.version,
            self.columns,
            self.inputs,
            settings["rows"],
            settings["request"],
            settings["encoding"],
        )

    def part_key(self, part: Part) -> str:
        """Digest of everything that decides a part's answers."""
        return digests.of_value({**self._work(part), "source": digests.of_source(READING)})

    def _work(self, part: Part) -> dict[str, Any]:
        return {
            "model": [self.model, self.version, self.bundle_sha256],
            "input": [part.sha256, part.given],
            "columns": self.columns,
            "request": self.settings["request"],
            "encoding": self.settings["encoding"],
        }

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Job:
        parts = tuple(Part(**part) for part in value["parts"])
        columns, ignored = tuple(value["columns"]), tuple(value["ignored"])
        return cls(**{**value, "columns": columns, "ignored": ignored, "parts": parts})


def settle(client: MlflowClient, parameters: ScoreParameters) -> Job:
    """Resolve the version, hash the input, and look at every header.

    Raises:
        SettingsError: The parameters or params.yaml are refused.
        DataError: The input is absent, a part of it lacks a required column, or rows that compete are in two parts.
        RegistryError: There is no champion or no such version.
    """
    use_case = rooms.use_case_named(parameters.use_case)
    settings, date = settled(use_case, parameters)
    model, version, bundle = _resolve(client, use_case, parameters.version)
    source = Path(str(settings.input))
    inputs = further(use_case, registry.inputs_of(client, model, version))
    parts = _parts(use_case, inputs, source)
    columns, ignored = columns_present(use_case, inputs, source, settings.encoding)
    if len(parts) > 1:
        check_independent(use_case, settings.request, columns, f"{len(parts)} parts")
        column = together.column_of(use_case, settings.request)
        if column is not None and column in columns:
            files = [(Path(part.path), part.name) for part in parts]
            together.check_parts(files, request_of(use_case, inputs), column, settings.encoding)
    return Job(
        use_case=use_case,
        model=model,
        version=version,
        bundle_sha256=bundle,
        date=date.isoformat(),
        output=settings.output,
        settings=settings.model_dump(mode="json"),
        columns=tuple(columns),
        inputs=inputs,
        ignored=tuple(ignored),
        parts=parts,
    )


def patience(parameters: ScoreParameters) -> float:
    """Seconds that an MLflow that is away is waited for."""
    use_case = rooms.use_case_named(parameters.use_case)
    return load_section(ScoreSettings, use_case, "score").mlflow_patience_seconds


def resolve_version(client: MlflowClient, model: str, version: str | None) -> str:
    """The version that was asked for, else the champion's.

    Raises:
        RegistryError: There is no champion.
    """
    version = version or registry.alias_version(client, model, registry.CHAMPION)
    if version is None:
        raise RegistryError(f"{model} has no champion.", f"Train one: bazaar run {model}.")
    return version


def _resolve(client: MlflowClient, use_case: str, version: str | None) -> tuple[str, str, str]:
    model = registry.model_name(use_case)
    version = resolve_version(client, model, version)
    tags = registry.get_version(client, model, version).tags
    return model, version, str(tags.get(registry.BUNDLE, ""))


def _parts(use_case: str, inputs: dict[str, str], source: Path) -> tuple[Part, ...]:
    from contracts.files import hive_values, parts_of

    known = {column.name for column in request_of(use_case, inputs).columns}
    found = []
    for path in parts_of(source):
        name = path.name if path == source else path.relative_to(source).as_posix()
        given = {column: value for column, value in hive_values(path).items() if column in known}
        found.append(Part(str(path), name, digests.of_file(path), path.stat().st_size, given))
    return tuple(found)
