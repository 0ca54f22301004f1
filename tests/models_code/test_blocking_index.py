"""The candidate index on small tables of every kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.product_matching.blocking import BlockingParameters
from models.product_matching.index import CandidateIndex, distinct_pairs


def _listings(titles: list[str | None], **columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"listing_id": [f"l{i}" for i in range(len(titles))], "title": titles, **columns})


def _build(listings: pd.DataFrame, **settings: object) -> CandidateIndex:
    return CandidateIndex.build(listings, BlockingParameters.from_dict(settings))


def _pairs(candidates: pd.DataFrame) -> set[tuple[int, int]]:
    return set(zip(candidates["query"].tolist(), candidates["candidate"].tolist(), strict=True))


CAMERAS = _listings(
    [
        "Sony Cyber-shot DSC-W55 silver",
        "SONY dscw55 digital camera",
        "Canon PowerShot A95",
        "canon powershot a 95 camera 5mp",
        "Toaster two slices white",
        "White toaster, 2 slices",
        "garden hose",
    ]
)


def test_nearest_is_the_same_product() -> None:
    best = _build(CAMERAS).candidates_within(3).query("rank == 1").set_index("query")["candidate"]
    assert best.loc[:5].to_dict() == {0: 1, 1: 0, 2: 3, 3: 2, 4: 5, 5: 4}


def test_columns_order_and_bounds() -> None:
    found = _build(CAMERAS).candidates_within(3)
    assert found.dtypes.astype(str).to_dict() == {
        "query": "int32",
        "candidate": "int32",
        "score": "float32",
        "channel": "category",
        "rank": "int16",
    }
    assert found["score"].between(0, 1).all()
    assert (found["query"] != found["candidate"]).all()
    assert not found.duplicated(["query", "candidate"]).any()
    for _, own in found.groupby("query"):
        assert own["rank"].tolist() == list(range(1, len(own) + 1))
        assert own["score"].is_monotonic_decreasing


def test_queries_need_not_be_indexed() -> None:
    found = _build(CAMERAS).candidates(_listings(["dsc w55 sony", "submarine", None]), k=1)
    assert found["query"].tolist() == [0]
    assert found["candidate"].iloc[0] in (0, 1)


def test_own_id_is_left_out_on_request() -> None:
    index = _build(CAMERAS)
    queries = CAMERAS.iloc[[0]]
    assert index.candidates(queries, 1, exclude_same_id=False)["candidate"].tolist() == [0]
    assert index.candidates(queries, 1)["candidate"].tolist() == [1]


def test_within_equals_asking_with_the_table() -> None:
    index = _build(CAMERAS)
    pd.testing.assert_frame_equal(index.candidates_within(3), index.candidates(CAMERAS, 3))


def test_no_queries_give_no_rows() -> None:
    assert _build(CAMERAS).candidates(CAMERAS.iloc[:0], 3).empty


def test_a_query_without_optional_columns_meets_an_index_with_them() -> None:
    index = _build(_listings(["w55", "a95"], brand=["sony", "canon"], attributes=['{"modelno": "DSC-W55"}', None]))
    found = index.candidates(_listings(["sony dsc-w55"]), 1, exclude_same_id=False)
    assert found["candidate"].tolist() == [0]
    assert "keys" in str(found["channel"].iloc[0])


@pytest.mark.parametrize(("rows", "expected"), [(1, 0), (2, 2)])
def test_one_or_two_listings(rows: int, expected: int) -> None:
    assert len(_build(CAMERAS.iloc[:rows]).candidates_within(5)) == expected


def test_no_text_at_all() -> None:
    assert _build(_listings([None, "", "  "])).candidates_within(2)["query"].nunique() in (0, 3)


def test_description_stands_in_for_a_missing_title() -> None:
    index = _build(
        _listings([None, None, "red kettle"], description=["oak desk 120 cm", "desk of oak, 120cm wide", ""])
    )
    assert _pairs(index.candidates_within(1)) == {(0, 1), (1, 0)}


@pytest.mark.parametrize(
    ("titles", "pair"),
    [
        (["索尼数码相机黑色", "索尼 数码相机", "佳能镜头"], (0, 1)),
        (["цифровая камера сони", "камера сони черная", "садовый шланг"], (0, 1)),
        (["كاميرا رقمية سوني", "كاميرا سوني", "خرطوم حديقة"], (0, 1)),
        (["กล้องดิจิตอลโซนี่", "กล้องโซนี่", "สายยาง"], (0, 1)),
    ],
)
def test_other_scripts(titles: list[str | None], pair: tuple[int, int]) -> None:
    assert pair in _pairs(_build(_listings(titles)).candidates_within(1))


def test_sellers_may_be_left_out() -> None:
    listings = _listings(["red mug 300 ml"] * 3, seller=["a", "a", None])
    assert (0, 1) in _pairs(_build(listings).candidates_within(2))
    without = _pairs(_build(listings, drop_same_seller=True).candidates_within(2))
    assert without == {(0, 2), (1, 2), (2, 0), (2, 1)}


def test_equal_titles_form_a_ring_and_leave_room_for_others() -> None:
    listings = _listings(["washing machine"] * 300 + ["washing machine white"] * 2)
    found = _build(listings).candidates_within(4)
    assert found.groupby("query").size().min() == 4
    assert found["candidate"].value_counts().max() <= 302  # the two others serve everyone; no equal one is preferred
    equal = found[(found["query"] < 300) & (found["candidate"] < 300)]
    assert equal["candidate"].nunique() == 300
    assert (found[found["query"] < 300].groupby("query")["candidate"].max() >= 300).all()


def test_only_equal_titles_fill_k() -> None:
    found = _build(_listings(["x y z"] * 50)).candidates_within(6)
    assert (found.groupby("query").size() == 6).all()


def test_frequent_words_are_searched_in_pairs() -> None:
    colours = ["red", "blue", "green", "grey", "pink"]
    things = ["mug", "shirt", "lamp", "chair", "phone"]
    titles = [f"{c} {t}" for c in colours for t in things for _ in range(3)]
    # these words stand in more than five texts each, so none is searched alone; the others in one
    noisy = [f"{title} n{i:03d}x" for i, title in enumerate(titles)]
    index = _build(_listings(list(noisy)), max_document_frequency=5, gram_size=8)
    found = index.candidates_within(2)
    same = [titles[q] == titles[c] for q, c in zip(found["query"], found["candidate"], strict=True)]
    assert found["query"].nunique() == len(titles)
    assert np.mean(same) > 0.9


def test_a_page_pasted_into_the_title() -> None:
    listings = _listings(["camera " + "lorem ipsum " * 10_000, "camera lorem ipsum", "hose"])
    assert (0, 1) in _pairs(_build(listings).candidates_within(1))


@pytest.mark.parametrize("dense", ["off", "minilm"])
def test_saved_index_answers_alike(tmp_path: Path, dense: str) -> None:
    index = _build(CAMERAS.assign(seller=["a", "b", "a", None, "b", "c", "c"]), dense=dense)
    index.save(tmp_path / "index")
    loaded = CandidateIndex.load(tmp_path / "index")
    before, after = index.candidates(CAMERAS, 3), loaded.candidates(CAMERAS, 3)
    assert before.drop(columns="score").equals(after.drop(columns="score"))
    np.testing.assert_allclose(before["score"], after["score"], atol=2e-3)
    assert {path.suffix for path in (tmp_path / "index").rglob("*") if path.is_file()} <= {
        ".json",
        ".npz",
        ".parquet",
        ".safetensors",
    }


def test_pair_scores_agree_with_candidates() -> None:
    index = _build(CAMERAS)
    found = index.candidates(CAMERAS, 3)
    rows, others = found["query"].to_numpy(dtype=np.int64), found["candidate"].to_numpy(dtype=np.int64)
    np.testing.assert_allclose(index.pair_scores(CAMERAS, rows, others), found["score"], atol=1e-5)


def test_distinct_pairs_hold_each_pair_once() -> None:
    found = _build(CAMERAS).candidates_within(3)
    pairs = distinct_pairs(found)
    assert (pairs["left"] < pairs["right"]).all()
    assert not pairs.duplicated(["left", "right"]).any()
    assert {tuple(sorted(pair)) for pair in _pairs(found)} == set(
        zip(pairs["left"].tolist(), pairs["right"].tolist(), strict=True)
    )


def test_refusals_name_the_trouble() -> None:
    with pytest.raises(ValueError, match="`title`"):
        _build(CAMERAS.drop(columns="title"))
    with pytest.raises(ValueError, match="`listing_id`"):
        _build(CAMERAS.drop(columns="listing_id"))
    with pytest.raises(ValueError, match="0 rows"):
        _build(CAMERAS.iloc[:0])
    with pytest.raises(ValueError, match="1 of 8 ids are not unique"):
        _build(pd.concat([CAMERAS, CAMERAS.iloc[:1]]))
    with pytest.raises(ValueError, match="dense is 'maybe'"):
        BlockingParameters(dense="maybe")
    with pytest.raises(ValueError, match="gram_sise"):
        BlockingParameters.from_dict({"gram_sise": 3})
