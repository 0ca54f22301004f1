"""Every use case taken through its steps once, small, without Prefect."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from filelock import FileLock

from infra.run_store import Reference
from params.base import FlowParameters, Profile
from params.loading import load
from tasks import build, evaluate, ingest, rooms, train, validate
from tasks.steps import Run

REPOSITORY = Path(__file__).resolve().parents[2]
# What makes the quick profile small enough for a test, by use case.
SMALLER = {
    "product_matching": (
        *("simulator.scale=0.05", "models.rounds=30", "evaluation.resamples=100", "evaluation.latency_requests=20"),
        *("evaluation.challenge_pairs=50", "evaluation.challenge_listings=50"),
    ),
    "demand_forecasting": (
        *("simulator.scale=0.03", "features.horizon=13", "evaluation.resamples=100", "evaluation.latency_requests=20"),
        *("models.core.blocks=[13]", "models.core.origin_step=13", "models.core.max_train_rows=10000"),
        *("models.core.mean.rounds=5", "models.core.quantiles.rounds=5", "models.valid_origin_step=13"),
        "models.cold_start.text.encode_up_to=0",
    ),
    "ad_click": (
        *("simulator.scale=0.2", "evaluation.resamples=100", "evaluation.challenge_rows=2000"),
        "evaluation.latency_requests=20",
        *("evaluation.score_requests=100", "evaluation.policy_rows=2000"),
    ),
    "product_classification": (
        *("simulator.scale=0.1", "evaluation.resamples=100", "evaluation.latency_requests=20"),
        *("evaluation.challenge_rows=200", "evaluation.throughput_rows=500"),
    ),
    "product_search": (
        *("simulator.scale=0.05", "evaluation.resamples=100", "evaluation.challenge_searches=50"),
        "evaluation.latency_requests=20",
        *("models.dense.product_pieces=16", "models.dense.query_pieces=8"),
        *("models.ranking.rounds=30", "models.ranking.most_searches=500"),
    ),
    "recommendation": (
        *("simulator.scale=0.05", "evaluation.resamples=100", "evaluation.challenge_requests=50"),
        "evaluation.latency_requests=20",
        "models.candidates.content.pieces=16",
        *("models.ranking.rounds=30", "models.ranking.most_requests=500"),
    ),
    "deal_ranking": (
        *("simulator.scale=0.05", "features.min_redeemed=5", "evaluation.resamples=100"),
        *("evaluation.challenge_requests=50", "evaluation.learning_requests=300", "evaluation.violation_deals=200"),
        "evaluation.latency_requests=20",
        *("models.outlook.memory.cuts=4", "models.outlook.forest.rounds=30"),
    ),
    "review_extraction": (
        *("simulator.scale=0.1", "features.max_train_reviews=200", "features.min_examples=5"),
        "evaluation.resamples=100",
        *("evaluation.challenge_reviews=50", "evaluation.rated_products=20", "evaluation.rated_reviews=100"),
        "evaluation.latency_requests=20",
        *("models.extraction.crf.iterations=10", "models.extraction.crf.fine_clusters=0"),
    ),
    "question_answering": (
        *("simulator.scale=0.1", "features.min_questions=5", "evaluation.resamples=100"),
        *("features.max_test_questions=60", "evaluation.latency_requests=20", "models.kinds.product_names=1"),
        *("models.ranking.forest.rounds=20", "models.ranking.forest.fewer_rounds=[]"),
        "models.ranking.forest.smaller_depths=[]",
        *("evaluation.challenge_questions=20", "evaluation.adversarial_questions=20", "evaluation.timed_questions=10"),
    ),
    "visual_search": (
        *("simulator.scale=0.1", "features.min_photos=5", "evaluation.resamples=100"),
        *("models.locator.width=8", "models.locator.scenes=60", "models.locator.epochs=1", "models.locator.judged=20"),
        *("models.embedder.network.widths=[16, 32]", "models.embedder.network.depths=[1, 1]"),
        *("models.embedder.fitting.shown=300", "models.embedder.views.nearer=[]"),
        *("models.embedder.local_colours.sides=[70]", "models.embedder.local_colours.words=4"),
        *("models.embedder.local_colours.pictures=30", "models.embedder.local_colours.rounds=5"),
        *("models.head.judged=20", "models.head.side=128", "models.head.points=60", "models.head.first=5"),
        *("models.regions.most=3", "models.regions.box_scales=[1.0]", "models.pictures.side=256"),
        *("evaluation.challenge_photos=10", "evaluation.latency_requests=10", "evaluation.index_queries=20"),
        *("evaluation.distractor_counts=[1000]", "evaluation.sheet_photos=2"),
    ),
    "speech_recognition": (
        *("simulator.scale=0.05", "features.min_utterances=3", "evaluation.resamples=100"),
        *("models.ctc.network.width=16", "models.ctc.network.hidden=16", "models.ctc.fitting.seconds=100"),
        *("models.ctc.fitting.checks=1", "models.confidence.most_recordings=20", "models.decoding.beam=8"),
        *("evaluation.challenge_utterances=10", "evaluation.latency_requests=10", "evaluation.snrs=[5.0]"),
        *("evaluation.enrolment_seconds=[2.0]", "evaluation.enrolment_speakers=1", "evaluation.enrolment_utterances=2"),
        *("evaluation.stream_utterances=2", "evaluation.nothing_minutes=0.2", "evaluation.sheet_utterances=2"),
    ),
}


@dataclass(frozen=True)
class Walked:
    """A use case and what its steps made."""

    name: str
    parameters: FlowParameters
    tables: Reference
    clean: Reference
    examples: Reference
    bundle: Reference
    evaluation: Reference

    def room(self, name: str) -> ModuleType:
        return rooms.module(name, self.name)


@pytest.fixture(scope="session", params=rooms.USE_CASES)
def walked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    use_case = request.param
    home = shared_home(tmp_path_factory, use_case)
    before = os.environ["BAZAAR_HOME"]
    os.environ["BAZAAR_HOME"] = str(home)
    try:
        with FileLock(home.with_suffix(".lock")):
            made = walk(use_case)
        yield made
    finally:
        os.environ["BAZAAR_HOME"] = before


def shared_home(tmp_path_factory: pytest.TempPathFactory, use_case: str) -> Path:
    """One home for all workers of a session: what one of them made, the others find in its run store."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"walked-{use_case}"
    home.mkdir(exist_ok=True)
    shutil.copy(REPOSITORY / "params.yaml", home)
    return home


def walk(use_case: str) -> Walked:
    kind: type[Any] = rooms.module("params", use_case).Parameters
    parameters = load(kind, use_case, Profile.QUICK, {}, SMALLER[use_case])
    run = Run(use_case, parameters.model_dump(mode="json"))
    tables = ingest.ingest.step.perform(run)
    clean = validate._validate.step.perform(run, tables)
    examples = build.build.step.perform(run, clean)
    bundle = train.train.step.perform(run, examples)
    evaluation = evaluate.evaluate_against.step.perform(run, examples, bundle, None)
    return Walked(use_case, parameters, tables, clean, examples, bundle, evaluation)
