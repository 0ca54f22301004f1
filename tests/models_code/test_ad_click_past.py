"""No row is encoded by its own label or a later one."""

from __future__ import annotations

import json
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from ad_click_examples import market, write

from models.ad_click.batches import Batch, Schema, prefix
from models.ad_click.counts import Counts
from models.ad_click.design import CountSettings
from models.ad_click.encoder import Encoded, Encoder
from models.ad_click.fields import Fields
from models.ad_click.ftrl import Ftrl
from models.ad_click.learning import Learning, ScoredValid
from models.ad_click.parameters import AdClickParameters, PastSettings, TableSettings
from models.ad_click.passes import in_time, out_of_fold
from models.ad_click.tables import Table

ROWS = 1_500
CHANGED = 700
LOGIT = -1


def examples(directory: Path, *, timed: bool) -> tuple[Encoder, list[Batch]]:
    table = write(market(ROWS, ads=20, customers=50).frame, directory, timed=timed)
    names = ("customer", "ad", "campaign", "advertiser", "placement", "position")
    schema = Schema(names, ("price",), timed)
    whole = prefix(table / "train.parquet", schema, ROWS)
    chosen = AdClickParameters(counts=CountSettings(half_life=300.0 if timed else 0.0))
    fields = Fields.fit(schema, whole, 8, chosen.fields.crosses)
    bounds = [(start, min(start + 400, len(whole))) for start in range(0, len(whole), 400)]
    parts = [Batch(whole.values[a:b], whole.numbers[a:b], whole.time[a:b], whole.label[a:b], a) for a, b in bounds]
    return Encoder.new(fields, 16, -2.0, chosen), parts


def encoded(encoder: Encoder, parts: list[Batch], *, timed: bool, table: TableSettings | None = None) -> np.ndarray:
    """Features and, in the last column, log odds of the logistic regression."""
    fresh = Encoder.new(encoder.keyer.fields, encoder.bits, encoder.ftrl.base, AdClickParameters())
    fresh.counts.half_life = encoder.counts.half_life
    found, positions = [], []

    def take(batch: Batch, known: Encoded) -> None:
        found.append(np.column_stack([fresh.features(batch, known), known.logit]))
        positions.append(batch.positions)

    if timed:
        in_time(fresh, lambda: parts, take)
    else:
        out_of_fold(
            fresh,
            lambda: parts,
            take,
            AdClickParameters(seed=3, past=PastSettings(folds=4), table=table or TableSettings()),
        )
    return np.concatenate(found)[np.argsort(np.concatenate(positions))]


def flipped(parts: list[Batch], position: int) -> list[Batch]:
    found = []
    for part in parts:
        label = part.label.copy()
        if part.first <= position < part.first + len(part):
            label[position - part.first] = 1 - label[position - part.first]
        found.append(Batch(part.values, part.numbers, part.time, label, part.first))
    return found


def test_a_label_changes_the_encodings_of_later_rows_alone(tmp_path: Path) -> None:
    encoder, parts = examples(tmp_path, timed=True)
    before, after = (encoded(encoder, one, timed=True) for one in (parts, flipped(parts, CHANGED)))
    # the first rows set the base and the bins: here they are fixed, so all that differs comes of the label
    np.testing.assert_array_equal(before[: CHANGED + 1], after[: CHANGED + 1])
    assert not np.array_equal(before[CHANGED + 1 :, :-1], after[CHANGED + 1 :, :-1])
    assert not np.array_equal(before[CHANGED + 1 :, LOGIT], after[CHANGED + 1 :, LOGIT])


def test_an_update_foretells_rows_by_what_was_known_before_them(tmp_path: Path) -> None:
    encoder, parts = examples(tmp_path, timed=True)
    assert encoder.ftrl.settings.batch < len(parts[0])
    for part in parts:
        slots = encoder.slots(encoder.keys(part))
        first = slice(0, encoder.ftrl.settings.batch)
        known = encoder.read(slots).logit[first]
        np.testing.assert_array_equal(encoder.learn(slots, part).logit[first], known)
        assert not np.array_equal(encoder.read(slots).logit[first], known)


def test_without_times_a_label_changes_nothing_in_its_own_fold(tmp_path: Path) -> None:
    encoder, parts = examples(tmp_path, timed=False)
    before, after = (encoded(encoder, one, timed=False) for one in (parts, flipped(parts, CHANGED)))
    same = (before == after) | (np.isnan(before) & np.isnan(after))
    assert same[CHANGED].all()
    assert not same.all()
    # rows of the changed row's fold, about a quarter, are not touched; of the others at least the bias is
    assert 0.15 < same.all(axis=1).mean() < 0.35
    assert 0.15 < same[:, LOGIT].mean() < 0.35


@pytest.mark.parametrize("megabytes", [1, 5])  # of tables of 2 MiB a fold: one and two of the four at once
def test_fewer_folds_at_once_give_the_same(tmp_path: Path, megabytes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder, parts = examples(tmp_path, timed=False)
    usual = encoded(encoder, parts, timed=False)
    there: set[int] = set()
    most: list[int] = []
    new = Ftrl.new

    def counted(*given: Any) -> Ftrl:
        found = new(*given)
        there.add(id(found))
        weakref.finalize(found, there.discard, id(found))
        most.append(len(there))
        return found

    monkeypatch.setattr(Ftrl, "new", counted)
    few = encoded(encoder, parts, timed=False, table=TableSettings(megabytes=megabytes))
    np.testing.assert_array_equal(few, usual)
    assert max(most) == 1 + max(megabytes // 2, 1)  # and the one that is kept


def crossed(place: Path, frame: pd.DataFrame) -> ScoredValid:
    write(frame, place, timed=False)
    facts = json.loads((place / "facts.json").read_text())
    train, valid = (Table.of(place / f"{name}.parquet", facts, 400) for name in ("train", "valid"))
    chosen = AdClickParameters(past=PastSettings(folds=4))
    learning = Learning.begin(train, valid, chosen)
    bits = learning.encoder.bits
    # as above the base is fixed: it is the rate of the first rows, all together
    learning.encoder = replace(learning.encoder, ftrl=Ftrl.new(1 << bits, -2.0, chosen.ftrl))
    return learning.crossed(None)[1]


@pytest.mark.parametrize("at", [CHANGED, ROWS * 6 // 10 + 50])  # of train, and of valid
def test_train_and_valid_as_one_table_are_scored_by_the_other_folds(tmp_path: Path, at: int) -> None:
    frame = market(ROWS, ads=20, customers=50).frame
    other = frame.copy()
    other.loc[at, "label"] = 1 - other.loc[at, "label"]
    before, after = crossed(tmp_path / "before", frame), crossed(tmp_path / "after", other)
    # rows come in their order, those of valid after those of train
    np.testing.assert_array_equal(before.label, frame["label"].to_numpy()[: ROWS * 8 // 10])
    assert np.flatnonzero(before.label != after.label).tolist() == [at]
    same = before.logit == after.logit
    assert same[at]
    for part in (same[: ROWS * 6 // 10], same[ROWS * 6 // 10 :]):
        assert 0.15 < part.mean() < 0.35


def test_without_times_counts_of_the_other_folds_are_as_large_as_those_of_a_whole_table(tmp_path: Path) -> None:
    encoder, parts = examples(tmp_path, timed=False)
    found: list[Encoded] = []
    chosen = AdClickParameters(seed=3, past=PastSettings(folds=4))
    out_of_fold(encoder, lambda: parts, lambda _, known: found.append(known), chosen)
    seen, positive = (np.concatenate([getattr(one, name) for one in found])[:, 0] for name in ("seen", "positive"))
    rows, label = sum(len(part) for part in parts), np.concatenate([part.label for part in parts])
    # folds are hashed, hence not of quite the same size: together they are
    assert seen.mean() == pytest.approx(rows, rel=0.01)
    assert positive.mean() == pytest.approx(label.sum(), rel=0.03)


@pytest.mark.parametrize("half_life", [0.0, 50.0])
def test_counts_are_those_of_a_loop(half_life: float) -> None:
    rng = np.random.default_rng(0)
    slots, label = rng.integers(0, 12, (600, 2)), rng.integers(0, 2, 600).astype(float)
    slots[:, 1] += 12
    counts = Counts.new(32, half_life)
    found = [counts.learn(slots[part], label[part]) for part in (slice(0, 250), slice(250, 600))]
    seen, positive = (np.concatenate(column) for column in zip(*found, strict=True))
    fade = 0.5 ** (1 / half_life) if half_life else 1.0
    impressions, positives = np.zeros(32), np.zeros(32)
    for row in range(600):
        np.testing.assert_allclose(seen[row], impressions[slots[row]], atol=1e-9)
        np.testing.assert_allclose(positive[row], positives[slots[row]], atol=1e-9)
        impressions[slots[row]] += 1
        positives[slots[row]] += label[row]
        impressions *= fade
        positives *= fade
    np.testing.assert_allclose(counts.read(slots[:5])[0], impressions[slots[:5]], atol=1e-9)
