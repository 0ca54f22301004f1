"""Examples that are read, and parts of a bundle that are kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from search_store import END, products, write

from models.bundle import open_checked
from models.errors import InputError
from models.product_search import ProductSearch, examples, storage, train
from models.product_search.parameters import SearchParameters
from models.serving import load_bundle

SETTINGS = {"threads": 1, "retrieval": {"dense": 0}, "ranking": {"rounds": 10}, "grading": {"least_pairs": 100_000}}


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("kept") / "bundle"
    train(write(tmp_path_factory.mktemp("shop")), SETTINGS, out, lambda step, share: None)  # noqa: ARG005
    return out


def replaced(directory: Path, name: str, frame: pd.DataFrame) -> Path:
    frame.to_parquet(directory / name, index=False)
    return directory


def test_examples_are_read_in_the_order_of_product_ids(tmp_path: Path) -> None:
    shop = write(tmp_path)
    replaced(shop, "products.parquet", products().sample(frac=1, random_state=0))
    data = examples.read(shop)
    assert data.products["product_id"].is_monotonic_increasing
    assert (np.diff(data.train.pairs.search) >= 0).all()
    judged = ~data.train.logged
    assert judged.any()
    assert np.isnan(data.train.times[judged]).all()
    assert set(np.unique(data.train.pairs.grade)) == {-1, 0, 1, 3}
    first = data.train.pairs.product[data.train.pairs.search == 0]
    pairs = pd.read_parquet(shop / "pairs.parquet")
    own = pairs.loc[pairs["example_id"] == data.train.searches["example_id"].iloc[0], "product_id"]
    assert set(data.products["product_id"].iloc[first]) == set(own)


def test_examples_that_contradict_themselves_are_refused(tmp_path: Path) -> None:
    shop = write(tmp_path)
    pairs = pd.read_parquet(shop / "pairs.parquet")
    with pytest.raises(ValueError, match=r"1 of .* rows of train name no product"):
        examples.read(replaced(shop, "pairs.parquet", pairs.assign(product_id=["gone", *pairs["product_id"][1:]])))
    with pytest.raises(ValueError, match=r"1 of .* rows of train name a search"):
        examples.read(replaced(shop, "pairs.parquet", pairs.assign(example_id=["gone", *pairs["example_id"][1:]])))
    goods = products()
    with pytest.raises(ValueError, match="2 of 74 product_id occur twice"):
        examples.read(replaced(shop, "products.parquet", pd.concat([goods, goods.head(2)])))
    with pytest.raises(InputError, match="no product to find"):
        examples.read(replaced(shop, "products.parquet", goods.head(0)))


def test_a_bundle_holds_native_files_alone(bundle: Path) -> None:
    kinds = {path.suffix for path in bundle.rglob("*") if path.is_file() and path.parent.name != "lexical"}
    assert kinds <= {".json", ".npz", ".parquet", ".ubj"}


def test_the_same_examples_and_settings_give_the_same_answers_and_files(bundle: Path, tmp_path: Path) -> None:
    train(write(tmp_path / "shop"), SETTINGS, tmp_path / "again", lambda step, share: None)  # noqa: ARG005
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and path.name != "bundle.json" and path.parent.name != "lexical":
            assert path.read_bytes() == (tmp_path / "again" / path.relative_to(bundle)).read_bytes(), path.name


def test_a_ranker_of_other_features_is_refused(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "NAMES", ("other",))
    with pytest.raises(ValueError, match="reads the features"):
        load_bundle(bundle)


def test_parameters_are_kept_and_unknown_ones_refused(bundle: Path) -> None:
    model = load_bundle(bundle)
    assert isinstance(model, ProductSearch)
    assert model.parameters == SearchParameters.read(SETTINGS)
    assert open_checked(bundle).facts["grader"] is None
    with pytest.raises(ValueError, match="unknown settings"):
        SearchParameters.read({"ranking": {"trees": 3}})


def test_the_size_of_the_indexes_is_told(bundle: Path) -> None:
    files = [path for path in (bundle / "lexical").iterdir() if path.is_file()]
    told = open_checked(bundle).facts["index_bytes"]
    assert told == {"words": sum(path.stat().st_size for path in files), "meaning": 0}
    assert told["words"] > 0


def test_opening_and_asking_write_nothing(bundle: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in bundle.rglob("*")}
    load_bundle(bundle).predict(pd.DataFrame({"query": ["kettle"], "time": [END]}))
    assert {path: path.stat().st_mtime_ns for path in bundle.rglob("*")} == before
    open_checked(bundle)
