"""The model card of a version: what it is for, what it was made from, what it was measured at, what it does badly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from evaluation import cost
from evaluation.document import Section, Table, to_markdown
from evaluation.report_facts import RunFacts
from evaluation.wording import interval, moment, number

LOADING = """\
import mlflow

mlflow.set_tracking_uri("...")  # where this registry is; `bazaar run` prints it
model = mlflow.pyfunc.load_model("models:/{model}/{version}")
answers = model.predict(requests)"""


def markdown(facts: RunFacts) -> str:
    """The card as text."""
    return to_markdown(sections(facts))


def sections(facts: RunFacts) -> list[Section]:
    """The card's parts. Numbers come from the run; the use case declares sentences alone."""
    return [
        Section(
            f"{facts.model} version {facts.version}: model card",
            (facts.summary, f"Registered {moment(facts.registered)}. {_verdict(facts)}"),
            level=1,
        ),
        Section("Intended use", (facts.card.intended_use, f"Users: {facts.card.users}")),
        Section("Out of scope", bullets=facts.card.out_of_scope),
        *_data(facts),
        *_measures(facts),
        Section("Limits", bullets=facts.card.limits),
        Section("Ethical and operational caveats", bullets=facts.card.caveats),
        Section("How to load it", code=LOADING.format(model=facts.model, version=facts.version)),
        Section("Lineage", table=Table(("what", "value"), _lineage(facts))),
    ]


def _lineage(facts: RunFacts) -> list[tuple[str, str]]:
    champion = facts.verdict.champion_before
    return [*facts.lineage.items(), ("compared with", f"version {champion}" if champion else "no champion")]


def _verdict(facts: RunFacts) -> str:
    word = "promoted" if facts.verdict.promoted else "not promoted"
    return f"The gate's verdict of {moment(facts.verdict.decided)}: {word}: {facts.verdict.reason}."


def _data(facts: RunFacts) -> Iterable[Section]:
    data = facts.data
    yield Section("Data", (source_in_words(data.source),), table=rows_table(facts))
    yield Section("Files", table=files_table(facts), level=3)
    yield Section(
        "Examples", ("The test split is frozen; nothing is tuned on it.",), table=examples_table(facts), level=3
    )


def source_in_words(source: Mapping[str, Any]) -> str:
    """Where the tables came from, and up to which date they were used."""
    own = source.get("data")
    where = f"Tables of the directory {own}" if own else f"Source: {source.get('source')}"
    known = f"used as known on {source['as_of']}" if source.get("as_of") else "used whole, no date given"
    simulated = source.get("simulator") if not own and source.get("source") == "simulator" else None
    settings = f" (simulated, {', '.join(f'{name} {value}' for name, value in simulated.items())})" if simulated else ""
    return f"{where}{settings}, {known}."


def rows_table(facts: RunFacts) -> Table:
    """Rows read, kept and quarantined, a line a table."""
    return Table(
        ("table", "rows read", "kept", "quarantined"),
        [
            (table.name, *(f"{count:,}" for count in (table.read, table.kept, table.rejected)))
            for table in facts.data.tables
        ],
        numeric=3,
    )


def files_table(facts: RunFacts) -> Table:
    """Every file with its data version: sha256, and DVC's md5 where DVC tracks it."""
    ours = [(name, f"sha256 {digest}") for name, digest in facts.data.files.items()]
    theirs = [(name, f"dvc md5 {digest}") for name, digest in facts.data.dvc.items()]
    return Table(("file", "version"), [*ours, *theirs])


def examples_table(facts: RunFacts) -> Table:
    """What `build` counted, per split and in all."""
    return Table(("what", "count"), [(name, _counts(value)) for name, value in facts.data.splits.items()])


def _counts(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_counts(inner)}" for name, inner in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list) or value is None:
        return ", ".join(map(_counts, value or ())) or "none"
    return number(value) if isinstance(value, float) else str(value)


def _measures(facts: RunFacts) -> Iterable[Section]:
    measured = facts.measured
    yield Section(
        "Measured on test",
        (f"{measured.examples:,} test examples; intervals at {measured.confidence:.0%} confidence.",),
        table=measures_table(facts, quality_names(facts)),
    )
    yield Section("Slices and challenges", table=measures_table(facts, challenge_names(facts)), level=3)
    yield Section("Cost of use", table=measures_table(facts, cost_names(facts)), level=3)
    if measured.valid:
        rows = [(name, number(value)) for name, value in measured.valid.items()]
        yield Section("Tuned on valid", table=Table(("metric", "value"), rows, numeric=1), level=3)


def measures_table(facts: RunFacts, names: Iterable[str]) -> Table:
    """Metric, value, interval, examples, meaning."""
    rows = []
    for name in names:
        measure = facts.measured.measures[name]
        value = number(measure["value"], measure["unit"])
        rows.append((name, value, interval(measure), f"{measure['n']:,}", measure["meaning"]))
    return Table(("metric", "value", "interval", "n", "what it is"), rows)


def quality_names(facts: RunFacts) -> list[str]:
    """Metrics of the whole test."""
    return [name for name in facts.measured.measures if name in facts.measured.statistics]


def challenge_names(facts: RunFacts) -> list[str]:
    """Slices, and what is measured of the use case's challenges."""
    told = {*facts.measured.statistics, *cost.MEASURES}
    return [name for name in facts.measured.measures if name not in told]


def cost_names(facts: RunFacts) -> list[str]:
    """Latency, size, memory."""
    return [name for name in cost.MEASURES if name in facts.measured.measures]
