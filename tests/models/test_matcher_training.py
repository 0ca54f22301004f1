"""Training of the matcher: repeatable, careful with its splits, clear about examples it cannot use."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from models import bundle
from models.product_matching import ProductMatcher, train

QUICK = {"forest": {"rounds": 20, "bags": 1, "max_depth": 3}, "seed": 5}


def quiet(_step: str, _share: float) -> None:
    """Nobody watches."""


def changed(shop: Path, tmp_path: Path, name: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Path:
    copy = tmp_path / "changed"
    shutil.copytree(shop, copy)
    change(pd.read_parquet(copy / name)).to_parquet(copy / name)
    return copy


def test_the_same_seed_gives_the_same_bytes(shop: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        train(shop, QUICK, tmp_path / name, quiet)
    manifests = [json.loads((tmp_path / name / bundle.MANIFEST).read_text()) for name in ("one", "two")]
    assert manifests[0] == manifests[1]


def test_progress_grows_to_the_end(shop: Path, tmp_path: Path) -> None:
    seen: list[float] = []
    train(shop, QUICK, tmp_path / "out", lambda _step, share: seen.append(share))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_the_test_split_is_not_read(shop: Path, tmp_path: Path) -> None:
    copy = tmp_path / "with-test"
    shutil.copytree(shop, copy)
    (copy / "test.parquet").write_bytes(b"not parquet: whoever opens it fails")
    assert train(copy, QUICK, tmp_path / "out", quiet)["f1"] > 0.5


def test_bundle_holds_native_files_and_facts(trained: bundle.Bundle) -> None:
    suffixes = {path.suffix for path in trained.directory.rglob("*") if path.is_file()}
    assert suffixes <= {".ubj", ".npz", ".parquet", ".json", ".safetensors"}
    assert trained.model_class == "product_matching:ProductMatcher"
    assert trained.facts["thresholds"].keys() == {"0.95", "0.97", "0.99"}
    assert trained.facts["train_pairs"] > trained.facts["train_matches"] > 0
    assert "test" not in json.dumps(sorted(trained.facts))


@pytest.mark.parametrize("split", ["train", "valid"])
@pytest.mark.parametrize("label", [0, 1])
def test_one_class_alone_is_refused(shop: Path, tmp_path: Path, split: str, label: int) -> None:
    copy = changed(shop, tmp_path, f"{split}.parquet", lambda pairs: pairs[pairs["label"] == label])
    with pytest.raises(ValueError, match=f"{split}: .* pairs have label 1"):
        train(copy, QUICK, tmp_path / "out", quiet)
    assert not (tmp_path / "out" / bundle.MANIFEST).exists()


def test_pairs_of_unknown_listings_are_refused(shop: Path, tmp_path: Path) -> None:
    copy = changed(shop, tmp_path, "listings.parquet", lambda listings: listings[listings["listing_id"] != "n0"])
    with pytest.raises(ValueError, match="pairs name a listing that"):
        train(copy, QUICK, tmp_path / "out", quiet)


def test_unknown_parameters_are_refused(shop: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"forest\.trees"):
        train(shop, {"forest": {"trees": 3}}, tmp_path / "out", quiet)


def test_a_directory_that_holds_files_is_refused(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "stray.txt").write_text("mine")
    with pytest.raises(ValueError, match="is not empty"):
        train(shop, QUICK, tmp_path, quiet)


def test_titles_alone_train_a_model(shop: Path, tmp_path: Path) -> None:
    optional = ["description", "brand", "category", "currency", "attributes", "seller"]
    copy = changed(
        shop,
        tmp_path,
        "listings.parquet",
        lambda listings: listings.assign(
            **{name: pd.Series([None] * len(listings), dtype="str") for name in optional}, price=float("nan")
        ),
    )
    assert train(copy, QUICK, tmp_path / "out", quiet)["f1"] > 0.6
    scored = ProductMatcher.load(bundle.open_checked(tmp_path / "out")).predict(
        pd.DataFrame({"title": ["zorbax camera"], "other_title": ["zorbax camera"]})
    )
    assert len(scored) == 1


def test_context_can_be_turned_off(shop: Path, tmp_path: Path) -> None:
    train(shop, {**QUICK, "neighbours": 0}, tmp_path / "out", quiet)
    loaded = bundle.open_checked(tmp_path / "out")
    assert not [name for name in loaded.facts["feature_names"] if name.startswith("context")]
    assert len(ProductMatcher.load(loaded).predict(pd.DataFrame({"title": ["zorbax camera"]}))) > 0


@pytest.mark.slow
def test_a_cross_encoder_that_is_kept_is_served(shop: Path, tmp_path: Path) -> None:
    settings = {"enabled": True, "epochs": 1, "max_pairs": 64, "max_tokens": 24, "band_low": 0.0, "band_high": 1.0}
    train(shop, {**QUICK, "cross_encoder": settings}, tmp_path / "out", quiet)
    loaded = bundle.open_checked(tmp_path / "out")
    report = loaded.facts["cross_encoder"]
    matcher = ProductMatcher.load(loaded)
    assert report["trained_on"] == 64
    assert report["kept"] == ("torch" in matcher.requirements()) == (loaded.directory / "cross_encoder").is_dir()
    request = pd.DataFrame({"title": ["zorbax camera ZO-100X"], "other_title": ["ZO100X zorbax camera"]})
    mirrored = pd.DataFrame({"title": request["other_title"], "other_title": request["title"]})
    there, back = (float(matcher.predict(frame)["probability"].iloc[0]) for frame in (request, mirrored))
    assert there == pytest.approx(back, abs=1e-6)
