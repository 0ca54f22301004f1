"""What listings state is encoded the same however it is written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.product_matching import storage
from models.product_matching.colours import SHADES
from models.product_matching.encoding import Encodings, encode
from models.product_matching.fields import prepare
from models.product_matching.quantities import DIMENSIONS, quantity_value


def encoded(*titles: str | None) -> Encodings:
    return encode(prepare(pd.DataFrame({"title": pd.Series(titles, dtype="str")})))


def stated(encodings: Encodings, row: int) -> set[tuple[str, float]]:
    columns = encodings.quantities[row].indices.tolist()
    return {(DIMENSIONS[dimension], round(value, 6)) for dimension, value in map(quantity_value, columns)}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("disk 1 TB", "disk 1000GB", ("data_gb", 1000.0)),
        ("cable 2 m long 2m", "cable 200 cm", ("length_cm", 200.0)),
        ("tv 55 inch", "fernseher 139,7 cm", ("length_cm", 140.0)),
        ("tv 55 Zoll", "televisor 55 pulgadas", ("length_cm", 140.0)),
        ("socks pack of 6", "calcetines 6 uds", ("count", 6.0)),
        ("socks x6", "Socken 6er Pack", ("count", 6.0)),
        ("spray 16.9 fl oz", "spray 0,5 l 500ml", ("volume_ml", 500.0)),
    ],
)
def test_quantities_agree_across_units_and_languages(one: str, other: str, expected: tuple[str, float]) -> None:
    encodings = encoded(one, other)
    assert expected in stated(encodings, 0)
    assert expected in stated(encodings, 1)


def test_quantities_that_differ_stay_apart() -> None:
    encodings = encoded("drive 64gb", "drive 128 gb")
    assert stated(encodings, 0).isdisjoint(stated(encodings, 1))


def test_colours_of_several_languages_are_one_shade() -> None:
    encodings = encoded("hat black", "Hut schwarz", "chapeau noir", "hat white")
    black = 1 << SHADES.index("black")
    assert encodings.colours.tolist()[:3] == [black] * 3
    assert encodings.colours[3] & black == 0


def test_garment_sizes_need_a_word_before_a_single_letter() -> None:
    encodings = encoded("jacket XS", "jacket 2XL", "Jacke XXL", "jacket size: M", "chaqueta talla m", "canon m lens")
    bits = encodings.sizes_by_letter.tolist()
    assert bits[1] == bits[2] != bits[0]
    assert bits[3] == bits[4] != 0
    assert bits[5] == 0


def test_main_code_ignores_joiners_and_prefers_the_stated_model() -> None:
    frame = pd.DataFrame(
        {
            "title": ["cam DSC-W55 silver", "cam dscw55", "cam 12345678 AB-900X"],
            "attributes": [None, None, '{"modelno": "zz 77"}'],
        }
    )
    encodings = encode(prepare(frame))
    assert encodings.main_code.tolist() == ["dscw55", "dscw55", "zz77"]


def test_words_written_apart_are_found_together() -> None:
    encodings = encoded("book reader", "bookreader")
    shared = encodings.title_joined[0].multiply(encodings.title[1])
    assert shared.nnz == 1


def test_scripts_without_spaces_share_characters() -> None:
    encodings = encoded("防水スマートウォッチ黒", "スマートウォッチ 防水", "デスクランプ")
    grams = encodings.grams.astype(np.int32)
    shared = (grams @ grams.T).toarray()
    assert shared[0, 1] > shared[0, 2]


def test_identical_empty_and_huge_listings_encode() -> None:
    encodings = encoded("", None, "!!!", "word " * 20_000, "same", "same")
    assert len(encodings) == 6
    assert encodings.title[0].nnz == encodings.title[1].nnz == encodings.title[2].nnz == 0
    assert (encodings.title[4] != encodings.title[5]).nnz == 0


def test_no_listings() -> None:
    assert len(encode(prepare(pd.DataFrame({"title": pd.Series([], dtype="str")})))) == 0


def test_encoding_a_listing_does_not_depend_on_its_neighbours() -> None:
    together = encoded("alpha QX-100 64gb red", "beta 2 m", "gamma")
    alone = encoded("alpha QX-100 64gb red")
    for name in ("title", "title_joined", "anywhere", "codes", "quantities", "grams"):
        assert getattr(together, name)[0].indices.tolist() == getattr(alone, name)[0].indices.tolist()


def test_storage_gives_back_what_it_was_given(tmp_path: Path) -> None:
    encodings = encoded("alpha QX-100 64gb red", "", "gamma é")
    storage.save(encodings, tmp_path, "encodings")
    loaded = storage.load(tmp_path, "encodings")
    assert (encodings.anywhere != loaded.anywhere).nnz == 0
    assert loaded.lead_text.tolist() == encodings.lead_text.tolist()
    assert np.array_equal(loaded.sizes, encodings.sizes)
    assert np.array_equal(loaded.price, encodings.price, equal_nan=True)
