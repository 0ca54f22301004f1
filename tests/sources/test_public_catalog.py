"""Names lead to sources, wrong names to the nearest right ones."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from infra.errors import DataError
from sources import catalog


def test_every_source_of_matching_is_there_with_its_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", "")
    described = {facts["name"]: facts for facts in catalog.describe("product_matching", cache=tmp_path)}
    assert next(iter(described)) == "simulator"
    assert {"abt-buy", "walmart-amazon", "wdc-cameras", "wdc-watches", "pricerunner"} < set(described)
    assert described["simulator"]["available"] == "built in"
    for name, facts in described.items():
        assert facts["licence"], name
        assert facts["metric"], name
        if name != "simulator":
            assert facts["available"] == "remote"
            assert facts["home"].startswith("https://")
            assert facts["citation"], name


def test_pins_are_digests_and_homes_are_at_fixed_versions() -> None:
    files = [file for source in catalog.sources_for("product-matching").values() for file in source.files]
    assert files
    for file in files:
        assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)
        assert re.fullmatch(r"[0-9a-f]{64}", file.xz_sha256)
        assert re.search(r"/[0-9a-f]{40}/", file.home_url), "a branch moves, a commit does not"


def test_the_source_of_forecasting_is_pinned_in_both_layouts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", "")
    simulator, retail = catalog.describe("demand-forecasting", cache=tmp_path)
    assert (simulator["name"], retail["name"]) == ("simulator", "online-retail-ii")
    assert (retail["available"], retail["floor"], retail["licence"][:9]) == ("remote", 0.779, "CC BY 4.0")
    (file,) = catalog.source_named("demand_forecasting", "online-retail-ii").files
    assert str(file.home_url).startswith("https://archive.ics.uci.edu/")
    layouts = (file, *file.also_as)
    assert [layout.path.rpartition(".")[2] for layout in layouts] == ["zip", "parquet"]
    for layout in layouts:
        assert re.fullmatch(r"[0-9a-f]{64}", layout.sha256)


@pytest.mark.parametrize(
    ("typed", "meant"), [("abt_buy", "abt-buy"), ("wdc-camera", "wdc-cameras"), ("simulate", "simulator")]
)
def test_unknown_source_names_the_nearest(typed: str, meant: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as refusal:
        catalog.resolve("product_matching", typed, tmp_path / "out", cache=tmp_path, seed=0, scale=1.0)
    assert re.search(rf"Did you mean [^?]*\b{meant}\b", refusal.value.remedy)
    assert not (tmp_path / "out").exists()


def test_hopeless_name_lists_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"No source 'zzzzzz'.*Known: simulator, abt-buy"):
        catalog.fetch("product_matching", "zzzzzz", cache=tmp_path)


def test_unknown_use_case_is_refused() -> None:
    with pytest.raises(DataError, match=r"'product_matchin'.*Did you mean product_matching"):
        catalog.sources_for("product_matchin")


def test_catalog_imports_nothing_heavy() -> None:
    program = "import sys, sources.catalog; print(sorted({'pandas', 'pooch', 'requests', 'numpy'} & set(sys.modules)))"
    root = Path(catalog.__file__).parents[1]
    ended = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
