"""The contract tables of simulated question answering: bytes, and that the truth about products is true."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import digests, frames

from infra.errors import SettingsError
from sources.simulator.qa_blocks import YES_NO
from sources.simulator.qa_lexicon import lexicon
from sources.simulator.question_answering import TABLES, TRUTH, write
from sources.simulator.vocabulary.phrases import LANGUAGES

SEED, SCALE = 7, 0.2
KINDS = {"yes_no", "number", "compatibility", "opinion", "how_to", "other"}
MAKER = ("attribute", "bullet", "description")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=SCALE, messy=False)
    return frames(out)


@pytest.fixture(scope="module")
def told(clean: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Candidates beside the truth of their questions."""
    truth = clean["question_truth"].drop(columns=["product_id", "customer_id", "kind", "rewording_of", "source"])
    return clean["qa"].drop(columns="answer").merge(truth, on="question_id")


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("same", 3), ("other", 4)):
        write(tmp_path / name, seed=seed, scale=0.1)
    one, same, other = (digests(tmp_path / name) for name in ("one", "same", "other"))
    assert one == same
    files = {*(f"{name}.parquet" for name in TABLES), *(f"truth/{name}.parquet" for name in TRUTH)}
    assert set(one) == files
    assert not any(one[name] == other[name] for name in one)


@pytest.mark.parametrize(("seed", "scale"), [(-1, 1.0), (0, 0.0), (0, 5_000.0)])
def test_a_seed_or_a_scale_that_is_not_to_be_had_is_refused(tmp_path: Path, seed: int, scale: float) -> None:
    with pytest.raises(SettingsError, match="Give"):
        write(tmp_path, seed=seed, scale=scale)


def test_a_larger_scale_holds_what_is_said_of_the_products_of_a_smaller_one(
    clean: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    write(tmp_path, seed=SEED, scale=0.1, messy=False)
    small = frames(tmp_path)
    for name, key in (("products", "product_id"), ("reviews", "review_id"), ("community_answers", "answer_id")):
        part = small[name].set_index(key)
        pd.testing.assert_frame_equal(clean[name].set_index(key).loc[part.index], part)


def test_the_vocabulary_asks_for_each_fact_in_six_wordings_and_has_statements_of_all_tellers() -> None:
    known = lexicon()
    assert len(known) < 63  # the last number of six bits is that of commands
    assert len(set(known.names)) == len(known)
    asked = known.asked.counts(np.arange(len(known) * len(LANGUAGES))).reshape(-1, len(LANGUAGES))
    assert asked[:, 0].min() >= 6
    assert asked[:, 1:].min() >= 2
    so = known.told.counts(np.arange(len(known) * 6)).reshape(-1, 3, 2)
    assert so[:, :, 1].min() >= 2
    assert so[known.kinds == YES_NO][:, :, 0].min() >= 2


def test_questions_are_of_every_kind_in_four_languages_and_mistyped(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["question_truth"]
    about = truth[truth.product_id.notna() & ~truth.kind.str.startswith("account")]
    assert set(about.kind) == KINDS
    assert (about.kind.value_counts() > 30).all()
    assert set(truth.language) == set(LANGUAGES)
    assert 0.05 < truth.mistyped.mean() < 0.25
    assert 0.5 < truth.answerable.mean() < 0.9
    assert truth.question_id.is_unique
    questions = clean["qa"].groupby("question_id").question
    assert (questions.nunique() == 1).all()


def test_a_question_is_answerable_where_a_candidate_answers_and_else_has_a_reason(told: pd.DataFrame) -> None:
    best = told.groupby("question_id").agg(
        grade=("grade", "max"),
        answerable=("answerable", "first"),
        reason=("reason", "first"),
        answer=("answer", "first"),
    )
    assert (best.answerable == (best.grade == 2)).all()
    assert (best.reason.isna() == best.answerable).all()
    assert (best.answer.notna() == best.answerable).all()
    assert not told.duplicated(["question_id", "candidate"]).any()


def test_rewordings_ask_the_same_in_five_other_ways(clean: dict[str, pd.DataFrame]) -> None:
    qa = clean["qa"]
    again = qa[qa.rewording_of.notna()]
    assert (again.groupby("rewording_of").question_id.nunique() == 5).all()
    columns = ["product_id", "customer_id", "candidate", "source", "grade", "kind"]
    for original, rows in again.groupby("rewording_of"):
        first = qa[qa.question_id == original][columns].sort_values(["candidate"]).reset_index(drop=True)
        wordings = {qa[qa.question_id == original].question.iloc[0].lower()}
        for _, other in rows.groupby("question_id"):
            pd.testing.assert_frame_equal(other[columns].sort_values(["candidate"]).reset_index(drop=True), first)
            wordings.add(other.question.iloc[0].lower())
        assert len(wordings) == 6


def test_candidates_are_words_of_the_tables(clean: dict[str, pd.DataFrame]) -> None:
    qa = clean["qa"].dropna(subset=["product_id", "candidate"])
    products = clean["products"].set_index("product_id")
    bullets = products.bullets.fillna("").map(lambda text: "\n".join(json.loads(text)) if text[:1] == "[" else text)
    pairs = clean["community_answers"].assign(text=lambda rows: rows.answer + " Question: " + rows.question)
    texts = {
        "bullet": bullets,
        "description": products.description.fillna(""),
        "review": clean["reviews"].groupby("product_id").text.agg("\n".join),
        "community": pairs.groupby("product_id").text.agg("\n".join),
    }
    for source, by_product in texts.items():
        rows = qa[qa.source == source]
        assert len(rows) > 100, source
        found = [text in whole for text, whole in zip(rows.candidate, by_product.loc[rows.product_id], strict=True)]
        assert all(found), source


def test_the_number_of_candidates_does_not_tell_whether_one_answers(told: pd.DataFrame) -> None:
    about = told[told.product_id.notna() & told.source.notna() & ~told.kind.str.startswith("account")]
    questions = about.groupby("question_id").agg(count=("grade", "size"), best=("grade", "max"))
    counts = questions.groupby(questions.best == 2)["count"].value_counts(normalize=True).unstack(0)
    assert len(counts) == 1
    assert not counts.isna().any(axis=None)


def test_attributes_are_json_and_tell_what_candidates_tell(clean: dict[str, pd.DataFrame]) -> None:
    attributes = clean["products"].set_index("product_id").attributes.dropna().map(json.loads)
    assert attributes.map(lambda one: any(isinstance(value, dict) for value in one.values())).any()
    rows = clean["qa"][clean["qa"].source == "attribute"]
    for product, text in zip(rows.product_id, rows.candidate, strict=True):
        name, value = text.split(": ", 1)
        told = attributes[product][name.replace(" ", "_")]
        if isinstance(told, dict):
            told = f"{told['value']} {told['unit']}"
        assert {True: "yes", False: "no"}.get(told, told) == value


def test_what_attributes_answer_is_the_true_answer(told: pd.DataFrame) -> None:
    rows = told[(told.source == "attribute") & (told.grade == 2)]
    value = rows.candidate.str.split(": ", n=1).str[1]
    plain = rows.kind != "compatibility"
    assert plain.sum() > 200
    assert (value[plain] == rows.answer[plain]).all()
    english = rows[~plain & (rows.language == "en") & ~rows.mistyped]
    assert set(english.answer) == {"yes", "no"}
    for row in english.itertuples():
        things = row.candidate.lower().split(": ", 1)[1].split(", ")
        assert any(thing in row.question.lower() for thing in things) == (row.answer == "yes"), row.question


def test_the_maker_contradicts_itself_now_and_then_and_is_then_not_believed(
    clean: dict[str, pd.DataFrame], told: pd.DataFrame
) -> None:
    facts = clean["fact_truth"]
    assert 0.005 < facts.conflict.mean() < 0.1
    assert facts.contradicted.any()
    rows = told[told.reason == "conflict"]
    assert len(rows)
    assert (rows.grade < 2).all()
    against = rows[rows.grade == 1].groupby("question_id").agg(source=("source", set), count=("candidate", "size"))
    assert (against["count"] > 1).all()
    assert against.source.map(lambda some: some <= set(MAKER)).all()


def test_of_what_is_told_nowhere_nobody_but_the_vague_speaks(
    clean: dict[str, pd.DataFrame], told: pd.DataFrame
) -> None:
    facts = clean["fact_truth"].set_index(["product_id", "fact"])
    rows = told[told.reason == "told_nowhere"].drop_duplicates("question_id")
    keys = list(zip(rows.product_id, rows.fact, strict=True))
    assert facts.loc[keys].told_by.isna().all()
    answered = told[told.answerable & told.fact.notna() & (told.kind != "opinion")].drop_duplicates("question_id")
    keys = list(zip(answered.product_id, answered.fact, strict=True))
    assert facts.loc[keys].told_by.notna().all()


def test_right_answers_of_customers_are_most_and_have_more_votes(clean: dict[str, pd.DataFrame]) -> None:
    both = clean["community_answers"].merge(clean["community_truth"], on=["answer_id", "product_id"])
    assert 0.6 < both.right.mean() < 0.95
    votes = both.groupby("right").votes.mean()
    assert votes[True] > 2 * votes[False]


def test_reviews_command_their_reader_and_answer_nothing(clean: dict[str, pd.DataFrame]) -> None:
    commands = clean["review_truth"][clean["review_truth"].command]
    texts = clean["reviews"].set_index("review_id").text.loc[commands.review_id]
    assert texts.str.contains("instructions|SYSTEM").any()
    rows = clean["qa"][clean["qa"].candidate.isin(texts)]
    assert len(rows)
    assert (rows.grade == 0).all()


def test_opinions_are_what_most_sentences_say(clean: dict[str, pd.DataFrame], told: pd.DataFrame) -> None:
    truth = clean["opinion_truth"]
    counts = truth[["negative", "neutral", "positive"]]
    clear = truth[counts.max(axis=1) >= 0.65 * counts.sum(axis=1)]
    clear = clear[
        clear.answer.isin(["negative", "positive"]) & (clear.neutral < clear[["negative", "positive"]].max(axis=1))
    ]
    assert (clear.answer == clear[["negative", "positive"]].idxmax(axis=1)).all()
    assert {"negative", "positive", "mixed"} <= set(truth.answer.dropna())
    few = counts.sum(axis=1) < 2
    assert (truth.answer.isna() == few).all()
    asked = told[told.kind == "opinion"].drop_duplicates("question_id")
    keys = list(zip(asked.product_id, asked.fact, strict=True))
    expected = truth.set_index(["product_id", "attribute"]).answer.reindex(keys)
    assert (expected.fillna("") == asked.answer.fillna("").to_numpy()).all()
    graded = told[(told.kind == "opinion") & (told.grade > 0)]
    assert (graded.source == "review").all()
    assert (graded[graded.answer == "mixed"].grade == 2).mean() > 0.7
