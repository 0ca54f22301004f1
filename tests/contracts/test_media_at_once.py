"""Files of media that are looked at at once take a bounded memory, whatever they are decoded to."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from contracts import media
from models.media import Shards
from models.media_writing import write_shards
from models.pictures import decoding_bytes


def _encoded(width: int, height: int, form: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 60)).save(file, form)
    return file.getvalue()


def test_a_small_file_of_a_large_picture_is_heavy_and_a_jpeg_is_not() -> None:
    png, jpeg = _encoded(2_000, 2_000, "PNG"), _encoded(2_000, 2_000, "JPEG")
    assert len(png) < 100_000
    assert decoding_bytes(png) >= np.asarray(Image.open(io.BytesIO(png))).nbytes
    assert decoding_bytes(jpeg) * 32 < decoding_bytes(png)
    assert decoding_bytes(b"no picture") == 0
    assert decoding_bytes(png[:20]) == 0


def test_no_more_are_held_at_once_than_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{number:02}.png": _encoded(200, 200, "PNG") for number in range(12)} | {"x.png": b"torn"}
    write_shards(tmp_path, "images", sorted(files.items()))
    weight = len(files["00.png"]) + decoding_bytes(files["00.png"])
    monkeypatch.setattr(media, "_MOST_BYTES", 3 * weight + 10)
    lock, held, most = threading.Lock(), [0], [0]
    plain = media.READERS["image"]

    def watched(data: bytes) -> media.Size | str:
        with lock:
            held[0] += 1
            most[0] = max(most[0], held[0])
        found = plain.size(data)
        with lock:
            held[0] -= 1
        return found

    with Shards(tmp_path, "images") as shards:
        parts = list(media._parts(shards.read(files), plain.held))
        assert [len(part) for part in parts] == [3, 3, 3, 4]  # what is no picture weighs nothing but its bytes
        looked = media.Looked(shards, replace(plain, size=watched))
        looked.look(files)
    assert looked.faults == {"x.png": "not_a_picture"}
    assert len(looked.sizes) == 12
    assert most[0] <= 4


def test_a_file_too_heavy_for_company_is_looked_at_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "_MOST_BYTES", 10)
    write_shards(tmp_path, "images", [(f"{number}.png", _encoded(9, 9, "PNG")) for number in range(3)])
    with Shards(tmp_path, "images") as shards:
        looked = media.Looked(shards, media.READERS["image"])
        looked.look(["0.png", "1.png", "2.png"])
        assert [len(part) for part in media._parts(shards.read(shards), looked.reader.held)] == [1, 1, 1]
    assert len(looked.sizes) == 3
