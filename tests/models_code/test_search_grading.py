"""Grades of pairs: with four classes, with two, with too few; what is kept, and what a decision prefers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from models.errors import InputError
from models.product_search.grade_decision import best_power, decided, macro_f1
from models.product_search.grading import Grader
from models.product_search.grading_columns import NAMES, word_columns
from models.product_search.grading_settings import GradingSettings
from models.product_search.softmax_regression import SoftmaxRegression
from models.vocabulary import Vocabulary

WORDS_ALONE = replace(GradingSettings(), title_pieces=0, ridges=(1.0, 10.0))
KINDS, COLOURS = ("lamp", "kettle", "tent", "sofa", "drill"), ("red", "blue", "green", "white")


def _shop(n: int = 400) -> tuple[list[str], pd.DataFrame, npt.NDArray[np.int64]]:
    """Exact: same kind and colour. Substitute: other colour. Complement: a cover for it. Irrelevant: other kind."""
    rng = np.random.default_rng(2)
    kind, colour, grade = rng.integers(0, 5, n), rng.integers(0, 4, n), rng.choice(4, n, p=[0.5, 0.25, 0.1, 0.15])
    queries = [f"{COLOURS[c]} {KINDS[k]} {row % 90}" for row, (k, c) in enumerate(zip(kind, colour, strict=True))]
    titles = []
    for k, c, g in zip(kind, colour, grade, strict=True):
        other = COLOURS[(c + 1) % 4] if g == 1 else COLOURS[c]
        wanted = KINDS[(k + 1) % 5] if g == 3 else KINDS[k]
        titles.append(f"cover for {other} {wanted}" if g == 2 else f"acme {other} {wanted}")
    frame = pd.DataFrame(
        {"title": titles, "brand": "acme", "description": pd.Series(None, index=range(n), dtype="str")}
    )
    return queries, frame, grade


def _fit(settings: GradingSettings = WORDS_ALONE) -> Grader:
    queries, products, grades = _shop()
    grader = Grader.fit(queries, products, grades, settings, seed=1, threads=1)
    assert grader is not None
    return grader


def test_grades_are_learnt_and_probabilities_mean_what_they_say() -> None:
    grader = _fit()
    queries, products, grades = _shop(200)
    chances = grader.grade(queries, products)
    np.testing.assert_allclose(chances.sum(axis=1), 1.0)
    assert macro_f1(grader.decide(chances), grades) > 0.9
    assert abs(chances[:, 0].mean() - (grades == 0).mean()) < 0.05
    assert grader.facts["pairs_by_grade"] == np.bincount(_shop()[2]).tolist()


def test_it_is_as_sure_as_it_is_right() -> None:
    queries, products, grades = _shop(1_000)
    rng = np.random.default_rng(5)
    noisy = np.where(rng.random(1_000) < 0.4, rng.integers(0, 4, 1_000), grades)
    grader = Grader.fit(queries[:600], products[:600], noisy[:600], WORDS_ALONE, seed=1, threads=1)
    assert grader is not None
    chances = grader.grade(queries[600:], products[600:])
    # a grade stays with probability .7, any other comes with .1
    right = np.where(chances.argmax(axis=1) == grades[600:], 0.7, 0.1).mean()
    assert abs(chances.max(axis=1).mean() - right) < 0.1


def test_a_grade_that_nobody_gave_has_no_probability() -> None:
    queries, products, grades = _shop()
    grader = Grader.fit(queries, products, np.where(grades == 0, 0, 3), WORDS_ALONE, seed=1, threads=1)
    assert grader is not None
    chances = grader.grade(queries, products)
    assert (chances[:, [1, 2]] == 0).all()
    assert set(grader.decide(chances)) == {0, 3}


def test_without_enough_to_learn_from_there_is_no_grader() -> None:
    queries, products, grades = _shop()
    assert Grader.fit(queries[:10], products[:10], grades[:10], WORDS_ALONE, seed=1, threads=1) is None
    assert Grader.fit(queries, products, np.zeros(400, dtype=int), WORDS_ALONE, seed=1, threads=1) is None
    assert Grader.fit(["lamp"] * 400, products, grades, WORDS_ALONE, seed=1, threads=1) is None
    assert Grader.fit([], products[:0], grades[:0], WORDS_ALONE, seed=1, threads=1) is None


def test_pairs_that_are_none_are_refused() -> None:
    queries, products, grades = _shop()
    with pytest.raises(InputError, match="399 queries, 400 products"):
        Grader.fit(queries[1:], products, grades, WORDS_ALONE, seed=1, threads=1)
    with pytest.raises(InputError, match=r"none of 0\.\.3"):
        Grader.fit(queries, products, grades + 1, WORDS_ALONE, seed=1, threads=1)


def test_texts_of_every_sort_get_a_grade() -> None:
    queries = ["", "x" * 10_000, "the of for", "\U0001f600", "лампа", "' OR 1=1 --", "((.*)+", "l"]
    products = pd.DataFrame({"title": pd.Series([None, "red lamp"] * 4, dtype="str")})
    chances = _fit().grade(queries, products)
    assert np.isfinite(chances).all()
    assert _fit().grade([], products[:0]).shape == (0, 4)


def test_the_network_tells_what_words_do_not(tmp_path: Path) -> None:
    grader = _fit(replace(WORDS_ALONE, title_pieces=16, most_pairs=120))
    products = pd.DataFrame({"title": ["a settee for three", "hammer", ""]})
    found = grader.grade(["couch", "couch", "couch"], products)
    grader.save(tmp_path)
    np.testing.assert_allclose(Grader.load(tmp_path).grade(["couch", "couch", "couch"], products), found, rtol=1e-6)


def test_what_is_loaded_grades_like_what_was_saved(tmp_path: Path) -> None:
    grader = _fit()
    grader.save(tmp_path)
    loaded = Grader.load(tmp_path)
    queries, products, _ = _shop(50)
    np.testing.assert_array_equal(loaded.grade(queries, products), grader.grade(queries, products))
    assert (loaded.choice.power, loaded.facts) == (grader.choice.power, grader.facts)
    told = (tmp_path / "grader.json").read_text(encoding="utf-8").replace("title_coverage", "title_cover")
    (tmp_path / "grader.json").write_text(told, encoding="utf-8")
    with pytest.raises(ValueError, match="grades by the columns"):
        Grader.load(tmp_path)


def test_columns_see_coverage_head_links_and_numbers() -> None:
    products = pd.DataFrame({"title": ["cases for acme phone 12", "acme phone 13"], "brand": ["zed", "acme"]})
    columns = word_columns(
        ["acme phones 12"] * 2, products, Vocabulary.of(["acme phone"]), frozenset({"acme"}), WORDS_ALONE
    )
    got = pd.DataFrame(columns, columns=list(NAMES))
    assert got["title_share"].tolist() == pytest.approx([1.0, 2 / 3])
    assert got["numbers_in_title"].tolist() == [1.0, 0.0]
    assert got["behind_link"].tolist() == [1.0, 0.0]
    assert got["own_brand"].tolist() == [0.0, 1.0]
    assert got["other_brand"].tolist() == [1.0, 0.0]


def test_from_how_many_letters_on_a_word_is_looked_for_in_a_joined_title_is_set() -> None:
    products = pd.DataFrame({"title": ["acme headphones"]})
    for letters, share in ((4, 0.0), (3, 1.0)):
        settings = replace(WORDS_ALONE, joined_letters=letters)
        columns = word_columns(["ead"], products, Vocabulary.of([]), frozenset(), settings)
        assert columns[0, NAMES.index("title_share")] == share


def test_the_power_is_the_one_that_finds_rare_grades() -> None:
    shares = np.array([0.9, 0.1])
    chances = np.array([[0.95, 0.05]] * 8 + [[0.7, 0.3]] * 2)
    labels = np.array([0] * 8 + [1] * 2)
    assert (decided(chances, shares, 0.0) == 0).all()
    power = best_power(chances, labels, shares, 0.1, 1.0)
    assert (decided(chances, shares, power) == labels).all()


def test_the_regression_stands_missing_cells_and_constant_columns() -> None:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, 300)
    columns = np.column_stack([labels + 0.3 * rng.normal(size=300), np.ones(300), np.full(300, np.nan)])
    columns[::5, 0] = np.nan
    fitted = SoftmaxRegression.fit(columns, labels, 3, 1.0)
    chances = fitted.chances(columns)
    assert (chances[:, 2] == 0).all()
    assert ((chances[:, 1] > 0.5) == (labels == 1))[np.arange(300) % 5 > 0].mean() > 0.9
