from __future__ import annotations

from pathlib import Path

import pytest

from infra.errors import SettingsError
from tasks import rooms

REPOSITORY = Path(__file__).resolve().parents[2]
ROOMS = ("contracts", "features", "models", "evaluation", "params", "flows", "sources/simulator", "sources/public")


@pytest.mark.parametrize("use_case", rooms.USE_CASES)
@pytest.mark.parametrize("room", ROOMS)
def test_a_use_case_has_a_module_of_its_name_in_each_room(use_case: str, room: str) -> None:
    place = REPOSITORY / room
    assert (place / f"{use_case}.py").is_file() or (place / use_case / "__init__.py").is_file()


@pytest.mark.parametrize("text", ["product-matching", "product_matching", " Product-Matching "])
def test_a_use_case_is_known_by_its_name_however_written(text: str) -> None:
    assert rooms.use_case_named(text) == "product_matching"


def test_an_unknown_use_case_is_told_the_nearest() -> None:
    with pytest.raises(SettingsError, match="no use case") as caught:
        rooms.use_case_named("product-machting")
    assert "Did you mean product-matching?" in caught.value.remedy
