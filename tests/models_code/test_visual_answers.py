"""Photos answered: boxes, products and how sure they are, or why there are none."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from visual_pieces import PRODUCTS, drawing, encoded
from visual_stand_ins import answerer_of, index_of, shot, sure

from models.errors import InputError
from models.visual_search import updating
from models.visual_search.answering import Answerer
from models.visual_search.answers import answer_frame
from models.visual_search.asked_how import AskedHow, asked_of
from models.visual_search.model import VisualSearcher

INDEX = index_of()
LEFT, RIGHT = (0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0)


def two_beside(first: int, second: int) -> bytes:
    wide = Image.new("RGB", (128, 64), (255, 255, 255))
    for at, product in enumerate((first, second)):
        wide.paste(drawing(product, (255, 255, 255)), (64 * at, 0))
    return encoded(wide)


def noise() -> bytes:
    return encoded(Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)))


def asked(answerer: Answerer, *pictures: bytes, **how: object) -> pd.DataFrame:
    answers = answerer.answers(pictures, replace(AskedHow(), **how), INDEX)
    return answer_frame([str(row) for row in range(len(pictures))], answers, INDEX.products)


@pytest.mark.parametrize("product", range(PRODUCTS))
def test_a_shot_of_a_product_is_that_product(product: int) -> None:
    found = asked(answerer_of(), shot(product, 96), k=3)
    assert found["rank"].tolist() == [1, 2, 3]
    assert found["product_id"][0] == f"p{product}"
    assert (found["confidence"].diff().dropna() <= 0).all()
    assert found["confidence"].between(0, 1).all()
    assert found["confidence"].sum() <= 1 + 1e-6
    assert found.loc[0, ["left", "top", "right", "bottom"]].tolist() == [0, 0, 96, 96]
    assert found["box_score"].isna().all()
    assert (found["reason"] == "").all()


def test_two_products_of_a_photo_have_a_box_each() -> None:
    found = asked(answerer_of(LEFT, RIGHT), two_beside(1, 4), k=1)
    told = {row.product_id: (row.left, row.top, row.right, row.bottom) for row in found.itertuples()}
    assert told == {"p1": (0, 0, 64, 64), "p4": (64, 0, 128, 64)}
    assert found["box"].tolist() == [0, 1]
    assert found["box_score"].notna().all()


def test_asked_for_the_whole_no_boxes_are_looked_for() -> None:
    found = asked(answerer_of(LEFT, RIGHT), two_beside(1, 4), locate=False, refuse=False, k=1)
    assert len(found) == 1
    assert found.loc[0, "right"] == 128


def test_boxes_are_in_pixels_of_the_upright_original() -> None:
    large = Image.open(io.BytesIO(two_beside(1, 4))).resize((2_048, 1_024))
    exif = large.getexif()
    exif[0x0112] = 6  # to be turned by a quarter, clockwise
    out = io.BytesIO()
    large.rotate(90, expand=True).save(out, "PNG", exif=exif)
    found = asked(answerer_of(LEFT, RIGHT), out.getvalue(), k=1)
    told = {row.product_id: (row.left, row.top, row.right, row.bottom) for row in found.itertuples()}
    assert told == {"p1": (0, 0, 1024, 1024), "p4": (1024, 0, 2048, 1024)}


def test_one_product_found_in_the_whole_and_in_a_box_is_told_once() -> None:
    found = asked(answerer_of((0.05, 0.05, 0.95, 0.95)), shot(2), k=1)
    assert found["product_id"].tolist() == ["p2"]


def test_what_resembles_nothing_is_refused_unless_asked_otherwise() -> None:
    refused = asked(answerer_of(LEFT), noise())
    assert refused["reason"].tolist() == ["nothing_like_it"]
    assert refused["rank"].tolist() == [0]
    assert refused["product_id"].isna().all()
    told = asked(answerer_of(LEFT), noise(), refuse=False)
    assert (told["rank"] > 0).all()
    assert told["product_id"].notna().all()


def test_products_that_are_not_wanted_are_not_answered() -> None:
    found = asked(answerer_of(), shot(3), refuse=False, without=frozenset({"p3"}), k=PRODUCTS)
    assert set(found["product_id"]) == {f"p{code}" for code in range(PRODUCTS)} - {"p3"}
    every = frozenset(INDEX.products)
    assert asked(answerer_of(), shot(3), refuse=False, without=every)["reason"].tolist() == ["nothing_like_it"]


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "empty"), (b"a text that is called .jpg", "not_a_picture"), (shot(0)[:60], "truncated"),
     (encoded(Image.new("RGB", (1, 1))), "too_small")],
)  # fmt: skip
def test_a_bad_picture_stops_no_batch(data: bytes, why: str) -> None:
    found = asked(answerer_of(), shot(0), data, shot(1), k=1)
    assert found["reason"].tolist() == ["", f"unreadable: {why}", ""]
    assert found["product_id"].tolist()[::2] == ["p0", "p1"]


def test_equal_pictures_are_looked_at_once_and_answered_each() -> None:
    answerer = answerer_of()
    found = asked(answerer, *[shot(0), shot(1)] * 50, k=1)
    assert found["product_id"].tolist() == ["p0", "p1"] * 50
    assert answerer.embedder.seen == [2]


def test_an_answer_does_not_depend_on_what_is_asked_beside_it() -> None:
    answerer = answerer_of(LEFT, RIGHT)
    pictures = [two_beside(1, 4), shot(2), noise(), two_beside(0, 3)]
    together = asked(answerer, *pictures)
    alone = pd.concat([asked(answerer, one) for one in pictures], ignore_index=True)
    pd.testing.assert_frame_equal(together.drop(columns="request_id"), alone.drop(columns="request_id"), atol=1e-5)


def searcher() -> VisualSearcher:
    answerer = answerer_of(confidence=sure(threshold=0.0))
    return VisualSearcher(answerer.parameters, answerer, INDEX, {})


def test_a_frame_is_answered_and_an_empty_one_emptily() -> None:
    frame = pd.DataFrame({"request_id": ["x", "y"], "image": [shot(5), None]})
    found = searcher().predict(frame, {"k": 1})
    assert found["request_id"].tolist() == ["x", "y"]
    assert found["reason"].tolist() == ["", "unreadable: empty"]
    empty = searcher().predict(frame.head(0))
    assert list(empty.columns) == list(found.columns)
    assert empty.dtypes.to_dict() == found.dtypes.to_dict()


def test_a_product_comes_by_one_picture_and_goes_again() -> None:
    model = searcher()
    star = Image.new("RGB", (64, 64), (255, 255, 255))
    star.paste((20, 160, 60), (10, 10, 30, 54))
    new = pd.DataFrame({"product_id": ["star", "torn"], "image": [encoded(star), b"nothing"]})
    assert model.update(new) == {"entries": 1, "products": 1, "removed": 0, "unreadable": 1}
    ask = pd.DataFrame({"image": [encoded(star.resize((90, 90)))]})
    assert model.predict(ask, {"k": 1})["product_id"].tolist() == ["star"]
    assert model.update(remove=pd.DataFrame({"product_id": ["star"]}))["removed"] == 1
    assert "star" not in set(model.predict(ask, {"k": PRODUCTS, "refuse": False})["product_id"])
    with pytest.raises(InputError, match="lacks the column image"):
        model.update(new[["product_id"]])
    with pytest.raises(InputError, match="lacks product_id in 1 rows of 2"):
        model.update(new.assign(product_id=["a", None]))


class Recorded:
    """Looks closer at nothing; keeps which lots it was given, and may fail at one."""

    def __init__(self, entries: int, fails_at: int | None = None) -> None:
        self.entries, self.fails_at, self.lots = entries, fails_at, []

    def __len__(self) -> int:
        return self.entries

    def rerank(self, _crop: object, _entries: object, scores: np.ndarray) -> np.ndarray:
        return scores

    def extended(self, lots: Iterable[Sequence[object]], _threads: int) -> Recorded:
        more = Recorded(self.entries, self.fails_at)
        for lot in lots:
            if len(more.lots) == self.fails_at:
                raise MemoryError("the disk is full")
            more.lots.append(len(lot))
            more.entries += len(lot)
        return more

    def taken(self, entries: np.ndarray) -> Recorded:
        return Recorded(len(entries))

    def save(self, directory: Path) -> None:
        raise NotImplementedError


def _with_head(head: Recorded, batch: int = 2) -> VisualSearcher:
    answerer = answerer_of(confidence=sure(threshold=0.0))
    settings = replace(answerer.parameters, index=replace(answerer.parameters.index, batch=batch))
    return VisualSearcher(settings, replace(answerer, head=head, parameters=settings), INDEX, {})


def test_an_update_holds_a_lot_of_pictures_at_a_time() -> None:
    model = _with_head(Recorded(len(INDEX)))
    new = pd.DataFrame({"product_id": list("abcde"), "image": [shot(0), b"torn", shot(1), shot(2), shot(3)]})
    assert model.update(new) == {"entries": 4, "products": 4, "removed": 0, "unreadable": 1}
    assert model.answerer.head.lots == [1, 2, 1]
    assert model.answerer.embedder.seen[-3:] == [1, 2, 1]
    assert len(model.answerer.head) == len(model.index) == len(INDEX) + 4


def test_as_many_products_come_as_are_asked_for_however_many_pictures_one_has() -> None:
    answerer = answerer_of(confidence=sure(threshold=0.0))
    settings = replace(answerer.parameters, index=replace(answerer.parameters.index, found=4))
    index = INDEX.added(np.repeat(INDEX.vectors(np.array([2])), 30, axis=0), ["p2"] * 30, threads=1)
    model = VisualSearcher(settings, replace(answerer, parameters=settings), index, {})
    ask = pd.DataFrame({"image": [shot(2)]})
    one, all_of_them, with_more = (model.predict(ask, {"k": k, "refuse": False}) for k in (1, PRODUCTS, 40))
    assert all_of_them["product_id"].tolist()[0] == "p2"
    assert sorted(all_of_them["product_id"]) == sorted(index.products)
    assert len(with_more) == PRODUCTS
    assert all_of_them["confidence"].iloc[0] == one["confidence"].iloc[0]  # it does not depend on k
    assert (np.diff(all_of_them["score"]) <= 0).all()
    without = model.predict(ask, {"k": PRODUCTS, "refuse": False, "without": '["p2"]'})
    assert set(without["product_id"]) == set(index.products) - {"p2"}


def test_a_text_among_pictures_spoils_its_own_row_alone() -> None:
    text = base64.b64encode(shot(5)).decode()
    found = searcher().predict(pd.DataFrame({"request_id": ["a", "b"], "image": ["photo.jpg", text]}), {"k": 1})
    assert found["reason"].tolist() == ["unreadable: not_a_picture", ""]


def test_products_that_are_replaced_again_and_again_are_held_once() -> None:
    model = _with_head(Recorded(len(INDEX)))
    names = [f"p{code}" for code in range(PRODUCTS)]
    news = pd.DataFrame({"product_id": names, "image": [shot(code) for code in range(PRODUCTS)]})
    for _ in range(8):
        told = model.update(news, remove=news[["product_id"]])
        assert told == {"entries": PRODUCTS, "products": 0, "removed": PRODUCTS, "unreadable": 0}
        assert len(model.index.owners) == len(model.answerer.head) <= 2 * PRODUCTS
    assert len(model.index) == PRODUCTS
    ask = pd.DataFrame({"image": [shot(code) for code in range(PRODUCTS)]})
    assert model.predict(ask, {"k": 1})["product_id"].tolist() == names


def test_an_update_that_fails_half_way_changes_nothing() -> None:
    model = _with_head(Recorded(len(INDEX), fails_at=1))
    before = model.index, model.answerer
    new = pd.DataFrame({"product_id": list("abc"), "image": [shot(0), shot(1), shot(2)]})
    with pytest.raises(MemoryError):
        model.update(new, remove=pd.DataFrame({"product_id": ["p0"]}))
    assert (model.index, model.answerer) == before
    assert (model.index is before[0], model.answerer is before[1]) == (True, True)
    assert len(model.answerer.head) == len(model.index)


def test_cells_that_are_no_bytes_are_refused_before_a_picture_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(*_: object) -> None:
        raise AssertionError("a picture was decoded")

    monkeypatch.setattr(updating, "read_picture", decoded)
    with pytest.raises(InputError, match="holds 1 cells of 2 that are neither bytes nor base64"):
        searcher().update(pd.DataFrame({"product_id": ["a", "b"], "image": [shot(0), 3.5]}))


def test_a_photo_looked_at_as_a_whole_alone_has_a_line_of_its_own() -> None:
    strict = replace(sure(threshold=0.9999), threshold_whole=0.5)
    answerer = answerer_of(LEFT, confidence=strict)
    assert asked(answerer, shot(3))["reason"].tolist() == ["nothing_like_it"]
    assert set(asked(answerer, shot(3), locate=False)["reason"]) == {""}
    swapped = answerer_of(LEFT, confidence=replace(strict, threshold=0.5, threshold_whole=0.9999))
    assert set(asked(swapped, shot(3))["reason"]) == {""}
    assert asked(swapped, shot(3), locate=False)["reason"].tolist() == ["nothing_like_it"]


@pytest.mark.parametrize(
    ("params", "said"),
    [({"k": 0}, "k is 0"), ({"k": 2.5}, "k is 2.5"), ({"boxes": "some"}, "boxes is 'some'"),
     ({"k": None}, "k is None"), ({"k": "x"}, "k is 'x'"),
     ({"k": float("nan")}, "k is nan"), ({"k": float("inf")}, "k is inf"),
     ({"refuse": 1}, "refuse is 1"), ({"without": "p1"}, "without is 'p1'"), ({"without": "[1]"}, "without"),
     ({"K": 5}, "unknown request parameters")],
)  # fmt: skip
def test_parameters_that_say_nothing_are_refused(params: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said.replace("[", r"\[").replace("]", r"\]")):
        asked_of(params)


def test_a_request_that_is_no_picture_is_refused() -> None:
    with pytest.raises(InputError, match="lacks the column image"):
        searcher().predict(pd.DataFrame({"picture": [b"x"]}))
    text = base64.b64encode(shot(0)).decode()
    assert searcher().predict(pd.DataFrame({"image": [text]}), {"k": 1})["product_id"].tolist() == ["p0"]
    with pytest.raises(
        InputError, match="holds 1 cells of 2 that are neither bytes nor base64, the first, of type float, in row 1"
    ):
        searcher().predict(pd.DataFrame({"image": [shot(0), 3.5]}))
