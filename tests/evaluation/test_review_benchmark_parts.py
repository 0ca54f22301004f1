"""Parts of the benchmark of review extraction on annotated reviews: the lexicon, what is kept, verdicts."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import rich.console

from benchmarks import review_report as report
from benchmarks import review_verdicts as verdicts
from benchmarks.flow_steps import prepare
from benchmarks.kept_results import keep, kept
from benchmarks.rec_kept import keep as keep_outcomes
from benchmarks.review_kept import ACROSS, CODE, CRF, IN_DOMAIN, LEXICON, MAJORITY, TRANSFORMER, Part, note
from benchmarks.review_measuring import parameters_of, taken
from benchmarks.review_process import compare
from benchmarks.review_reading import WARM_UP, in_processes, timed, unseen, warmed
from benchmarks.review_short import NAME, measure, short_sentences
from benchmarks.review_stand_in import stood_in
from evaluation import review_extraction as evaluation
from evaluation.review_lexicon import Lexicon
from evaluation.review_phrases import matched, near, place_of, words_of
from evaluation.review_truth import Annotated
from infra.errors import SettingsError
from tasks.steps import Run
from tests.evaluation.review_readers import fails, reads
from tests.evaluation.reviews_for_tests import ByWords, answer, examples, review

SETTINGS: dict[str, Any] = {"resamples": 20, "confidence": 0.95, "seed": 0}


def table(*rows: tuple[str, str]) -> pd.DataFrame:
    """Reviews as `build` writes them."""
    return pd.DataFrame(rows, columns=["example_id", "text"]).astype("str")


def triplets(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Triplets as `build` writes them."""
    return pd.DataFrame(
        rows, columns=["example_id", "aspect_start", "aspect_end", "opinion_start", "opinion_end", "sentiment"]
    )


@pytest.fixture
def lexicon() -> Lexicon:
    """Learnt from three reviews: `screen` is an aspect once of the two times that it is there."""
    reviews = table(("a", "The screen is great ."), ("b", "Screen , battery life bad ."), ("c", "great ! Really great"))
    known = triplets(
        ("a", 4, 10, 14, 19, "positive"),
        ("b", 9, 21, 22, 25, "negative"),
        ("c", -1, -1, 0, 5, "positive"),
    )
    return Lexicon.fit(reviews, known)


def test_a_lexicon_counts_how_often_its_phrases_were_annotated(lexicon: Lexicon) -> None:
    assert lexicon.aspects.share(("screen",)) == 0.5
    assert lexicon.aspects.share(("battery", "life")) == 1
    assert lexicon.opinions.share(("great",)) == pytest.approx(2 / 3)
    assert lexicon.sentiments == {("great",): "positive", ("bad",): "negative"}
    assert lexicon.commonest == "positive"


def test_a_lexicon_reads_the_nearest_aspect_of_the_sentence(lexicon: Lexicon) -> None:
    text = "Battery life great . The screen bad"
    assert lexicon.read(text) == [
        (0, 12, 13, 18, "positive", pytest.approx(2 / 3)),
        (25, 31, 32, 35, "negative", 1.0),
    ]
    assert [row[:2] for row in lexicon.majority().read(text)] == [(0, 12), (25, 31)]
    assert [row[4] for row in lexicon.majority().read(text)] == ["positive", "positive"]


def test_an_aspect_of_another_sentence_or_far_away_is_none() -> None:
    words = words_of("screen . great one , two screen")
    assert near(words, (2, 2), [(0, 0)], reach=9) is None
    assert near(words, (2, 2), [(0, 0), (6, 6)], reach=4) == (6, 6)
    assert near(words, (2, 2), [(6, 6)], reach=3) is None


def test_the_longest_phrase_is_found_and_spans_that_cut_words_are_none(lexicon: Lexicon) -> None:
    words = words_of("it's battery life")
    assert words.folded == ["it's", "battery", "life"]
    assert matched(words, lexicon.aspects, 0.5, 1) == [(1, 2)]
    assert matched(words, lexicon.aspects, 0.5, 2) == []
    assert place_of(words, 5, 17) == (1, 2)
    assert place_of(words, 6, 17) is None


def test_settings_of_a_lexicon_are_those_best_on_valid(lexicon: Lexicon) -> None:
    reviews = table(("v", "great screen"), ("w", "bad battery life"))
    implied = triplets(("v", -1, -1, 0, 5, "positive"), ("w", -1, -1, 0, 3, "negative"))
    assert lexicon.chosen(reviews, implied).reach == 0
    written = triplets(("v", 6, 12, 0, 5, "positive"), ("w", 4, 16, 0, 3, "negative"))
    assert lexicon.chosen(reviews, written).reach > 0


def test_a_lexicon_is_measured_as_the_model_is(tmp_path: Path, lexicon: Lexicon) -> None:
    place = examples(tmp_path, [review("x", "the screen is great", "screen|great|+"), review("y", "nothing")])
    asked = evaluation.requests(place)
    answers = lexicon.predict(evaluation.request_columns(asked))
    found = evaluation.measures(evaluation.outcomes(asked, answers), **SETTINGS)
    assert found["triplet_f1"].value == 1
    assert found["misplaced"].value == 0
    marked = lexicon.terms(asked["text"].tolist())
    assert marked[["text", "kind", "start", "end"]].to_numpy().tolist() == [
        [0, "aspect", 4, 10],
        [0, "opinion", 14, 19],
    ]


def test_valid_plays_the_test_and_the_test_is_left_out() -> None:
    reviews = pd.DataFrame(
        {"review_id": ["a", "b", "c", "d"], "split": ["train", "valid", "test", None], "text": ["x"] * 4}
    )
    annotations = pd.DataFrame({"review_id": ["a", "b", "c"]})
    kept_reviews, own = stood_in(reviews, annotations)
    assert kept_reviews["review_id"].tolist() == ["a", "b", "d"]
    assert kept_reviews["split"].iloc[:2].tolist() == ["train", "test"]
    assert own["review_id"].tolist() == ["a", "b"]
    with pytest.raises(ValueError, match="play the test"):
        stood_in(reviews[reviews["split"] != "valid"], annotations)


def test_tables_are_changed_before_they_are_validated(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, tuple[Any, ...]]] = []

    class Found:
        def __init__(self, name: str) -> None:
            self.name, self.facts = name, {"refusal": None}

        def to_json(self) -> str:
            return self.name

    def performed(task: Any, _run: Run, *inputs: Any) -> tuple[Found, dict[str, Any]]:
        seen.append((task.step.name, tuple(one.name for one in inputs)))
        return Found(task.step.name), {}

    monkeypatch.setattr("benchmarks.flow_steps._step", performed)
    change: Any = lambda _tables: Found("changed")  # noqa: E731
    found = prepare(Run("review_extraction", {}), change)
    assert seen == [("ingest", ()), ("validate", ("changed",)), ("build", ("validate",))]
    assert found["references"]["tables"] == "changed"


def test_short_sentences_keep_their_triplets_and_drop_those_that_a_triplet_crosses(tmp_path: Path) -> None:
    text = "the battery is great . lid bad . of screen . okay it was , and nothing else of any kind at all ."
    told = ("battery|great|+", "lid|bad|-", "screen|okay|0")
    place = examples(tmp_path, [review("x", text, *told), review("y", "!! fine .")])
    asked = evaluation.requests(place)
    sentences, inside = short_sentences(asked, Annotated.of(asked, place), words=8)
    assert sentences["text"].tolist() == ["the battery is great .", "lid bad .", "fine ."]
    assert sentences["review"].tolist() == ["x", "x", "y"]
    own = inside.triplets
    assert own.text.tolist() == [0, 1]
    assert (own.aspect_start.tolist(), own.aspect_end.tolist()) == ([4, 0], [11, 3])
    assert (own.opinion_start.tolist(), own.opinion_end.tolist()) == ([15, 4], [20, 7])
    found = measure(ByWords(), asked, SETTINGS, words=8)
    assert found[NAME]["value"] == 1
    assert measure(ByWords(), asked, SETTINGS, words=1) == {}


def test_reading_is_timed_on_reviews_without_annotations_that_are_not_those_of_the_warm_up(tmp_path: Path) -> None:
    for name, count in (("starred", 3), ("unlabelled", 5)):
        pd.DataFrame({"text": [f"{name} {at}" for at in range(count)]}).to_parquet(tmp_path / f"{name}.parquet")
    texts = unseen(tmp_path, 6)
    assert texts == ["starred 0", "starred 1", "starred 2", "unlabelled 0", "unlabelled 1", "unlabelled 2"]
    asked: list[list[str]] = []

    class Noting:
        def predict(self, request: pd.DataFrame) -> None:
            asked.append(request["text"].tolist())

    model = Noting()
    found = timed(model, texts)
    assert asked == [warmed(texts[3:]), texts[:3]]
    assert warmed(["a lid 5 bottle"]) == ["a lid 5 bottle", "a lid 5 elttob"]
    assert found["reviews"] == 3
    assert timed(model, texts * WARM_UP)["reviews"] == 5 * WARM_UP


def test_processes_share_the_reviews_and_a_failed_one_is_told(tmp_path: Path) -> None:
    found = in_processes(tmp_path, [f"text {at}" for at in range(3 * WARM_UP)], 2, reads)
    assert found == {"reviews": 2 * WARM_UP, "processes": 2, "seconds": float(WARM_UP)}
    with pytest.raises(RuntimeError, match="failed"):
        in_processes(tmp_path, ["one", "two"], 1, fails)


def parameters(**models: Any) -> dict[str, Any]:
    """Of the flow, as far as results hang on them."""
    extraction = {"engine": "crf", "crf": {"bits": 20}, "transformer": {"epochs": 7}, **models}
    return {"source": "dmaste", "features": {}, "evaluation": {}, "models": {"threads": 2, "extraction": extraction}}


def test_a_result_hangs_on_its_own_settings_alone() -> None:
    before = note(parameters(), "valid", CRF)
    assert note(parameters(transformer={"epochs": 8}), "valid", CRF) == before
    assert note(parameters(crf={"bits": 21}), "valid", CRF)["settings"] != before["settings"]
    assert note(parameters(), "test", CRF)["settings"] != before["settings"]
    assert note(parameters(crf={"bits": 21}), "valid", LEXICON) == note(parameters(), "valid", LEXICON)


def test_results_are_taken_over_if_they_are_of_these_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = Part(IN_DOMAIN, "home", MAJORITY)
    now = note(parameters(), "valid", MAJORITY)
    assert kept(tmp_path, part.name) is None
    keep(tmp_path, part.name, {"note": now, "way": IN_DOMAIN})
    assert taken(tmp_path, part, parameters(), "valid", asked=False) == {"note": now, "way": IN_DOMAIN}
    keep(tmp_path, part.name, {"note": {**now, "code": "of then"}})
    assert taken(tmp_path, part, parameters(), "valid", asked=True) is None
    assert taken(tmp_path, part, parameters(), "valid", asked=False) is not None
    assert "code is another one" in capsys.readouterr().err
    assert taken(tmp_path, part, parameters(), "test", asked=True) is None
    with pytest.raises(SettingsError, match="other settings"):
        taken(tmp_path, part, parameters(), "test", asked=False)


@pytest.mark.usefixtures("home")
def test_each_way_has_its_domain_and_the_engine_that_is_asked_for() -> None:
    inside = parameters_of(IN_DOMAIN, "home", TRANSFORMER, ["models.threads=1"])
    assert (inside["features"]["categories"], inside["features"]["holdout_category"]) == (["home"], "")
    assert (inside["models"]["extraction"]["engine"], inside["models"]["threads"]) == (TRANSFORMER, 1)
    across = parameters_of(ACROSS, "home", CRF, [])
    assert (across["features"]["categories"], across["features"]["holdout_category"]) == ([], "home")
    assert across["models"]["extraction"]["engine"] == CRF


def test_the_transformer_is_held_against_the_others_on_the_same_reviews(tmp_path: Path) -> None:
    tests = [review("x", "the screen is great", "screen|great|+"), review("y", "lid bad", "lid|bad|-")]
    asked = evaluation.requests(examples(tmp_path / "examples", tests))
    right = [answer(tests[0], "screen|great|+|.9"), answer(tests[1], "lid|bad|-|.9")]
    wrong = [right[0], answer(tests[1])]
    for name, answers in (("t", right), ("c", wrong)):
        keep_outcomes(evaluation.outcomes(asked, pd.concat(answers, ignore_index=True)), tmp_path / "kept", name)
    run = Run("review_extraction", {"evaluation": SETTINGS})
    found = compare(run, folder=str(tmp_path / "kept"), names={CRF: "c", TRANSFORMER: "t"})
    assert list(found) == [CRF]
    assert found[CRF]["triplet_f1"]["gain"] == pytest.approx(1 / 3)


def result(way: str, domain: str, method: str, **values: float) -> dict[str, Any]:
    """What a part of the benchmark gives."""
    names = {"triplet_f1": 0.5, "aspect_term_f1": 0.66, "triplet_f1_noised_lost": 0.02, **values}
    measures = {name: {"value": value, "low": value - 0.01, "high": value + 0.01} for name, value in names.items()}
    found: dict[str, Any] = {"way": way, "domain": domain, "method": method, "measures": measures, "threads": 2}
    found["facts"] = {"train": {"reviews": 10}}
    if method in (TRANSFORMER, CRF):
        found |= {"costs": {"train": {"seconds": 3_000.0, "children_peak_mb": 9.0}}}
        found |= {"reading": {"reviews": 1_000, "seconds": 4.0, "cpu_seconds": 8.0}}
        found |= {"reading_together": {"reviews": 1_000, "processes": 2, "seconds": 5.0 if method == CRF else 0.4}}
    return found


def test_targets_are_met_or_missed_by_the_test_alone() -> None:
    results = [
        result(IN_DOMAIN, "electronics", TRANSFORMER, triplet_f1=0.395),
        result(ACROSS, "beauty", CRF, triplet_f1_noised_lost=0.05),
        result(IN_DOMAIN, "electronics", LEXICON),
    ]
    found = {"split": "test", "threads": 2, "results": results, "ahead": {}}
    lines = verdicts.verdicts(found)
    assert len(lines) == 8
    assert "in domain >= 0.4: 0.395, MISSED, within noise" in lines[0]
    assert "aspect-term F1 in domain >= 0.65: 0.66, met, beyond noise" in lines[1]
    assert ">= 200: 2500, met (one process of 2 threads 250, 2 processes of one 2,500, one processor 125)" in lines[3]
    assert "fine-tune on 2 cores <= 2700: 3000, MISSED" in lines[4]
    assert "not learnt >= 0.3: 0.5, met" in lines[5]
    assert "noise channel <= 0.03: 0.05, MISSED" in lines[6]
    assert "crf >= 2000: 250, MISSED" in lines[7]
    tried = verdicts.verdicts({**found, "split": "valid"})
    assert tried[0].startswith("not the test")
    assert not any("triplet F1" in line for line in tried)
    assert "no target of speed" in verdicts.verdicts({**found, "results": [{**results[1], "threads": 1}]})[-1]


def test_the_report_shows_each_result_and_gain() -> None:
    gains = {name: {"gain": 0.1, "low": -0.1, "high": 0.2} for name in report.GAINS}
    results = [result(IN_DOMAIN, "electronics", TRANSFORMER), {**result(IN_DOMAIN, "home", LEXICON), "setting": "sure"}]
    found = {"split": "test", "threads": 2, "results": results, "ahead": {"in-domain electronics": {CRF: gains}}}
    printed = io.StringIO()
    rich.console.Console(file=printed, width=250).print(report.shown(found))
    said = printed.getvalue()
    assert "0.500 (0.490-0.510)" in said
    assert "+0.100 (-0.100 to +0.200)" in said
    assert "lexicon: sure" in said
    assert "from memory" in said
    assert verdicts.reading(results[0]) == (250, 125)
    assert verdicts.together(results[0]) == 2_500
    assert verdicts.reading(results[1]) == (None, None)


def test_a_result_hangs_on_all_code_that_makes_it() -> None:
    repository = Path(__file__).resolve().parents[2]
    taken_in: set[str] = set()
    measured = [repository / "benchmarks" / f"{name}.py" for name in ("review_process", "review_measuring")]
    for path in [*measured, *(repository / "models" / "review_extraction").glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        taken_in |= set(re.findall(r"from (benchmarks\.review_\w+) import", text))
        taken_in |= {f"models.{name}" for name in re.findall(r"from \.\.(\w+) import", text)}
        taken_in |= {f"models.{name}" for name in re.findall(r"from \.\. import (\w+)", text)}
    assert len(taken_in) > 8
    assert {*taken_in, "contracts", "features", "evaluation", "sources.public", "models.review_extraction"} <= set(CODE)
