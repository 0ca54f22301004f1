"""Contents of files in a request: bytes as they are, text as base64, and everything else refused."""

from __future__ import annotations

import base64

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputError
from models.request_bytes import bytes_of


@given(st.binary(max_size=200))
def test_bytes_and_their_base64_are_the_same(content: bytes) -> None:
    content = b"\xff" + content
    encoded = base64.b64encode(content)
    broken_up = base64.encodebytes(content)
    cells = [content, bytearray(content), memoryview(content), encoded.decode(), broken_up.decode(), encoded, None]
    assert bytes_of(pd.DataFrame({"image": cells}), "image") == [content] * 6 + [None]


def test_what_is_missing_or_empty_is_told_apart() -> None:
    cells = [b"", "", None, float("nan"), pd.NA]
    assert bytes_of(pd.DataFrame({"image": pd.Series(cells, dtype="object")}), "image") == [b"", b"", None, None, None]


def test_other_cells_are_refused_with_their_count_and_row() -> None:
    frame = pd.DataFrame({"image": pd.Series([b"a", "no base64!", 7, [b"a"]], dtype="object")})
    with pytest.raises(InputError, match="3 cells of 4 that are neither bytes nor base64, the first, of type str, in"):
        bytes_of(frame, "image")
    for none in (["a/path.jpg", "no base64!"], ["no base64!", None]):
        with pytest.raises(InputError, match=r"holds [12] cells of 2 that are neither bytes nor base64"):
            bytes_of(pd.DataFrame({"image": none}), "image")
    with pytest.raises(InputError, match="column image 0 times; give it once"):
        bytes_of(frame[[]], "image")
    with pytest.raises(InputError, match="column image 2 times; give it once"):
        bytes_of(pd.concat([frame, frame], axis=1), "image")


def test_one_text_that_is_no_base64_spoils_its_own_row_alone() -> None:
    cells = [base64.b64encode(b"\xff\x00").decode(), "no base64!", None]
    assert bytes_of(pd.DataFrame({"image": cells}), "image") == [b"\xff\x00", b"no base64!", None]
