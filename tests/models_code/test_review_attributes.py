"""Surface aspects meet in canonical attributes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.review_extraction.attribute_settings import AttributeSettings
from models.review_extraction.attributes import OVERALL, Attributes, clustered
from models.review_extraction.form_phrases import phrase_likeness
from models.review_extraction.forms import based, form_of, singular
from models.review_extraction.telling_words import TellingWords
from models.review_extraction.vocabulary import Vocabulary

SETTINGS = AttributeSettings()
SURFACES = (
    ["battery"] * 9
    + ["battery life"] * 4
    + ["charge"] * 3
    + ["screen"] * 8
    + ["display", "the Display"]
    + ["sound", "audio", "sound quality"]
    + ["smell"] * 3
    + ["scent"]
)
TEXTS = [f"the {surface.lower()} is expensive" for surface in SURFACES]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.fit(TEXTS, SETTINGS)


@pytest.fixture(scope="module")
def attributes(vocabulary: Vocabulary) -> Attributes:
    return Attributes.fit(SURFACES, SURFACES, vocabulary, SETTINGS, threads=1)


def test_what_means_the_same_meets(attributes: Attributes) -> None:
    names = attributes.of(["battery", "batt life", "charge", "Battery Life", "batteries", "my batteryyy"])
    assert set(names) == {"battery"}
    assert attributes.of(["display", "screen", "scent", "audio"])[:3] == ["screen", "screen", "smell"]
    assert len(set(attributes.of(["battery", "screen", "smell", "sound"]))) == 4


def test_what_is_judged_alike_meets() -> None:
    said = {
        "battery": "battery lasts for days",
        "charge": "charge lasts for days",
        "charger": "charger came broken",
        "strap": "strap came broken",
        "screen": "screen is bright",
    }
    vocabulary = Vocabulary.fit(list(said.values()) * 3, SETTINGS)
    surfaces = [one for one in said for _ in range(SETTINGS.phrases)]
    met = Attributes.fit(surfaces, [said[one] for one in surfaces], vocabulary, SETTINGS, threads=1).of(list(said))
    assert met == ["battery", "battery", "charger", "strap", "screen"]
    alone = Attributes.fit(surfaces, [""] * len(surfaces), vocabulary, replace(SETTINGS, phrased=0.0), threads=1)
    assert len(set(alone.of(["charge", "charger"]))) == 1


def test_phrases_of_few_mentions_weigh_less() -> None:
    forms, settings = ["a", "b", "c", "d"], replace(SETTINGS, phrases=4)
    few = [("a", "lasts for days"), ("b", "lasts for days"), ("c", "came broken"), ("lost", "x")]
    one, many = (phrase_likeness(forms, few * times, settings, 1) for times in (1, 4))
    assert one[0, 1] == pytest.approx(0.25, abs=0.01)
    assert many[0, 1] == pytest.approx(1, abs=0.01)
    assert many[0, 2] < 0
    assert not many[3].any()
    assert not phrase_likeness(forms, [], settings, 1).any()


def test_what_nobody_knows_is_its_own(attributes: Attributes) -> None:
    assert attributes.of(["zipper", "the zippers", "!!!", ""]) == ["zipper", "zipper", OVERALL, OVERALL]
    assert attributes.of([]) == []


def test_what_is_stored_names_alike(attributes: Attributes, vocabulary: Vocabulary) -> None:
    arrays = attributes.arrays() | vocabulary.arrays()
    again = Attributes.read(arrays, Vocabulary.read(arrays, SETTINGS), SETTINGS)
    asked = [*SURFACES, "batt", "odor", "picture", "speaker"]
    assert again.of(asked) == attributes.of(asked)


def test_a_slip_that_many_make_is_no_word() -> None:
    known = Vocabulary.fit(
        ["fast delivery"] * 20 + ["fast delivry", "delivry by anker"] * 3 + ["charge"] * 20 + ["charger"] * 3, SETTINGS
    )
    told = [known.meant(word) for word in ("delivry", "qlty", "anker", "charger")]
    assert told == ["delivery", "quality", "anker", "charger"]
    assert Vocabulary.fit(["slow delivery", "slow delivry"] * 3, SETTINGS).meant("delivry") == "delivry"


def test_words_are_read_as_they_were_meant(vocabulary: Vocabulary) -> None:
    assert [vocabulary.meant(word) for word in ("batt", "baterry", "batteryyyy", "zipper", "q7")] == [
        *["battery"] * 3,
        "zipper",
        "q7",
    ]
    assert form_of("The  Batteries'", vocabulary) == "battery"
    assert vocabulary.known("the battery qwxz") == (2, 3)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("keys", "key"),
        ("batteries", "battery"),
        ("boxes", "box"),
        ("glass", "glass"),
        ("bus", "bus"),
        ("dishes", "dish"),
    ],
)
def test_singular(many: str, one: str) -> None:
    assert singular(many) == one


def test_clusters_join_what_is_alike() -> None:
    likeness = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]], dtype=np.float32)
    found = clustered(likeness, 0.5)
    assert found[0] == found[1] != found[2]
    assert clustered(likeness[:1, :1], 0.5).tolist() == [0]
    assert clustered(likeness[:0, :0], 0.5).tolist() == []


def test_opinions_tell_what_they_judge(vocabulary: Vocabulary) -> None:
    opinions = ["expensive price", "too expensive price", "expensive cost"] * 5 + ["great battery", "great screen"] * 6
    names = ["price"] * 15 + ["battery", "screen"] * 6
    telling = TellingWords.fit(opinions, names, vocabulary, SETTINGS)
    assert telling.of(["way too expensive", "great", "never seen", ""]) == ["price", OVERALL, OVERALL, OVERALL]
    again = TellingWords.read(telling.arrays(), vocabulary, SETTINGS)
    assert again.of(["expensive", "screen"]) == telling.of(["expensive", "screen"]) == ["price", "screen"]
    assert telling.of([]) == []


def test_nothing_to_learn_from_is_no_trouble(vocabulary: Vocabulary) -> None:
    attributes = Attributes.fit([], [], vocabulary, SETTINGS, threads=1)
    assert attributes.of(["battery"]) == ["battery"]
    assert TellingWords.fit([], [], vocabulary, SETTINGS).of(["expensive"]) == [OVERALL]


def test_a_verb_is_told_by_its_base() -> None:
    known = Vocabulary.fit(
        ["it works", "they work", "work of", "to work", "the price", "a price", "my price"], SETTINGS
    )
    assert [based(word, known) for word in ("worked", "working", "priced", "pricing")] == ["work"] * 2 + ["price"] * 2
    assert [based(word, known) for word in ("string", "red", "bed")] == ["string", "red", "bed"]
