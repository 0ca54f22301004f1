"""Names of attributes that are of the same, and those that are not."""

from __future__ import annotations

import pytest

from models.question_answering.maker_conflicts import conflict_of
from models.question_answering.value_settings import ValueSettings


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Model: Aurora", "Model Number: XK-AB"),
        ("Style: Classic", "Style Number: SB"),
        ("Model: 300", "Model Number: 4711"),
        ("Item Count: 3", "Number: 4"),
    ],
)
def test_a_number_by_which_a_thing_is_known_contradicts_nothing(text: str, other: str) -> None:
    for one, two in ((text, other), (other, text)):
        assert conflict_of("What is it?", one, [two], ValueSettings()) is None


def test_a_number_of_things_is_told_twice() -> None:
    assert conflict_of("How many pockets?", "Number of Pockets: 4", ["Pockets: 6"], ValueSettings()) is not None
    assert conflict_of("How many pockets?", "Total count of Pockets: 4", ["Pockets: 4"], ValueSettings()) is None
