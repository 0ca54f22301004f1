"""What is registered of benchmarks, use case by use case: runs, targets, comparisons, and what shows each challenge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Literal

from benchmarks.readings import Reader
from benchmarks.registered_goals import Goal
from tasks import rooms

Kind = Literal["real", "simulated", "scale"]


@dataclass(frozen=True)
class Bench:
    """A benchmark as it is run for the record.

    Attributes:
        name: Of its result, unique within a use case.
        module: Run by `python -m benchmarks.MODULE`.
        says: What it measures, in a line.
        kind: On public data, on the simulated marketplace, or by size.
        arguments: Besides the file that the result is written to.
        sources: Public data sets that it reads, by their names in `bazaar data list`.
        writes: Option that names the file of the result.
        peers: Distributions that are measured beside ours, whose versions are recorded.
    """

    name: str
    module: str
    says: str
    kind: Kind
    arguments: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    writes: str = "--json"
    peers: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """As a person types it."""
        quoted = (f"'{one}'" if " " in one else one for one in self.arguments)
        return " ".join(["python -m benchmarks." + self.module, *quoted])


@dataclass(frozen=True)
class Beside:
    """A measure of ours and of others in one run.

    Attributes:
        what: The measure.
        benchmark: Name of the run.
        methods: Keys under which methods lie by name in its result.
        measure: Keys of the measure under a method.
        ours: Name of ours there.
        higher: Whether more is better.
        ours_at: Keys of our measure, where ours is not among the methods.
    """

    what: str
    benchmark: str
    methods: tuple[str, ...]
    measure: tuple[str, ...]
    ours: str = "ours"
    higher: bool = True
    ours_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """Where a challenge is shown besides the measures that the evaluation names for it.

    Attributes:
        tests: `path` or `path::function` under the repository.
        benchmark: Name of the run that shows it best.
        measures: What that run, or another, measures of it beyond the evaluation; by name `(run, reader)`.
    """

    tests: tuple[str, ...]
    benchmark: str
    measures: Mapping[str, tuple[str, Reader]] = field(default_factory=dict)


@dataclass(frozen=True)
class Registered:
    """All of a use case.

    Attributes:
        use_case: Module name.
        benchmarks: In the order in which they are run.
        targets: Of its issue, and bounds that its benchmarks hold themselves to.
        evaluations: Runs whose result holds measures of the flow's evaluation by name, with the keys that lead there;
            the first that has a measure tells it.
        shown: By challenge.
        beside: Comparisons.
    """

    use_case: str
    benchmarks: tuple[Bench, ...]
    targets: tuple[Goal, ...]
    evaluations: tuple[tuple[str, tuple[str | int, ...]], ...]
    shown: Mapping[str, Shown]
    beside: tuple[Beside, ...] = ()

    def bench(self, name: str) -> Bench:
        return next(one for one in self.benchmarks if one.name == name)

    def challenges(self) -> Mapping[str, tuple[str, ...]]:
        """The evaluation's names of measures by challenge."""
        found: Mapping[str, tuple[str, ...]] = rooms.module("evaluation", self.use_case).CHALLENGES
        return found


def registered(use_case: str) -> Registered:
    """What is registered of a use case: `benchmarks.registered.<use case>`."""
    module = import_module(f"benchmarks.registered.{use_case}")
    return Registered(
        use_case,
        module.BENCHMARKS,
        module.TARGETS,
        module.EVALUATIONS,
        module.SHOWN,
        getattr(module, "BESIDE", ()),
    )


def everything() -> tuple[Registered, ...]:
    """Of all use cases."""
    return tuple(registered(use_case) for use_case in rooms.USE_CASES)
