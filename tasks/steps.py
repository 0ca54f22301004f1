"""What makes a function a step: a content key, a place in the run store, and Prefect's cache on that key."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from prefect import task
from prefect.serializers import JSONSerializer

from infra import digests, environment
from infra.run_store import Reference, RunStore
from tasks import progress, progress_artifact

Json = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """What all steps of one flow run know.

    Args:
        use_case: Module name of the use case.
        parameters: The flow's parameters as JSON values.
        mlflow_run_id: The MLflow run that is open for it, None where MLflow was away at the start.
        data_version: What its `data_rev` was when it began, as `infra.data_versions.DataVersion` has it.
    """

    use_case: str
    parameters: Json
    mlflow_run_id: str | None = None
    data_version: Json | None = None

    def to_json(self) -> Json:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Json) -> Run:
        return cls(**value)


Work = Callable[..., Json | None]
Settings = Callable[..., Json]


@dataclass(frozen=True)
class Step:
    """A named step.

    Args:
        name: As Prefect shows it.
        packages: Whose source the result depends on; `{use_case}` stands for the use case.
        settings: From the run and the step's other arguments to the slice of values that decides the result.
        work: Fills a directory: `work(out, run, *inputs)`, returns facts as JSON values.
    """

    name: str
    packages: tuple[str, ...]
    settings: Settings
    work: Work

    def key(self, run: Run, *inputs: Any) -> str:
        """Digest of everything that decides the result."""
        packages = tuple(package.format(use_case=run.use_case) for package in self.packages)
        return digests.of_value(
            {
                "step": self.name,
                "use_case": run.use_case,
                "inputs": [entry.sha256 if isinstance(entry, Reference) else entry for entry in inputs],
                "settings": self.settings(run, *inputs),
                "source": digests.of_source(packages),
            }
        )

    def perform(self, run: Run, *inputs: Any) -> Reference:
        """The step's result, from the run store when it is there, whole and unaltered."""
        store = RunStore()
        key = self.key(run, *inputs)
        found = store.find(self.name, key)
        if found is not None:
            return found
        return store.write(self.name, key, functools.partial(self._produce, run, inputs))

    def _produce(self, run: Run, inputs: tuple[Any, ...], out: Path) -> Json | None:
        return self.work(out, run, *inputs)


def step(name: str, *, packages: tuple[str, ...], settings: Settings) -> Callable[[Work], Callable[..., Reference]]:
    """Make a Prefect task of a function that fills a directory.

    Between Prefect and the step only JSON passes. Prefect's cache key is the step's key; when the run store no longer
    has those bytes, Prefect's record is dropped, so that a lost or altered result is made again.
    """

    def decorate(work: Work) -> Callable[..., Reference]:
        the_step = Step(name, packages, settings, work)

        def cache_key(_context: Any, arguments: dict[str, Any]) -> str:
            key = the_step.key(Run.from_json(arguments["run"]), *map(_input, arguments["inputs"]))
            if RunStore().find(name, key) is None:
                (environment.results_directory() / key).unlink(missing_ok=True)
            return key

        @task(
            name=name,
            cache_key_fn=cache_key,
            persist_result=True,
            result_serializer=JSONSerializer(),
        )
        def performed(run: Json, inputs: list[Any]) -> Json:
            with progress_artifact.shown(name, run["use_case"]):
                return the_step.perform(Run.from_json(run), *map(_input, inputs)).to_json()

        @functools.wraps(work)
        def call(run: Run, *inputs: Any) -> Reference:
            cached = RunStore().find(name, the_step.key(run, *inputs)) is not None
            progress.tell(progress.Event(name, "began", cached=cached))
            passed = [entry.to_json() if isinstance(entry, Reference) else entry for entry in inputs]
            state = performed(run.to_json(), passed)
            progress.tell(progress.Event(name, "ended", cached=cached))
            return Reference.from_json(state)

        call.step = the_step  # type: ignore[attr-defined]  # lets callers without Prefect reach the plain step
        return call

    return decorate


def _input(value: Any) -> Any:
    """A reference again, its place looked up anew because the store may have been moved."""
    if not isinstance(value, dict) or "sha256" not in value:
        return value
    reference = Reference.from_json(value)
    found = RunStore().find(reference.step, reference.key)
    if found is None:
        raise FileNotFoundError(f"The result of step {reference.step} is gone from the run store; run again.")
    return found
