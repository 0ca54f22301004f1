"""The noise benchmark: flips, models that learn of them with the noise pass and without, and what is found of them."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from benchmarks.category_noise_flips import Kind, with_flips
from benchmarks.category_noise_process import MEASURES, WAYS, learn
from benchmarks.category_noise_report import shown
from evaluation import product_classification as evaluation
from features.product_classification import FeaturesParameters, build
from models.bundle import open_checked
from models.product_classification import ProductClassifier, train
from params.base import Profile
from params.loading import load
from params.product_classification import Parameters
from sources.simulator.product_classification import write
from tasks.steps import Run

ROWS = 2_000
PARAMS = Path(__file__).parents[2] / "params.yaml"


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """Three nodes of four leaves, of which one has no label; every tenth listing has two leaves."""
    here = tmp_path / "examples"
    here.mkdir()
    leaves = [(f"l{node}{leaf}", f"n{node}") for node in range(3) for leaf in range(4)]
    nodes = [("root", None), *[(f"n{node}", "root") for node in range(3)], *leaves]
    tree = pd.DataFrame(nodes, columns=["node_id", "parent_id"]).assign(name="x", accessory_of=None)
    tree.to_parquet(here / "taxonomy.parquet")
    rng = np.random.default_rng(0)
    used = np.array([leaf for leaf, _ in leaves[:-1]])
    one = pd.DataFrame({"example_id": [f"e{row}" for row in range(ROWS)], "leaf_id": rng.choice(used, ROWS)})
    two = one[::10].assign(leaf_id=[used[(list(used).index(leaf) + 5) % 11] for leaf in one["leaf_id"][::10]])
    valid = pd.DataFrame({"example_id": ["v0", "v1"], "leaf_id": ["l00", "l23"]})
    parts = [one.assign(split="train"), two.assign(split="train"), valid.assign(split="valid")]
    pd.concat(parts).to_parquet(here / "labels.parquet", index=False)
    (here / "facts.json").write_text(json.dumps({}))
    return here


@pytest.mark.parametrize("kind", ["any", "sibling"])
def test_so_many_training_labels_are_flipped_and_no_other(examples: Path, kind: Kind, tmp_path: Path) -> None:
    flipped = with_flips(examples, tmp_path / "out", 0.3, kind, 1)
    was, now = (pd.read_parquet(folder / "labels.parquet") for folder in (examples, tmp_path / "out"))
    key = ["example_id", "leaf_id", "split"]
    changed = now.merge(was, on=key, how="left", indicator=True)["_merge"] == "left_only"
    assert changed.sum() == len(flipped)
    assert len(flipped) == pytest.approx(0.3 * 2_200, rel=0.1)
    assert set(now[changed.to_numpy()]["split"]) == {"train"}
    assert len(now) == len(was)
    assert not now.duplicated(key).any()
    assert (flipped["leaf_id"] != flipped["right_leaf_id"]).all()
    assert "l23" not in set(flipped["leaf_id"])  # which has no training label
    same = flipped["leaf_id"].str[1] == flipped["right_leaf_id"].str[1]
    assert same.all() if kind == "sibling" else same.mean() < 0.5


def test_more_noise_holds_the_flips_of_less(examples: Path, tmp_path: Path) -> None:
    less, more = (with_flips(examples, tmp_path / str(share), share, "any", 1) for share in (0.1, 0.4))
    both = less.merge(more, on=["example_id", "right_leaf_id"])
    assert len(both) >= 0.97 * len(less)
    assert not len(with_flips(examples, tmp_path / "none", 0.0, "any", 1))


@pytest.fixture(scope="module")
def run() -> Run:
    told = ("models.threads=1", "models.rescoring.rounds=10")
    chosen = load(Parameters, "product_classification", Profile.QUICK, {"source": "simulator"}, told, PARAMS)
    return Run("product_classification", chosen.model_dump(mode="json"))


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated")
    write(folder / "tables", seed=3, scale=0.1, messy=False)
    build(folder / "tables", folder / "examples", FeaturesParameters())
    return folder / "examples"


@pytest.fixture(scope="module")
def learnt(run: Run, simulated: Path) -> dict[str, Any]:
    peer = find_spec("cleanlab") is not None
    return learn(run, examples=str(simulated), noise=0.3, kind="any", seed=1, peer=peer)


def test_flips_are_found_in_the_answers_that_training_makes(learnt: dict[str, Any]) -> None:
    judged = learnt["judged"]
    share = judged["wrong"] / judged["labels"]
    assert 0.25 < share < 0.35
    for name, one in judged["methods"].items():
        assert one["precision"] > 1.5 * share, name
        assert one["recall"] > 0.3 * (name != "ours, set aside"), name
    ours, set_aside = (judged["methods"][name] for name in ("ours", "ours, set aside"))
    assert 0 < set_aside["told"] < ours["told"]


def test_models_are_learnt_with_the_noise_pass_without_it_and_without_the_flips(learnt: dict[str, Any]) -> None:
    for way in WAYS:
        assert all(0 < learnt[way][name] < 1 for name in MEASURES)
    assert len({learnt[way]["ece"] for way in WAYS}) == len(WAYS)
    console = Console(width=300, record=True)
    console.print(shown({"rows": [{"noise": 0.3, "kind": "any", **learnt}]}))
    assert "30% any" in console.export_text()


def test_what_is_measured_is_what_training_does(
    run: Run, simulated: Path, learnt: dict[str, Any], tmp_path: Path
) -> None:
    with_flips(simulated, tmp_path / "flipped", 0.3, "any", 1)
    settings = Parameters.model_validate(run.parameters).models.settings()
    train(tmp_path / "flipped", settings, tmp_path / "bundle", lambda _what, _done: None)
    model = ProductClassifier.load(open_checked(tmp_path / "bundle"))
    assert model.facts["noise"] == learnt["on"]["facts"]
    table = evaluation.requests(simulated)
    answers = model.predict(evaluation.request_columns(table), evaluation.request_params(table))
    assert evaluation.outcomes(table, answers)["label"].mean() == pytest.approx(learnt["on"]["top1"])
