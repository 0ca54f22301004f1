"""`bazaar run --all`: every use case on its tables, up to a champion, and the scoreboard of them all."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from flows import console, run_lines, scoreboard, side_by_side
from flows.run_lines import RunLines
from flows.running import prefect_ready, read_parameters
from flows.side_by_side import Ended, SideBySide
from infra.errors import SettingsError, UserError
from params.base import FlowParameters
from params.whole import WholeSettings, load_whole
from tasks import rooms

UNCHANGED = "unchanged"


@console.answering
def run(
    profile: str | None, settings: Sequence[str], jobs: int | None, *, asked: bool = True, beside: Sequence[str] = ()
) -> None:
    """Run the flows of all use cases and print the scoreboard.

    A use case whose data, code, parameters and champion are those of its last run is looked up, not run again.

    Args:
        profile: Of params.yaml, for all.
        settings: `key.path=value`, for all.
        jobs: How many at once; as params.yaml says where it is None.
        asked: Whether all were asked for.
        beside: What was given that goes with one use case alone.

    Raises:
        SettingsError: Parameters are refused; then none was run.
        EndedWithError: Some failed, the others did not.
    """
    _check(asked, beside)
    whole = load_whole()
    for name in whole.first:
        rooms.use_case_named(name)
    names = side_by_side.in_order(rooms.USE_CASES, whole.first)
    parameters = {name: _parameters(name, profile, settings) for name in names}
    ends = _all(parameters, whole, jobs)
    scoreboard.show({name: told(end) for name, end in ends.items()})
    failed = [end for end in ends.values() if end.summary is None]
    for end in failed:
        _tell_failed(end)
    if failed:
        raise console.EndedWithError(worst(failed))


def _check(asked: bool, beside: Sequence[str]) -> None:
    """Refuse what does not go together.

    Raises:
        SettingsError: It does not.
    """
    if asked and beside:
        raise SettingsError(
            f"--all runs every use case on the tables that params.yaml names, so {', '.join(beside)} cannot be given.",
            "Run that one by itself: bazaar run USE_CASE.",
        )
    if not asked:
        known = ", ".join(name.replace("_", "-") for name in rooms.USE_CASES)
        said = "--jobs goes with --all." if "USE_CASE" in beside else "No use case is named."
        raise SettingsError(said, f"Give --all, or one alone of {known}.")


def _parameters(name: str, profile: str | None, settings: Sequence[str]) -> FlowParameters:
    try:
        return read_parameters(name, None, None, None, profile, list(settings))
    except SettingsError as error:
        raise SettingsError(f"{name.replace('_', '-')}: {error.problem}", error.remedy) from error


def _all(parameters: Mapping[str, FlowParameters], whole: WholeSettings, jobs: int | None) -> dict[str, Ended]:
    """How each ended; one that has nothing to do counts as ended with the version that it made before."""
    ends: dict[str, Ended] = {}
    with run_lines.shown(parameters) as lines:
        for name, version in _settled(parameters):
            ends[name] = Ended(name, summary={"version": version, UNCHANGED: True})
            lines.ended(name, told(ends[name]))
        left = {name: values for name, values in parameters.items() if name not in ends}
        if left:
            at_once = _at_once(jobs or whole.jobs, whole.gigabytes)
            with prefect_ready():
                SideBySide(at_once, whole.grace_seconds, told=lines.advanced, began=lines.began).run(
                    left, functools.partial(_note, ends, lines)
                )
    return {name: ends[name] for name in parameters}


def _at_once(asked: int, gigabytes: float) -> int:
    fitting = side_by_side.jobs_that_fit(asked, gigabytes)
    if fitting < asked:
        told = f"{fitting} at a time, not {asked}: each may need {gigabytes:g} GB (whole.gigabytes of params.yaml)"
        console.out.print(told, soft_wrap=True, highlight=False)
    return fitting


def _note(ends: dict[str, Ended], lines: RunLines, end: Ended) -> None:
    ends[end.use_case] = end
    lines.ended(end.use_case, told(end))


def _settled(parameters: Mapping[str, FlowParameters]) -> Iterator[tuple[str, str]]:
    """Use cases that have nothing to do, each with the version that stands for that."""
    from infra import tracking
    from tasks.settled import settled_version
    from tasks.steps import Run

    if not tracking.is_reachable():
        return
    client = tracking.open_client()
    for name, values in parameters.items():
        try:
            version = settled_version(client, Run(name, values.model_dump(mode="json")))
        except UserError:
            continue  # its own run says what is wrong, and stops none of the others
        if version is not None:
            yield name, version


def told(end: Ended) -> str:
    """How a run ended, in a word or two."""
    if end.summary is None:
        return "[bold red]failed[/]"
    if end.summary.get(UNCHANGED):
        return UNCHANGED
    if end.summary["promoted"]:
        return f"[bold green]version {end.summary['version']} promoted[/]"
    same = end.summary["champion_before"] == end.summary["version"]
    return UNCHANGED if same else f"[bold yellow]version {end.summary['version']} not promoted[/]"


def worst(failed: Sequence[Ended]) -> int:
    """The exit code of several: of a fault where there is one, else of the first refusal."""
    codes = [end.exit_code for end in failed]
    return console.FAULT if console.FAULT in codes else codes[0]


def _tell_failed(end: Ended) -> None:
    name = end.use_case.replace("_", "-")
    console.err.print(f"[bold red]{name} failed:[/] {console.escaped(end.problem)}", highlight=False, soft_wrap=True)
    if end.remedy:
        console.err.print(f"[bold]way out:[/] {console.escaped(end.remedy)}", highlight=False, soft_wrap=True)
    if end.log is not None:
        console.err.print(f"[bold]trace:[/] {end.log}", highlight=False, soft_wrap=True)
