"""Reviews become examples: by split, with their triplets, and those that nobody annotated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from review_tables import SMALL, built, shop

from infra.errors import DataError

FILES = {"train", "valid", "test", "triplets", "unlabelled", "starred", "products"}
ANNOTATED = ("train", "valid", "test")


def test_every_review_is_in_one_file_and_triplets_point_into_their_text(tmp_path: Path) -> None:
    facts, files = built(tmp_path, shop())
    assert set(files) == FILES
    ids = [*(files[name]["example_id"] for name in ANNOTATED), files["unlabelled"]["review_id"]]
    assert sorted(pd.concat([*ids, files["starred"]["review_id"]])) == [f"r{at:03}" for at in range(300)]
    texts = pd.concat([files[name] for name in ANNOTATED]).set_index("example_id")["text"]
    triplets = files["triplets"]
    assert len(triplets) == len(texts) == 200
    for row in triplets.itertuples():
        text = texts[row.example_id]
        assert text[row.opinion_start : row.opinion_end] in ("great", "awful", "okay")
        assert row.aspect_start == -1 or text[row.aspect_start : row.aspect_end] in text.split()
    assert (triplets["aspect_start"] == -1).sum() == sum(facts[name]["implied_aspects"] for name in ANNOTATED) == 50
    assert files["train"]["stars"].dtype == "float32"
    assert triplets["aspect_start"].dtype == triplets["opinion_end"].dtype == "int64"


def test_products_fall_whole_and_with_them_what_nobody_annotated(tmp_path: Path) -> None:
    facts, files = built(tmp_path, shop())
    assert facts["split"] == "by product"
    of = {name: set(files[name]["product_id"]) for name in FILES - {"triplets", "products"}}
    assert not of["train"] & of["test"]
    assert not of["train"] & of["valid"]
    assert of["starred"] <= of["test"]
    assert not of["unlabelled"] & of["test"]
    assert len(files["products"]) == 300
    assert set(files["products"]["split"]) == {"train", "valid", "test", "unlabelled", "held_out"}


def test_without_products_equal_texts_fall_alike_and_the_facts_say_so(tmp_path: Path) -> None:
    tables = shop()
    del tables["reviews"]["product_id"]
    facts, _ = built(tmp_path, tables)
    assert facts["split"] == "by a hash of the text"


def test_equal_texts_fall_alike_where_products_do_not_suffice(tmp_path: Path) -> None:
    tables = shop()
    tables["reviews"]["product_id"] = "p1"
    twin = tables["reviews"].assign(review_id="twin-" + tables["reviews"]["review_id"])
    twin["text"] = twin["text"].str.upper()
    tables["reviews"] = pd.concat([tables["reviews"], twin], ignore_index=True)
    facts, files = built(tmp_path, tables)
    assert facts["split"] == "by a hash of the text"
    assert facts["reviews_with_a_text_of_a_part_that_measures_left_out"] > 0
    judged = set(pd.concat([files["valid"], files["test"]])["text"].str.lower())
    assert not judged & set(files["unlabelled"]["text"].str.lower())
    assert not judged & set(files["train"]["text"].str.lower())


def test_texts_that_were_cut_into_words_in_two_ways_are_equal(tmp_path: Path) -> None:
    tables = shop()
    del tables["reviews"]["product_id"]
    tables["reviews"]["text"] += " It does n't fit 1/6."
    twin = tables["reviews"].assign(review_id="twin-" + tables["reviews"]["review_id"])
    twin["text"] = twin["text"].str.replace("does n't fit 1/6.", "doesn 't fit 1 / 6 .")
    tables["reviews"] = pd.concat([tables["reviews"], twin], ignore_index=True)
    _, files = built(tmp_path, tables)
    start = {
        name: set(files[name]["text"].str.split(" It").str[0]) for name in ("valid", "test", "train", "unlabelled")
    }
    assert not (start["valid"] | start["test"]) & (start["train"] | start["unlabelled"])


def test_the_split_of_the_tables_is_kept_and_valid_is_carved(tmp_path: Path) -> None:
    tables = shop()
    order = [int(name[1:]) for name in tables["reviews"]["review_id"]]
    tables["reviews"]["split"] = ["test" if at < 60 else "valid" if at < 90 else "train" for at in order]
    facts, files = built(tmp_path / "all", tables)
    assert facts["split"] == "as reviews.split says"
    assert [len(files[name]) for name in ANNOTATED] == [140, 20, 40]
    assert len(files["starred"]) >= 20, "what the tables call test and nobody annotated is held out"
    tables["reviews"]["split"] = tables["reviews"]["split"].replace("valid", "train")
    facts, files = built(tmp_path / "two", tables)
    assert "carved" in facts["split"]
    assert len(files["test"]) == 40
    assert len(files["train"]) + len(files["valid"]) == 160
    tables["reviews"].loc[:200, "split"] = None
    with pytest.raises(DataError, match=r"reviews\.split is missing in 134 of 200 annotated rows"):
        built(tmp_path / "part", tables)


@pytest.mark.parametrize("given", [False, True])
def test_a_category_may_be_held_out(given: bool, tmp_path: Path) -> None:
    tables = shop()
    if given:
        tables["reviews"]["split"] = ["test" if at % 5 == 0 else "train" for at in range(300)]
    facts, files = built(tmp_path, tables, replace(SMALL, holdout_category="home "))
    assert set(files["test"]["category"]) == set(files["starred"]["category"]) == {"Home"}
    for name in ("train", "valid", "unlabelled"):
        assert set(files[name]["category"]) == {"Toys"}, name
    home = (tables["reviews"]["category"] == "Home") & (tables["reviews"].index % 3 != 0)
    told = home & (tables["reviews"].index % 5 == 0) if given else home
    assert len(files["test"]) == told.sum()
    assert facts["holdout_category"] == "home "


def test_of_a_held_out_category_what_nobody_annotated_may_be_learnt_from(tmp_path: Path) -> None:
    settings = replace(SMALL, holdout_category="Home", holdout_unlabelled=True)
    _, files = built(tmp_path, shop(), settings)
    assert set(files["unlabelled"]["category"]) == {"Home", "Toys"}
    assert set(files["train"]["category"]) == {"Toys"}


def test_a_category_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="'Cars'") as told:
        built(tmp_path, shop(), replace(SMALL, holdout_category="Cars"))
    assert "Home, Toys" in told.value.remedy


@pytest.mark.parametrize("name", ["Électronique", "électronique", "E\u0301LECTRONIQUE "])
def test_a_category_is_known_in_any_case_and_composition(name: str, tmp_path: Path) -> None:
    tables = shop()
    tables["reviews"]["category"] = tables["reviews"]["category"].replace("Home", "Électronique")
    _, files = built(tmp_path, tables, replace(SMALL, holdout_category=name))
    assert set(files["test"]["category"]) == {"Électronique"}


def test_texts_of_a_held_out_category_are_learnt_nowhere_and_its_stars_neither(tmp_path: Path) -> None:
    tables = shop()
    reviews = tables["reviews"]
    home = reviews["category"] == "Home"
    noted = reviews.index % 3 != 0
    for these, those in ((home & noted, ~home & noted), (home & ~noted, ~home & ~noted)):
        ours, theirs = reviews.index[these][:3], reviews.index[those][:3]
        for one, other in zip(ours, theirs, strict=True):
            reviews.loc[other, "text"] = reviews.loc[one, "text"].upper()
    # their places are of other texts now, and only the texts matter here
    facts, files = built(tmp_path, tables, replace(SMALL, holdout_category="Home"))
    assert facts["reviews_with_a_text_of_a_part_that_measures_left_out"] >= 6
    told = pd.concat([files["test"], files["starred"]])["text"].str.lower()
    for part in ("train", "valid", "unlabelled"):
        assert not set(files[part]["text"].str.lower()) & set(told), part


def test_stars_of_a_text_that_train_has_measure_nothing(tmp_path: Path) -> None:
    tables = shop()
    reviews = tables["reviews"]
    reviews["split"] = [
        None if at % 3 == 0 else "test" if int(name[1:]) < 9 else "train"
        for at, name in enumerate(reviews["product_id"])
    ]
    _, files = built(tmp_path / "before", tables)
    known = files["starred"]["review_id"].iloc[0]
    reviews.loc[reviews["review_id"] == known, "text"] = files["train"]["text"].iloc[0]
    _, files = built(tmp_path / "after", tables)
    assert known not in set(files["starred"]["review_id"])
    assert len(files["train"]), "what the tables put into train stays there"


def test_other_languages_are_left_out_and_counted(tmp_path: Path) -> None:
    tables = shop()
    tables["reviews"].loc[:29, "language"] = "de"
    tables["reviews"].loc[30:59, "language"] = "EN-us"
    tables["reviews"].loc[60:89, "language"] = None
    facts, _ = built(tmp_path / "en", tables)
    assert facts["reviews_of_other_languages"] == 30
    facts, _ = built(tmp_path / "region", tables, replace(SMALL, languages=("EN-gb",)))
    assert facts["reviews_of_other_languages"] == 30
    facts, _ = built(tmp_path / "all", tables, replace(SMALL, languages=()))
    assert facts["reviews_of_other_languages"] == 0
    tables["reviews"]["language"] = "de"
    with pytest.raises(DataError, match="languages") as told:
        built(tmp_path / "de", tables)
    assert "features.languages" in told.value.remedy


def test_what_is_said_of_annotation_counts(tmp_path: Path) -> None:
    tables = shop()
    flag = pd.Series([None] * 300, dtype="boolean")
    flag[0], flag[1] = True, False  # the first has no annotation and judges nothing, the second is only half annotated
    tables["reviews"]["annotated"] = flag
    facts, files = built(tmp_path, tables)
    assert facts["annotated_reviews"] == 200
    assert facts["annotations_of_reviews_not_annotated"] == 1
    assert "r001" not in set(files["triplets"]["example_id"])
    assert "r000" in set(pd.concat([files[name] for name in ANNOTATED])["example_id"])


def test_slices_are_seen_from_train(tmp_path: Path) -> None:
    tables = shop()
    text = "No 1: 👍 the lanyard is awful, it broke after a week of use"
    tables["reviews"].loc[1, "text"] = text
    row = tables["annotations"]["review_id"] == "r001"
    tables["annotations"].loc[row, ["aspect_start", "aspect_end"]] = [12, 19]
    tables["annotations"].loc[row, ["opinion_start", "opinion_end"]] = [23, 28]
    tables["reviews"]["split"] = ["test" if at % 5 == 1 else "train" for at in range(300)]
    _, files = built(tmp_path, tables)
    test = files["test"].set_index("example_id")
    assert test["unseen_aspect"].sum() == 1
    assert test.loc["r001", "unseen_aspect"]
    assert not test.loc["r001", "short_text"]
    assert test["short_text"].sum() == len(test) - 1
    assert test["implied_aspect"].sum() == (files["triplets"].query("split == 'test'")["aspect_start"] == -1).sum()


def test_what_is_too_much_is_left_out_and_counted(tmp_path: Path) -> None:
    settings = replace(SMALL, max_train_reviews=100, max_unlabelled=10, max_product_reviews=62)
    facts, files = built(tmp_path, shop(), settings)
    assert len(files["train"]) == 100
    assert len(files["unlabelled"]) == 10
    assert facts["reviews_left_out"]["train"] > 0
    seen = files["products"].groupby("product_id")["time"]
    assert seen.size().tolist() == [2] * 31
    assert (seen.min() >= pd.Timestamp("2024-01-01", tz="UTC") + pd.Timedelta(days=238)).all(), "the latest"


def test_texts_that_are_annotated_differently_are_counted(tmp_path: Path) -> None:
    tables = shop()
    tables["reviews"].loc[2, "text"] = tables["reviews"].loc[1, "text"]
    facts, _ = built(tmp_path, tables)
    assert facts["texts_annotated_differently"] == 1


def test_too_few_reviews_are_refused_with_what_helps(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="it needs at least 20") as told:
        built(tmp_path, shop(60), replace(SMALL, min_examples=20))
    assert "Annotate more reviews" in told.value.remedy
    tables = shop()
    tables["annotations"] = tables["annotations"].assign(review_id="nobody")
    with pytest.raises(DataError, match="None of the 300 reviews is annotated"):
        built(tmp_path / "none", tables)


def test_what_helps_where_texts_are_equal_or_one_category_is_all_there_is(tmp_path: Path) -> None:
    tables = shop()
    tables["reviews"]["text"] = tables["reviews"].loc[4, "text"] + " of use, all in all"
    with pytest.raises(DataError) as told:
        built(tmp_path / "equal", tables)
    assert "of other texts: these have 1" in told.value.remedy
    tables = shop()
    tables["reviews"]["category"] = "Home"
    with pytest.raises(DataError) as told:
        built(tmp_path / "one", tables, replace(SMALL, holdout_category="Home"))
    assert "of other categories than Home" in told.value.remedy


def test_blanks_at_the_ends_of_a_span_are_no_part_of_it(tmp_path: Path) -> None:
    tables = shop()
    _, plain = built(tmp_path / "plain", tables)
    notes = tables["annotations"]
    notes["opinion_start"] -= 1
    notes.loc[notes["aspect_end"].notna(), "aspect_end"] += 1
    _, wide = built(tmp_path / "wide", tables)
    pd.testing.assert_frame_equal(wide["triplets"], plain["triplets"])


def test_reviews_whose_aspects_are_all_implied_become_examples(tmp_path: Path) -> None:
    tables = shop()
    tables["annotations"][["aspect_start", "aspect_end"]] = None
    _, files = built(tmp_path, tables)
    assert (files["triplets"]["aspect_start"] == -1).all()
    assert not files["test"]["unseen_aspect"].any()


def test_the_same_tables_in_another_order_give_the_same_split(tmp_path: Path) -> None:
    tables = shop()
    _, files = built(tmp_path / "a", tables)
    mixed = {name: table.sample(frac=1, random_state=3, ignore_index=True) for name, table in tables.items()}
    _, again = built(tmp_path / "b", mixed)
    for name in ANNOTATED:
        assert set(files[name]["example_id"]) == set(again[name]["example_id"])


FOREIGN = "Der Akku hält leider nur zwei Tage und das Armband reißt"


def _with_foreign(language: str | None) -> dict[str, pd.DataFrame]:
    tables = shop()
    row = tables["reviews"].iloc[0]
    own = ["No 7: the strap is great but xyzzy", "great battery"]
    texts = [FOREIGN, "\u8fd9\u4e2a\u4ea7\u54c1\u5f88\u597d", "Das ist super", *own]
    more = pd.DataFrame([{**row, "review_id": f"x{at}", "text": text} for at, text in enumerate(texts)])
    more["language"] = pd.array([language] * len(texts), dtype="str")
    tables["reviews"] = pd.concat([tables["reviews"], more], ignore_index=True)
    return tables


def test_without_a_language_words_that_no_annotated_review_has_tell_of_another(tmp_path: Path) -> None:
    facts, files = built(tmp_path, _with_foreign(None))
    assert facts["reviews_in_words_of_another_language"] == 2
    found = {*files["unlabelled"]["review_id"], *files["starred"]["review_id"]}
    assert {name for name in found if name.startswith("x")} == {"x2", "x3", "x4"}
    assert not {"x0", "x1"} & set(files["products"]["review_id"])


@pytest.mark.parametrize(
    ("language", "settings"), [("en", {}), (None, {"languages": ()}), (None, {"least_known": 0.0})]
)
def test_words_tell_nothing_where_the_language_is_said_or_all_are_taken(
    language: str | None, settings: dict[str, Any], tmp_path: Path
) -> None:
    facts, files = built(tmp_path, _with_foreign(language), replace(SMALL, **settings))
    assert facts["reviews_in_words_of_another_language"] == 0
    assert {f"x{at}" for at in range(5)} <= {*files["unlabelled"]["review_id"], *files["starred"]["review_id"]}


def test_annotated_reviews_are_taken_for_what_their_annotators_read(tmp_path: Path) -> None:
    tables = shop()
    tables["reviews"]["language"] = pd.array([None] * 300, dtype="str")
    tables["reviews"].loc[1, "text"] = FOREIGN
    tables["annotations"] = tables["annotations"][tables["annotations"]["review_id"] != "r001"]
    tables["reviews"]["annotated"] = tables["reviews"]["review_id"].eq("r001").where(lambda one: one, None)
    facts, _ = built(tmp_path, tables)
    assert facts["reviews_in_words_of_another_language"] == 0
    assert facts["annotated_reviews"] == 200


def test_a_split_in_part_speaks_of_annotated_rows_and_no_category_of_none(tmp_path: Path) -> None:
    tables = shop()
    tables["reviews"]["split"] = pd.Series(["train", None, "test"] * 100, dtype="str")
    with pytest.raises(DataError, match=r"missing in 100 of 200 annotated rows") as refused:
        built(tmp_path / "split", tables)
    assert refused.value.remedy == "Give a split for all annotated rows or for none."
    del tables["reviews"]["split"], tables["reviews"]["category"]
    with pytest.raises(DataError, match=r"of the category 'Home'; none has a category") as refused:
        built(tmp_path / "category", tables, replace(SMALL, holdout_category="Home"))
    assert "Give reviews.category" in refused.value.remedy
