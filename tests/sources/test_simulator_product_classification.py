"""The contract tables of product classification: bytes, scales, wrong labels, and products of two kinds."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import digests, frames

from models.product_classification.tree import Tree
from sources.simulator import product_classification
from sources.simulator.category_labels import KINDS, LABEL_RATES
from sources.simulator.category_texts import TEXT_RATES, refined
from sources.simulator.category_tree import counterparts, is_accessory, leaf_ids, refinements, siblings, taxonomy
from sources.simulator.mess import BREAKS
from sources.simulator.product_classification import TRUTH, write
from sources.simulator.product_matching import write as write_matching
from sources.simulator.streams import draws
from sources.simulator.taxonomy import leaves
from sources.simulator.words import from_hexadecimal, hexadecimal
from sources.simulator.world import World

ROOT = Path(__file__).parents[2]
SEED, SCALE = 31, 2.2  # more than one block, so that late rows cross one


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("messy")
    write(out, seed=SEED, scale=SCALE)
    return frames(out)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=0.2, messy=False)
    return frames(out)


def leaf_numbers(ids: pd.Series[str]) -> np.ndarray:
    return pd.Index(leaf_ids(np.arange(len(leaves()))).to_pylist()).get_indexer(pd.Index(ids))


def test_the_same_arguments_give_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    write(tmp_path / "here", seed=3, scale=0.1)
    code = "import sys, pathlib; from sources.simulator.product_classification import write\n"
    code += "write(pathlib.Path(sys.argv[1]), seed=3, scale=0.1)"
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True, env=environment, cwd=ROOT)
    assert digests(tmp_path / "here") == digests(tmp_path / "there")
    files = [
        "labels.parquet",
        "listings.parquet",
        "taxonomy.parquet",
        *(f"truth/{name}.parquet" for name in sorted(TRUTH)),
    ]
    assert list(digests(tmp_path / "here")) == files
    write(tmp_path / "other", seed=4, scale=0.1)
    same = set(digests(tmp_path / "here").values()) & set(digests(tmp_path / "other").values())
    assert same == {digests(tmp_path / "here")["taxonomy.parquet"]}


def test_a_larger_world_holds_the_listings_and_labels_of_a_smaller_one(
    written: dict[str, pd.DataFrame], small: dict[str, pd.DataFrame]
) -> None:
    listings = written["listings"].drop_duplicates("listing_id").set_index("listing_id")
    ours = small["listings"].set_index("listing_id")
    pd.testing.assert_frame_equal(listings.loc[ours.index], ours)
    for name in ("leaves_truth", "listings_truth"):
        rows = written[name][written[name].listing_id.isin(ours.index)].sort_values(list(written[name]))
        expected = small[name].sort_values(list(written[name]))
        pd.testing.assert_frame_equal(rows.reset_index(drop=True), expected.reset_index(drop=True))
    keys = ["listing_id", "right_leaf_id"]
    rows = small["labels_truth"].merge(written["labels_truth"], on=keys, suffixes=("", "_large"))
    assert len(rows) == len(small["labels_truth"])
    told_alike = rows.leaf_id == rows.leaf_id_large
    assert (told_alike | rows.kind_large.isin(["inner", "abolished"])).all()
    assert not small["labels_truth"].kind.isin(["inner", "abolished"]).any()


def test_the_tree_has_one_root_and_accessories_name_the_kind_they_go_with() -> None:
    tree = Tree.of(taxonomy().to_pandas())
    assert (tree.parents == -1).sum() == 1
    assert tree.names[0] == "All products"
    assert len(tree.leaves) == len(leaves()) > 1000
    numbers = leaf_numbers(pd.Series(tree.ids[tree.leaves]))
    assert sorted(numbers) == list(range(len(leaves())))
    below = tree.membership.toarray().astype(bool)
    for place, number in enumerate(numbers):
        leaf = leaves()[number]
        assert tree.paths[tree.leaves[place]] == " > ".join(leaf.path)
        goes_with = tree.accessory_of[tree.leaves[place]]
        assert (goes_with >= 0) == bool(leaf.accessory_of)
        assert tree.accessory_of[tree.parents[tree.leaves[place]]] == goes_with
        if goes_with >= 0:
            assert set(numbers[below[:, goes_with]]) == set(leaf.accessory_of)


def test_listings_are_those_of_the_world_and_never_tell_their_category(
    tmp_path: Path, small: dict[str, pd.DataFrame]
) -> None:
    write_matching(tmp_path, seed=SEED, scale=0.2, messy=False)
    matching = pd.read_parquet(tmp_path / "listings.parquet").set_index("listing_id").loc[small["listings"].listing_id]
    ours = small["listings"].set_index("listing_id")
    assert "category" not in ours
    pd.testing.assert_frame_equal(ours[["price", "brand", "listed_at"]], matching[["price", "brand", "listed_at"]])
    assert 0.6 < (ours.title == matching.title).mean() < 0.95  # the others are messier or of two kinds
    paths = matching.category.dropna().str.contains(" > ", regex=False)
    assert paths.any()
    assert not ours.description.dropna().str.contains(" > ", regex=False).any()


def test_titles_are_messy_at_their_rates(written: dict[str, pd.DataFrame]) -> None:
    listings = written["listings"]
    titles = listings.title.dropna()
    tags = titles.str.contains(r"</?(?:b|p|br|span|h1)\b", regex=True).mean()
    assert tags == pytest.approx(TEXT_RATES.tags, rel=0.25)
    assert titles.str.contains(r"&(?:#\d+|[a-z]+);", regex=True).mean() > TEXT_RATES.entities
    assert titles.str.contains("[\U0001f300-\U0001faff\u2b50]", regex=True).mean() > 0.6 * TEXT_RATES.emoji
    assert titles.str.contains("!!!", regex=False).mean() > TEXT_RATES.shouting
    assert listings.language.isna().mean() == pytest.approx(TEXT_RATES.silent_language, abs=0.01)
    good = listings[listings.listing_id.isin(written["listings_truth"].listing_id)]
    untitled = good.title.isna()
    assert untitled.sum() / good.description.notna().sum() == pytest.approx(TEXT_RATES.untitled, rel=0.2)
    assert good[untitled].description.notna().mean() > 0.95


def test_no_word_is_lost_in_the_mess(written: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    write_matching(tmp_path, seed=SEED, scale=SCALE, messy=False)
    plain = pd.read_parquet(tmp_path / "listings.parquet").set_index("listing_id").title
    ours = written["listings"].dropna(subset=["listing_id", "title"]).drop_duplicates("listing_id")
    ours = ours[ours.listing_id.isin(written["listings_truth"].listing_id)].sample(2000, random_state=1)

    def words(text: str) -> set[str]:
        for _ in range(2):  # an entity may have been made of a sign of another
            text = html.unescape(re.sub("<[^>]*>", " ", text))
        return set(re.findall(r"\w+", text.lower().replace("ß", "ss")))

    for listing_id, title in zip(ours.listing_id, ours.title, strict=True):
        assert words(plain[listing_id]) <= words(title), title


def test_wrong_labels_come_at_their_rates_and_are_near_what_is_right(written: dict[str, pd.DataFrame]) -> None:
    truth, right = written["labels_truth"], written["leaves_truth"]
    pairs = pd.MultiIndex.from_frame(right)
    belongs = pd.MultiIndex.from_frame(truth[["listing_id", "leaf_id"]]).isin(pairs)
    assert (truth.wrong == truth.kind.isin(["sibling", "counterpart", "any"])).all()
    assert (belongs == (truth.kind == "right")).all()
    assert pd.MultiIndex.from_frame(truth[["listing_id", "right_leaf_id"]]).isin(pairs).all()
    by_listing = truth.groupby("listing_id").wrong.sum()
    assert by_listing.max() == 1
    assert by_listing.mean() == pytest.approx(LABEL_RATES.wrong, rel=0.12)
    labelled = right.listing_id.isin(truth.listing_id).mean()
    assert labelled == pytest.approx(1 - LABEL_RATES.unlabelled, abs=0.005)
    wrong = truth[truth.wrong]
    given, meant = leaf_numbers(wrong.leaf_id), leaf_numbers(wrong.right_leaf_id)
    for kind, group in (("sibling", siblings()), ("counterpart", counterparts())):
        rows = np.flatnonzero(wrong.kind == kind)
        assert len(rows) > 50
        for row in rows:
            first = group.first[meant[row]]
            assert given[row] in group.members[first : first + group.count[meant[row]]]
    with_counterpart = counterparts().count[meant] > 0
    assert (wrong.kind == "counterpart")[with_counterpart].mean() == pytest.approx(
        LABEL_RATES.wrong_counterpart, abs=0.06
    )
    assert set(truth.kind) == set(KINDS)


def test_the_truth_of_labels_is_what_the_table_says(written: dict[str, pd.DataFrame]) -> None:
    labels = written["labels"].drop_duplicates(["listing_id", "leaf_id"])
    known = labels[labels.listing_id.isin(written["listings_truth"].listing_id)]
    truth = written["labels_truth"][["listing_id", "leaf_id"]]
    pd.testing.assert_frame_equal(
        known[["listing_id", "leaf_id"]].sort_values(list(truth)).reset_index(drop=True),
        truth.sort_values(list(truth)).reset_index(drop=True),
    )


def test_products_of_two_kinds_tell_both_and_a_whole_family_is_the_same(written: dict[str, pd.DataFrame]) -> None:
    right = written["leaves_truth"].merge(written["listings_truth"][["listing_id", "family_id"]], on="listing_id")
    sizes = right.groupby("listing_id").leaf_id.nunique()
    assert 0.03 < (sizes == 2).mean() < 0.09
    assert sizes.max() == 2
    per_listing = sizes.groupby(right.drop_duplicates("listing_id").set_index("listing_id").family_id).nunique()
    assert (per_listing == 1).all()
    both = right[right.listing_id.isin(sizes.index[sizes == 2])]
    numbers = leaf_numbers(both.leaf_id)
    assert not is_accessory()[numbers].any()
    assert (
        both.assign(parent=[leaves()[one].path[:3] for one in numbers]).groupby("listing_id").parent.nunique() == 1
    ).all()
    listings = written["listings"].drop_duplicates("listing_id").set_index("listing_id")
    text = listings[["title", "description", "attributes"]].fillna("").agg(" ".join, axis=1).str.lower()
    second = both.assign(number=numbers).drop_duplicates("listing_id", keep="last").set_index("listing_id").number
    told = [refinements()[number].lower() in text[listing].replace("&nbsp;", " ") for listing, number in second.items()]
    assert np.mean(told) > 0.97


def test_what_is_told_is_in_the_text(written: dict[str, pd.DataFrame]) -> None:
    truth = written["listings_truth"]
    shares = truth.told.value_counts(normalize=True)
    assert 0.55 < shares["leaf"] < 0.75
    assert 0.03 < shares["nothing"] < 0.09
    assert set(shares.index) == {"leaf", "kind", "nothing"}


@pytest.mark.parametrize(
    ("title", "noun", "before", "expected"),
    [
        ("Acme Convertible Laptop 14", "Laptop", True, "Acme Convertible Gaming Laptop 14"),
        ("ACME NOTEBOOK CONVERTIBLE", "Notebook", False, "ACME NOTEBOOK GAMING CONVERTIBLE"),
        ("acme pro 5", "Laptop", True, "acme pro 5 gaming"),
    ],
)
def test_a_second_kind_stands_beside_the_noun(title: str, noun: str, before: bool, expected: str) -> None:
    assert refined(title, noun, "gaming", before=before) == expected


def test_each_kind_of_broken_row_comes_at_its_rate(written: dict[str, pd.DataFrame]) -> None:
    listings, labels, good = written["listings"], written["labels"], len(written["listings_truth"])
    ids = listings.listing_id
    wordless = listings[["description", "attributes", "brand"]].isna().all(axis=1)
    wordless &= listings.title.isna() | listings.title.str.contains("<p>&nbsp;", regex=False)
    counts = {
        "repeated_id": ids[ids.notna()].duplicated().sum(),
        "missing_id": ids.isna().sum(),
        "negative_price": (listings.price < 0).sum(),
        "textless": wordless.sum(),
    }
    for kind, count in counts.items():
        assert count / good == pytest.approx(getattr(BREAKS, kind), rel=0.35), kind
    assert len(listings) - good == sum(counts.values())
    assert listings.title[wordless].notna().any()
    assert listings.title[wordless].isna().any()
    unknown = ~labels.listing_id.isin(set(ids.dropna()))
    assert unknown.mean() == pytest.approx(BREAKS.unknown_label, rel=0.5)
    assert labels.duplicated(["listing_id", "leaf_id"]).mean() == pytest.approx(LABEL_RATES.repeated, rel=0.5)
    nodes = written["taxonomy"]
    gone = ~labels.leaf_id.isin(nodes.node_id)
    assert gone.mean() == pytest.approx(LABEL_RATES.abolished, rel=0.4)
    assert labels.leaf_id.isin(nodes.parent_id.dropna()).mean() == pytest.approx(LABEL_RATES.inner, rel=0.4)


def test_many_leaves_are_scarce(written: dict[str, pd.DataFrame]) -> None:
    rows = written["labels"].leaf_id.value_counts()
    assert (rows < 10).sum() > 100
    assert rows.max() > 100


def test_draws_depend_on_id_and_name_alone() -> None:
    numbers = np.array([0, 1, 255, 2**32 - 1, 305419896], np.uint32)
    np.testing.assert_array_equal(from_hexadecimal(hexadecimal("l", numbers)), numbers)
    many = np.arange(100_000, dtype=np.uint32)
    one, other = draws(many, 3, "one"), draws(many, 3, "other")
    np.testing.assert_array_equal(one[::-1], draws(many[::-1], 3, "one"))
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.02
    assert np.histogram(one, 20, (0, 1))[0] == pytest.approx(np.full(20, 5000), rel=0.06)


def test_a_failure_leaves_no_table_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = product_classification.tables

    def failing(world: World, messy: bool) -> object:
        yield next(iter(whole(world, messy)))
        raise OSError("no space left on device")

    monkeypatch.setattr(product_classification, "tables", failing)
    with pytest.raises(OSError, match="no space"):
        write(tmp_path, seed=1, scale=0.1)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
