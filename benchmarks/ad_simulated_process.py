"""Parts of the measurement of ad clicks against the simulator's truth, by name."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from benchmarks.ad_simulated_measures import Floats, against_truth, campaigns, missed, slices
from benchmarks.part_process import Benchmark, Json
from benchmarks.step_costs import performed
from infra.errors import DataError
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "ad_click"
_PART: Final = "part_"
_TRUTHS: Final = {  # whose product is the true probability of a target
    "click": ["true_probability"],
    "conversion": ["true_probability", "true_conversion_probability"],
    "conversion_after_click": ["true_conversion_probability"],
}

ask = Benchmark(USE_CASE, "benchmarks.ad_simulated_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "ingest": ingest,
        "validate": validate,
        "build": build,
        "fit": flow_steps.fit,
        "measure": measure,
        "reference": reference,
    }
    return found


def ingest(run: Run) -> Json:
    """The tables. Each step has a process of its own, for its peak memory; see `flow_steps.prepare`."""
    from tasks.ingest import ingest as step

    return _performed(step, run, "tables")


def validate(run: Run, tables: Reference) -> Json:
    """The clean tables.

    Raises:
        DataError: They break the contract.
    """
    from tasks.validate import _validate as step

    found = _performed(step, run, "clean", tables)
    if found["facts"]["refusal"] is not None:
        raise DataError(found["facts"]["refusal"], found["facts"]["remedy"])
    return found


def build(run: Run, clean: Reference) -> Json:
    """The examples."""
    from tasks.build import build as step

    return _performed(step, run, "examples", clean)


def _performed(task: Any, run: Run, name: str, *inputs: Reference) -> Json:
    step = task.step
    tell(Event(step.name, "advanced"))
    reference, cost = performed(step, run, *inputs)
    return {"references": {name: reference.to_json()}, "costs": {step.name: cost}, "facts": reference.facts}


def measure(_run: Run, examples: Reference, bundle: Reference, tables: Reference, *, learn_every: int) -> Json:
    """Measure the model on the test as it was trained, and as it is where it learns every so many impressions.

    Returns:
        By way (`frozen`, `learning`): what `_measured` returns, and `seconds`; and `learn_every`.
    """
    from models.ad_click import AdClickModel
    from models.bundle import open_checked

    test, clicks = _test(examples, tables)
    features = _features(examples)
    found: Json = {"learn_every": learn_every}
    for way in ("frozen", "learning"):
        tell(Event("measure", "advanced", way))
        model = AdClickModel.load(open_checked(bundle.directory))
        predicted, start = np.empty(len(test)), time.perf_counter()
        for first in range(0, len(test), learn_every):
            rows = test.iloc[first : first + learn_every]
            asked = rows[features].assign(time=rows["time"].dt.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
            predicted[first : first + len(rows)] = model.predict(asked)["probability"]
            if way == "learning":
                told = {name: rows[name] for name in ("click", "conversion")}
                model.update(asked.assign(impression_id=rows["example_id"], **told))
        found[way] = {**_measured(test, predicted, clicks), "seconds": time.perf_counter() - start}
    return found


def reference(_run: Run, examples: Reference, tables: Reference) -> Json:
    """The same of `ad_informed.informed`, which learns from train and valid, and of the mean of them."""
    from benchmarks.ad_informed import informed

    test, clicks = _test(examples, tables)
    columns = [*_features(examples), "time", "label"]
    learnt = pd.concat([pd.read_parquet(_file(examples, split), columns=columns) for split in ("train", "valid")])
    start = time.perf_counter()
    predicted = informed(learnt, test[columns])
    seconds = time.perf_counter() - start
    constant = np.full(len(test), learnt["label"].mean())
    return {
        "informed": {**_measured(test, predicted, clicks), "seconds": seconds},
        "constant": _measured(test, constant, clicks),
    }


def _measured(test: pd.DataFrame, predicted: Floats, clicks: Mapping[str, int]) -> Json:
    """`slices` (`against_truth` each), `campaigns`, and of clicks what of the truth is `missed`, before the shift."""
    truth, click = (test[name].to_numpy(np.float64) for name in ("truth", "label"))
    before = ~test["redesigned"].to_numpy(bool)
    if not before.any():
        before[:] = True
    effects = {name.removeprefix(_PART): test[name].to_numpy(np.float64) for name in test if name.startswith(_PART)}
    return {
        "slices": {
            name: against_truth(predicted[rows], truth[rows], click[rows]) for name, rows in slices(test).items()
        },
        "campaigns": campaigns(test, predicted, clicks),
        "campaigns before the shift": campaigns(test[before], predicted[before], clicks),
        "missed": missed(predicted[before], truth[before], {name: odds[before] for name, odds in effects.items()}),
    }


def _test(examples: Reference, tables: Reference) -> tuple[pd.DataFrame, dict[str, int]]:
    """The test with its `truth`, at which the measures alone look, and positives by campaign in the whole log."""
    file, target = Path(tables.directory) / "truth" / "ad_truth.parquet", str(examples.facts["target"])
    parts = [name for name in pq.read_schema(file).names if name.startswith(_PART)] if target == "click" else []
    names = ["impression_id", *_TRUTHS[target], "ad_age_days", "redesigned", *parts]
    truth = pq.read_table(file, columns=names).to_pandas().rename(columns={"impression_id": "example_id"})
    truth["truth"] = truth[_TRUTHS[target]].prod(axis=1)
    test = pd.read_parquet(_file(examples, "test")).drop(columns="ad_age_days")
    joined = test.merge(truth, on="example_id", how="left", validate="one_to_one")
    if joined["truth"].isna().any():
        raise ValueError("Test examples without a truth: these tables are not those that the examples were made from.")
    positives: dict[str, int] = {}
    for split in ("train", "valid", "test"):
        rows = pd.read_parquet(_file(examples, split), columns=["campaign", "label"])
        for name, count in rows[rows["label"] == 1].groupby("campaign").size().items():
            positives[str(name)] = positives.get(str(name), 0) + int(count)
    return joined, positives


def _features(examples: Reference) -> list[str]:
    columns = examples.facts["columns"]
    return [*columns["categorical"], *columns["numeric"]]


def _file(examples: Reference, split: str) -> Path:
    return Path(examples.directory) / f"{split}.parquet"
