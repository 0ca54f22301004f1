"""The classifier as it is trained, asked and kept."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from category_shop import ALL, FIELDS, LEAVES, Part, asked_of, listings, taxonomy, write

from models.bundle import file_sha256, open_checked
from models.errors import InputError
from models.product_classification import ProductClassifier, train
from models.serving import load_bundle

SETTINGS: dict[str, Any] = {"threads": 1}
FLOATS = ["probability", "node_probability"]


def quiet(step: str, share: float) -> None:
    assert step
    assert 0 <= share <= 1


def loaded(bundle: Path) -> ProductClassifier:
    model = load_bundle(bundle)
    assert isinstance(model, ProductClassifier)
    return model


def trained(examples: Path, out: Path, **settings: Any) -> ProductClassifier:
    train(examples, SETTINGS | settings, out, quiet)
    return loaded(out)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("shop"), listings(60, 0, "t"), listings(30, 1, "v"))


@pytest.fixture(scope="module")
def bundle(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("classifier") / "bundle"
    train(shop, SETTINGS, out, quiet)
    return out


@pytest.fixture(scope="module")
def model(bundle: Path) -> ProductClassifier:
    return loaded(bundle)


@pytest.fixture(scope="module")
def others() -> tuple[pd.DataFrame, list[str]]:
    frame, labels = listings(20, 2, "n")
    return asked_of(frame), list(labels["leaf_id"])


def best(answer: pd.DataFrame) -> list[str]:
    return list(answer.loc[answer["rank"] == 1, "leaf_id"])


def test_it_finds_the_leaves_of_listings_it_never_saw(model: ProductClassifier, others: Any) -> None:
    asked, leaves = others
    answer = model.predict(asked, {"k": 1})
    assert np.mean(np.array(best(answer)) == np.array(leaves)) > 0.95
    assert answer["sure"].mean() > 0.5


def test_a_product_and_what_goes_with_it_are_told_apart(model: ProductClassifier) -> None:
    titles = ["Zorbax smartphone 128 gb", "silicone case for Zorbax smartphone", "Zorbax charger for smartphone usb-c"]
    assert best(model.predict(pd.DataFrame({"title": titles}))) == ["phones", "cases", "chargers"]


def test_a_description_has_to_do_where_the_title_is_missing(model: ProductClassifier) -> None:
    asked = pd.DataFrame(
        {"title": [None, ""], "description": ["an atlas with maps of the world", "non-stick frying pan"]}
    )
    assert best(model.predict(asked)) == ["atlases", "pans"]


def test_answers_have_the_columns_and_the_order_of_the_signature(model: ProductClassifier, others: Any) -> None:
    asked, _ = others
    answer = model.predict(asked, {"k": 3})
    assert list(answer) == [name for name, _, _ in model.signature()["outputs"]]
    kinds = {"str": "string", "int64": "long", "float64": "double", "bool": "boolean"}
    assert [kinds[str(one)] for one in answer.dtypes] == [kind for _, kind, _ in model.signature()["outputs"]]
    assert list(answer["listing_id"]) == list(np.repeat(asked["listing_id"].to_numpy(), 3))
    assert list(answer["rank"]) == [1, 2, 3] * len(asked)
    chance = answer["probability"].to_numpy().reshape(-1, 3)
    assert (np.diff(chance, axis=1) <= 0).all()
    assert ((chance > 0) & (chance <= 1)).all()
    assert not answer.groupby("listing_id")["leaf_id"].nunique().ne(3).any()
    names = {leaf: name for leaf, _, name, _, _ in LEAVES}
    assert [path.split(" > ")[-1] for path in answer["path"]] == [names[leaf] for leaf in answer["leaf_id"]]


def test_the_deepest_sure_node_lies_above_the_best_leaf_or_is_it(model: ProductClassifier, others: Any) -> None:
    first = model.predict(others[0], {"k": 1})
    leaf_paths = "Everything > " + first["path"]
    node_paths = ("Everything > " + first["node_path"]).where(first["node_level"] > 0, "Everything")
    assert all(leaf.startswith(node) for leaf, node in zip(leaf_paths, node_paths, strict=True))
    assert (first["node_level"] == node_paths.str.count(" > ")).all()
    assert (first["sure"] == first["node_id"].isin(ALL)).all()
    assert (first["node_probability"] >= first["probability"] - 1e-6)[first["sure"]].all()


def test_a_listing_that_tells_nothing_has_the_priors_and_the_root(model: ProductClassifier) -> None:
    answer = model.predict(pd.DataFrame({"title": [None, "  ", "<b></b>", "😀 🎉"], "price": [None, 3.0, None, None]}))
    assert (answer["node_id"] == "all").all()
    assert (answer["node_level"] == 0).all()
    assert not answer["sure"].any()
    assert not answer["assigned"].any()
    np.testing.assert_allclose(answer["probability"], 1 / 8, atol=0.01)


@pytest.mark.parametrize("title", ["电热水壶 不锈钢", "غلاية كهربائية", "ηλεκτρικός βραστήρας", "qzxj wvkq"])
def test_words_and_scripts_that_train_never_saw_are_not_answered_as_sure(model: ProductClassifier, title: str) -> None:
    answer = model.predict(pd.DataFrame({"title": [title]}))
    assert not answer["sure"].any()
    assert answer["probability"].max() < 0.6


def test_markup_and_emoji_change_no_answer(model: ProductClassifier) -> None:
    plain = model.predict(pd.DataFrame({"title": ["Zorbax kettle cordless & boil 1.7 l"]}))
    dressed = model.predict(pd.DataFrame({"title": ["🔥<b>Zorbax</b> KETTLE&nbsp;cordless &amp; boil <br/>1.7 l 🎁"]}))
    pd.testing.assert_frame_equal(plain, dressed)


def test_answers_do_not_depend_on_the_batch(model: ProductClassifier, others: Any) -> None:
    asked, _ = others
    mixed = pd.concat([asked, pd.DataFrame({"listing_id": ["none"], "title": [None]})], ignore_index=True)
    together = model.predict(mixed)
    alone = pd.concat([model.predict(mixed.iloc[[row]]) for row in range(0, len(mixed), 10)], ignore_index=True)
    same = together[together["listing_id"].isin(alone["listing_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.drop(columns=FLOATS), same.drop(columns=FLOATS))
    np.testing.assert_allclose(alone[FLOATS], same[FLOATS], atol=1e-4)


def test_chunks_and_threads_change_no_answer(bundle: Path, model: ProductClassifier, others: Any) -> None:
    opened = open_checked(bundle)
    parameters = {**opened.parameters, "chunk": 16, "threads": 2}
    parted = ProductClassifier.load(type(opened)(opened.directory, opened.model_class, parameters, opened.facts))
    asked, _ = others
    whole = model.predict(asked)
    with ThreadPoolExecutor(3) as pool:
        for answer in pool.map(lambda _: parted.predict(asked), range(3)):
            pd.testing.assert_frame_equal(answer.drop(columns=FLOATS), whole.drop(columns=FLOATS))
            np.testing.assert_allclose(answer[FLOATS], whole[FLOATS], atol=1e-4)


def test_more_leaves_than_the_tree_has_are_all_of_them(model: ProductClassifier) -> None:
    answer = model.predict(pd.DataFrame({"title": ["atlas of the world", None]}), {"k": 50})
    assert list(answer["rank"]) == list(range(1, 9)) * 2
    assert set(answer["leaf_id"].iloc[:8]) == set(answer["leaf_id"].iloc[8:]) == set(ALL)


def test_a_request_of_no_rows_has_an_answer_of_the_same_types(model: ProductClassifier) -> None:
    some, none = (model.predict(model.input_example().head(rows)) for rows in (2, 0))
    assert len(some) == 10
    assert len(none) == 0
    assert none.dtypes.to_dict() == some.dtypes.to_dict()


def test_a_title_alone_is_a_request(model: ProductClassifier) -> None:
    answer = model.predict(pd.DataFrame({"title": ["Fenwick toaster 800 w"], "colour": ["red"]}))
    assert answer["listing_id"].isna().all()
    assert answer["leaf_id"].iloc[0] == "toasters"
    with pytest.raises(InputError, match="lacks the column title"):
        model.predict(pd.DataFrame({"description": ["a toaster"]}))


def test_the_bundle_tells_what_was_found(model: ProductClassifier, bundle: Path) -> None:
    facts = model.facts
    assert (facts["train_rows"], facts["valid_rows"], facts["leaves"]) == (480, 240, 8)
    assert facts["noise"]["rows"] == 480
    assert facts["timings"]["train_titles_per_second"] > 0
    assert facts["valid_metrics"]["top1"] > 0.95
    assert json.loads((bundle / "bundle.json").read_text())["facts"] == facts
    assert list(model.tree.frame()["node_id"].sort_values()) == sorted(taxonomy()["node_id"])


def test_the_same_examples_give_the_same_bytes(shop: Path, bundle: Path, tmp_path: Path) -> None:
    train(shop, SETTINGS, tmp_path / "again", quiet)
    first, second = (
        {path.relative_to(place): file_sha256(path) for path in place.rglob("*") if path.is_file()}
        for place in (bundle, tmp_path / "again")
    )
    manifests = [found.pop(Path("bundle.json")) for found in (first, second)]
    assert len(manifests) == 2  # which hold the timings
    assert first == second


def test_wrong_labels_are_listed_for_people(tmp_path: Path) -> None:
    frame, labels = listings(60, 0, "t")
    wrong = labels.sample(frac=0.05, random_state=0).index
    labels.loc[wrong, "leaf_id"] = [ALL[(ALL.index(leaf) + 3) % len(ALL)] for leaf in labels.loc[wrong, "leaf_id"]]
    trained(write(tmp_path / "examples", (frame, labels), listings(30, 1, "v")), tmp_path / "bundle")
    report = pd.read_parquet(tmp_path / "bundle" / "suspect_labels.parquet")
    flipped = set(labels.loc[wrong, "example_id"])
    assert len(flipped & set(report["listing_id"])) > 0.7 * len(flipped)
    assert len(flipped & set(report["listing_id"])) > 0.9 * len(report)


def test_a_listing_may_be_filed_under_several_leaves(tmp_path: Path) -> None:
    def both(per_leaf: int, seed: int, prefix: str) -> Part:
        frame, labels = listings(per_leaf, seed, prefix)
        pans = labels.loc[labels["leaf_id"] == "pans", "example_id"]
        return frame, pd.concat([labels, pd.DataFrame({"example_id": pans, "leaf_id": "kettles"})], ignore_index=True)

    model = trained(write(tmp_path / "examples", both(40, 0, "t"), both(20, 1, "v")), tmp_path / "bundle")
    answer = model.predict(pd.DataFrame({"title": ["Zorbax frying pan non-stick", "Ostara toaster slots"]}))
    assigned = answer[answer["assigned"]]
    assert [sorted(part) for _, part in assigned.groupby(assigned.index // 5)["leaf_id"]] == [
        ["kettles", "pans"],
        ["toasters"],
    ]


def some(parts: tuple[pd.DataFrame, pd.DataFrame], keep: pd.Series[bool]) -> tuple[pd.DataFrame, pd.DataFrame]:
    frame, labels = parts
    return frame[keep.to_numpy()], labels[keep.to_numpy()]


@pytest.mark.parametrize("with_valid", [True, False])
@pytest.mark.parametrize(
    ("leaves", "per_leaf", "least"), [(ALL, 1, 0.4), (("pans", "novels"), 5, 0.9), (("pans",), 5, 1.0)]
)
def test_little_data_is_answered(
    leaves: tuple[str, ...], per_leaf: int, least: float, with_valid: bool, tmp_path: Path
) -> None:
    (frame, labels), valid = (listings(per_leaf, seed, name, leaves) for seed, name in ((0, "t"), (1, "v")))
    if not with_valid:
        valid = (valid[0].iloc[:0], valid[1].iloc[:0])
    examples = write(tmp_path / "examples", (frame, labels), valid, taxonomy(leaves))
    model = trained(examples, tmp_path / "bundle")
    answer = model.predict(asked_of(frame))
    assert len(answer) == len(frame) * min(5, len(leaves))
    assert np.isfinite(answer[FLOATS]).all(axis=None)
    assert np.mean(np.array(best(answer)) == labels["leaf_id"].to_numpy()) >= least
    assert not model.predict(pd.DataFrame({"title": [None]}))["sure"].any()


def test_a_leaf_without_listings_can_be_an_answer(tmp_path: Path) -> None:
    tree = pd.concat(
        [taxonomy(), pd.DataFrame([["lamps", "home", "Garden lanterns", None]], columns=list(taxonomy()), dtype="str")]
    )
    model = trained(write(tmp_path / "examples", listings(30, 0, "t"), listings(15, 1, "v"), tree), tmp_path / "bundle")
    assert model.facts["leaves_without_train_rows"] == 1
    assert "lamps" in set(model.predict(pd.DataFrame({"title": ["garden lanterns"]}))["leaf_id"])


def test_several_roots_answer_under_one(tmp_path: Path) -> None:
    tree = taxonomy()
    tree.loc[tree["parent_id"] == "all", "parent_id"] = None
    tree = tree[tree["node_id"] != "all"]
    model = trained(write(tmp_path / "examples", listings(20, 0, "t"), listings(10, 1, "v"), tree), tmp_path / "bundle")
    answer = model.predict(pd.DataFrame({"title": [None, "atlas with maps of the world"]}), {"k": 1})
    assert answer["node_id"].iloc[0] == ""
    assert answer["leaf_id"].iloc[1] == "atlases"
    assert answer["path"].iloc[1] == "Books > Atlases"


def test_listings_without_any_text_cannot_be_learnt_from(tmp_path: Path) -> None:
    frame, labels = listings(3, 0, "t")
    frame = frame.assign(**dict.fromkeys(FIELDS, pd.array([None] * len(frame), dtype="str")))
    with pytest.raises(InputError, match="none of the 24 listings of train has a title"):
        train(write(tmp_path / "examples", (frame, labels), listings(1, 1, "v")), SETTINGS, tmp_path / "bundle", quiet)


def test_a_directory_with_files_is_not_written_into(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(ValueError, match="not empty"):
        train(shop, SETTINGS, tmp_path, quiet)
