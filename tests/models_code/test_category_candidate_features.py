"""What candidates are told apart by, each against what a reader works out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from category_worlds import encoded, listings, shop, truth_of

from models.product_classification import first_stage, leaf_names, neighbours, word_features
from models.product_classification.accessory_words import accessory_targets, main_of
from models.product_classification.candidates import NO_LEAF, Candidates
from models.product_classification.first_stage import first_stage_features, leaf_levels
from models.product_classification.head_nouns import HeadNouns
from models.product_classification.leaf_evidence import LeafEvidence
from models.product_classification.leaf_features import LeafFacts
from models.product_classification.leaf_names import LeafNames
from models.product_classification.listing_text import prepare
from models.product_classification.neighbours import LeafRows
from models.product_classification.ngrams import Characters
from models.product_classification.stems import stems
from models.product_classification.train_rows import TrainRows
from models.product_classification.word_features import WordFeatures
from models.product_classification.words import Words, brand_hashes

TREE = shop()


def number(node: str) -> int:
    return int(TREE.leaf_numbers(pd.Series([node]))[0])


def words_of(*titles: str, description: str | None = None) -> Words:
    frame = pd.DataFrame({"title": titles})
    if description is not None:
        frame["description"] = description
    return Words.of(prepare(frame), 12)


def unit_rows(seed: int, rows: int, features: int) -> sp.csr_array:
    dense = np.random.default_rng(seed).random((rows, features)) * (
        np.random.default_rng(seed + 1).random((rows, features)) < 0.4
    )
    dense[:, 0] += 0.1  # no row is empty
    return sp.csr_array((dense / np.linalg.norm(dense, axis=1, keepdims=True)).astype(np.float32))


class TestNeighbours:
    def fitted(self, **changed: object) -> tuple[LeafRows, sp.csr_array, sp.csr_array]:
        matrix, leaf = unit_rows(1, 30, 20), np.arange(30) % 4
        truth = sp.csr_array((np.ones(30, np.float32), (np.arange(30), leaf)), shape=(30, 5))
        given = {"neighbours": True, "most_common": 1.0, "leaf_rows": 100, "entries": 10_000, **changed}
        return LeafRows.fit(matrix, truth, unit_rows(5, 5, 20), unit_rows(7, 5, 20), **given, seed=1), matrix, truth

    def test_are_what_a_product_with_all_rows_gives(self) -> None:
        rows, matrix, truth = self.fitted()
        asked = unit_rows(9, 6, 20)
        row, leaf = np.repeat(np.arange(6), 5), np.tile(np.arange(5), 6)
        found = rows.closeness(asked, row, leaf, power=3, threads=2)
        cosine = (asked @ matrix.T).toarray()
        for place, (one, of) in enumerate(zip(row, leaf, strict=True)):
            own = np.sort(cosine[one, truth[:, [of]].toarray().ravel() > 0])[::-1]
            total = (truth[:, [of]].T @ matrix).toarray().ravel()
            expected = [0.0] * 4
            if of < 4:
                centroid = (asked[[one]].toarray()[0] @ total) / np.linalg.norm(total)
                expected = [own[0], own[1], (own**3).sum(), centroid]
            np.testing.assert_allclose(found[place, :4], expected, atol=2e-3)
        texts = (asked @ unit_rows(5, 5, 20).T).toarray().ravel()
        np.testing.assert_allclose(found[:, neighbours.NAMES.index("path_text")], texts, atol=2e-3)

    def test_do_not_depend_on_the_pairs_beside_them(self) -> None:
        rows, _, _ = self.fitted()
        asked = unit_rows(9, 6, 20)
        row, leaf = np.array([0, 3, 5, 2]), np.array([1, 1, 4, 0])
        every = rows.closeness(asked, row, leaf, power=4)
        for place in range(4):
            alone = rows.closeness(asked, row[[place]], leaf[[place]], power=4)
            np.testing.assert_array_equal(alone[0], every[place])

    def test_fewer_rows_are_kept_where_there_is_no_room(self, tmp_path: Path) -> None:
        few, matrix, _ = self.fitted(entries=60)
        assert len(few.values) <= 60 * 1.5 < matrix.nnz
        few.save(tmp_path)
        again = LeafRows.load(tmp_path)
        pairs = np.zeros(4, dtype=np.int64), np.arange(4)
        np.testing.assert_array_equal(again.closeness(matrix, *pairs, power=4), few.closeness(matrix, *pairs, power=4))

    def test_without_neighbours_the_centroids_are_the_same(self, tmp_path: Path) -> None:
        alone, matrix, _ = self.fitted(neighbours=False)
        alone.save(tmp_path)
        pairs = np.zeros(4, dtype=np.int64), np.arange(4)
        found = LeafRows.load(tmp_path).closeness(matrix, *pairs, power=4)
        assert np.isnan(found[:, :3]).all()
        np.testing.assert_array_equal(found[:, 3:], self.fitted()[0].closeness(matrix, *pairs, power=4)[:, 3:])
        assert not len(alone.values)

    def test_features_of_too_many_rows_are_not_sought(self) -> None:
        rows, _, _ = self.fitted(most_common=0.5)
        assert rows.kept[0] == -1, "every row has the first feature"
        assert rows.closeness(sp.csr_array(np.eye(1, 20, dtype=np.float32)), *np.zeros((2, 1), int), power=4).max() == 0


class TestEvidence:
    def test_is_how_much_likelier_a_leaf_is(self) -> None:
        hashes = np.array([[7, 9], [7, 0], [7, 7], [9, 0]], dtype=np.uint32)
        truth = sp.csr_array(np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0]], dtype=np.float32))
        spoken = LeafEvidence.fit(hashes, truth, np.ones(4, np.float32), smoothing=1.0)
        prior = np.array([2.5, 2.5, 0.5]) / 5.5
        places = spoken.places(np.array([7, 9, 8], dtype=np.uint32))
        found = spoken.evidence(places[:, None], np.arange(3))
        seven, nine = (np.array([2, 1, 0]) + prior) / 4 / prior, (np.array([1, 1, 0]) + prior) / 3 / prior
        np.testing.assert_allclose(found, [np.log(seven), np.log(nine), [0, 0, 0]], atol=1e-6)

    def test_counts_rows_by_weight_and_a_row_of_two_leaves_for_both(self) -> None:
        truth = sp.csr_array(np.array([[1, 1], [0, 1]], dtype=np.float32))
        spoken = LeafEvidence.fit(np.array([[7], [7]], np.uint32), truth, np.array([0.5, 1], np.float32), smoothing=1.0)
        prior = np.array([1.0, 2.0]) / 3
        expected = np.log((np.array([0.5, 1.5]) + prior) / 3 / prior)
        np.testing.assert_allclose(spoken.evidence(np.array([0]), np.arange(2)), expected, atol=1e-6)

    def test_stands_beside_evidence_of_the_same_hashes_alone(self) -> None:
        truth, weights = sp.csr_array(np.eye(2, dtype=np.float32)), np.ones(2, np.float32)
        one, other = (
            LeafEvidence.fit(np.array([[7], [last]], np.uint32), truth, weights, smoothing=1.0) for last in (8, 9)
        )
        assert one.beside(one).hashes is one.hashes
        with pytest.raises(ValueError, match="other hashes"):
            one.beside(other)

    def test_brands_are_the_same_whatever_the_order_of_their_words(self) -> None:
        found = brand_hashes(pd.Series(["acme tools", "tools acme", "acme", ""], dtype="str"))
        assert found[0] == found[1] != found[2]
        assert found[3] == 0


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("battery", "batteries"),
        ("knife", "knives"),
        ("brush", "brushes"),
        ("mount", "mounts"),
        ("chargeur", "chargeurs"),
        ("детская", "детские"),
        ("игрушка", "игрушки"),
    ],
)
def test_one_and_many_have_one_stem(one: str, many: str) -> None:
    first, second, other = stems(Characters.of(pd.Series([one, many, one + "x"], dtype="str"))).hashes
    assert first == second != other


def test_stems_stand_beside_their_words() -> None:
    words = words_of("glass lamps, and 3 cases", "", "ß")
    assert ((words.hashes == 0) == (words.stems == 0)).all()
    assert words.counts.tolist() == [5, 0, 1]


class TestConnectors:
    @pytest.mark.parametrize(
        ("title", "before", "after"),
        [
            ("case for phone x", 1, 2),
            ("lens compatible with cameras", 1, 3),
            ("hülle passend für handy", 1, 3),
            ("чехол для телефона", 1, 2),
            ("for sale phone", 3, 3),
            ("phone black", 2, 2),
            ("", 0, 0),
        ],
    )
    def test_part_the_thing_from_what_it_goes_with(self, title: str, before: int, after: int) -> None:
        words = words_of(title)
        assert (words.connector[0], words.connector_end[0]) == (before, after)

    def test_which_leaves_go_with_which(self) -> None:
        case, phone, lamp = number("lPhonesCases"), number("lPhones"), number("lLamps")
        target = accessory_targets(TREE)
        assert TREE.ids[target[case]] == "lPhones"
        assert target[phone] == -1
        assert main_of(TREE)[[case, phone, lamp]].tolist() == [False, True, True]


class TestNames:
    def test_of_leaves_in_titles_make_candidates(self) -> None:
        names = LeafNames.of(TREE)
        words = words_of("phone lanyard acme", "phone acme", "lanyard", description=None)
        found, whole = names.best(
            words, np.array([[number("lPhones")]] * 3), 2, 0.9, np.zeros(len(TREE.leaves), np.float32)
        )
        assert found[0, 0] == number("new")
        assert whole.tolist() == [True, False, False]
        assert (found[1] == NO_LEAF).all(), "a leaf that is a candidate already is none again"

    def test_are_found_in_few_listings_at_once_as_in_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        names = LeafNames.of(TREE)
        words = words_of(*["phone lanyard acme", "camera strap for lamp", "lanyard", "nothing"] * 5)
        known = np.full((20, 1), NO_LEAF)
        known[::3] = number("new")
        asked = (words, known, 2, 0.3, np.linspace(0, 1, len(TREE.leaves), dtype=np.float32))
        at_once = names.best(*asked)
        assert (at_once[0] != NO_LEAF).any()
        for cells in (1, 3 * len(TREE.leaves)):
            monkeypatch.setattr(leaf_names, "_CELLS", cells)
            for one, other in zip(names.best(*asked), at_once, strict=True):
                np.testing.assert_array_equal(one, other)

    def test_in_descriptions_count_too(self) -> None:
        names = LeafNames.of(TREE)
        words = words_of("acme x5", description="a lanyard for every phone")
        assert names.best(words, np.array([[NO_LEAF]]), 1, 0.9, np.zeros(len(TREE.leaves), np.float32))[0][
            0, 0
        ] == number("new")
        share = names.coverage(words, np.array([[number("new")]]))[0, 0]
        told = dict(zip(leaf_names.NAMES, share.tolist(), strict=True))
        assert told["named"] == 0
        assert told["named_described"] == pytest.approx(1.0)

    def test_are_told_before_and_behind_the_connector(self) -> None:
        words = words_of("camera strap for lamp")
        share = LeafNames.of(TREE).coverage(words, np.array([[number("lCamerasStraps"), number("lLamps")]]))[0]
        strap, lamp = (dict(zip(leaf_names.NAMES, one.tolist(), strict=True)) for one in share)
        assert (strap["named"], strap["named_before"], strap["named_after"]) == (1, 1, 0)
        assert (lamp["named"], lamp["named_before"], lamp["named_after"]) == (1, 0, 1)


def test_where_the_head_noun_stands_is_learnt_from_each_language() -> None:
    """One language names the thing first and another last; what else a title says tells a little of the leaf, too."""
    draw = np.random.default_rng(3)
    things, marks = [f"noun{place}" for place in range(6)], [f"mark{place}" for place in range(6)]
    titles, leaves, languages = [], [], []
    for _ in range(1_200):
        leaf, last = int(draw.integers(6)), draw.random() < 0.5
        mark = marks[leaf if draw.random() < 0.3 else draw.integers(6)]
        filler = f"{mark} w{draw.integers(900)} w{draw.integers(900)}"
        titles.append(f"{filler} {things[leaf]}" if last else f"{things[leaf]} {filler}")
        leaves.append(leaf)
        languages.append("en" if last else "fr")
    texts = prepare(pd.DataFrame({"title": titles, "language": languages}))
    truth = sp.csr_array((np.ones(1_200, np.float32), (np.arange(1_200), leaves)), shape=(1_200, 6))
    words, half = Words.of(texts, 8), np.arange(1_200) < 600
    spoken = LeafEvidence.fit(words.hashes[half], truth[half], np.ones(600, np.float32), 2.0)
    heads = HeadNouns.fit(texts.take(~half), words.take(~half), spoken, truth[~half])
    asked = prepare(pd.DataFrame({"title": ["noun1 a b noun2", "noun1 a b noun2", ""], "language": ["en", "fr", "en"]}))
    said = Words.of(asked, 8)
    assert heads.places(asked, said, spoken.telling(spoken.places(said.hashes))).tolist() == [3, 0, -1]


def test_the_first_stage_tells_of_the_nodes_above() -> None:
    leaves = np.array([[number("lPhones"), number("lPhonesCases"), number("lPhonesStraps"), NO_LEAF]])
    scores = np.log(
        np.array([[0.5, 0.3, 0.2, 0]], dtype=np.float32),
        where=[[True] * 3 + [False]],
        out=np.full((1, 4), -np.inf, dtype=np.float32),
    )
    table = first_stage_features(Candidates(leaves, scores), leaf_levels(TREE))[0]
    told = {name: table[:, place] for place, name in enumerate(first_stage.NAMES)}
    np.testing.assert_allclose(told["share"][:3], [0.5, 0.3, 0.2], atol=1e-6)
    np.testing.assert_allclose(told["parent_share"][:3], [0.5, 0.5, 0.5], atol=1e-6)
    np.testing.assert_allclose(told["department_share"][:3], [1, 1, 1], atol=1e-6)
    assert told["beside_best"][:3].tolist() == [1, 0, 0]
    assert not np.isinf(table).any()


def test_rows_of_siblings_speak_for_a_leaf_without_any() -> None:
    """Every phone accessory is told of by words that the listings of its siblings hold; a lamp is not."""
    frame, leaves = listings(600, 4)
    texts, truth = prepare(frame), truth_of(TREE, leaves)
    encoder = encoded(TREE, texts)
    folds, weights = np.arange(600) % 3, np.ones(600, np.float32)
    train = TrainRows(texts, encoder.transform(texts), truth, weights, folds, encoder)
    words, parents = Words.of(texts, 12), LeafFacts.of(TREE).parents
    known = WordFeatures.fit(train, words, parents, 2.0)
    asked = prepare(pd.DataFrame({"title": ["case for phone", "phone"]}))
    found = known.of(asked, Words.of(asked, 12), np.array([[number("new"), number("lLamps")]] * 2))
    told = {name: found[:, :, place] for place, name in enumerate(word_features.NAMES)}
    assert told["words_sum"][0, 0] < 0, "no row of its own"
    assert told["parent_before"][0, 0] > 0 > told["parent_before"][0, 1]
    arrays = known.arrays()
    assert not {"parents.hashes", "parents.told"} & set(arrays), "those of the words are read"
    again = WordFeatures.load(arrays, parents).of(asked, Words.of(asked, 12), np.array([[number("new")]] * 2))
    np.testing.assert_array_equal(again[:, 0], found[:, 0])
