"""Where a run's tables come from, and what lineage says of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from dvc_project import DvcProject, write

from infra import environment
from infra.errors import DataError
from infra.run_store import Reference
from params.base import Profile
from params.loading import load
from params.product_matching import ProductMatchingParameters
from tasks import data_source, ingest
from tasks.steps import Run


def a_run(**changes: Any) -> Run:
    parameters = load(ProductMatchingParameters, "product_matching", Profile.QUICK, changes)
    return Run("product_matching", parameters.model_dump(mode="json"))


def ingested(run: Run) -> Reference:
    return ingest.ingest.step.perform(run)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DvcProject:
    """A home that is a DVC project, whose use case's output has two revisions; others hold more than tables."""
    made = DvcProject(tmp_path_factory.mktemp("source") / "project")
    shutil.copy(environment.REPOSITORY / "params.yaml", made.root)
    (made.root / ".gitignore").write_text("/.bazaar/\n")
    write(made.root / "shop", listings="listing_id,title\n1,kettle\n", notes="of the shop\n")
    write(made.root / "data" / "product_matching", listings="listing_id,title\n1,kettle\n", pairs="a\n")
    write(made.root / "album", catalogue="product_id,image\n1,b/kettle.jpg\n", notes="of the album\n")
    (made.root / "album" / "images" / "b").mkdir(parents=True)
    (made.root / "album" / "images" / "b" / "kettle.jpg").write_bytes(b"\xff\xd8")
    made.dvc("add", "data/product_matching", "shop", "album")
    made.commit("older")
    write(made.root / "data" / "product_matching", listings="listing_id,title\n1,teapot\n")
    made.dvc("add", "data/product_matching")
    made.commit("newer")
    return made


@pytest.fixture
def project(made: DvcProject, monkeypatch: pytest.MonkeyPatch) -> DvcProject:
    monkeypatch.setenv("BAZAAR_HOME", str(made.root))
    return made


def test_the_use_cases_own_output_is_what_a_revision_is_of_and_a_moving_branch_stays_put(project: DvcProject) -> None:
    project.git("branch", "moving", "main~1")
    run = data_source.with_data_version(a_run(data_rev="moving"))
    project.git("branch", "--force", "moving", "main")
    tables = ingested(run)
    assert (tables.directory / "listings.csv").read_text() == "listing_id,title\n1,kettle\n"
    told = data_source.dvc_lineage(run, tables)
    assert told["data_version"]["asked"] == "moving"
    assert told["data_version"]["commit"] == project.git("rev-parse", "main~1").strip()
    assert told["dvc"] == {"data/product_matching": told["data_version"]["md5"]}
    assert "root" not in told["data_version"]
    assert data_source.title(run) == "product_matching at moving"


def test_what_was_fetched_is_found_by_its_content_when_dvc_has_it_no_more(project: DvcProject, tmp_path: Path) -> None:
    tables = ingested(data_source.with_data_version(a_run(data_rev="main~1")))
    project.git("tag", "same", "main~1")
    (project.root / ".dvc" / "cache").rename(tmp_path / "cache")
    try:
        assert ingested(data_source.with_data_version(a_run(data_rev="same"))) == tables
        with pytest.raises(DataError, match="cannot be read from DVC's cache"):
            ingested(data_source.with_data_version(a_run(data_rev="main")))
    finally:
        (tmp_path / "cache").rename(project.root / ".dvc" / "cache")
    drafts = project.root / ".bazaar" / "store" / ".drafts"
    assert list(drafts.iterdir()) == []


def test_an_md5_is_recorded_only_of_the_bytes_that_were_used(project: DvcProject) -> None:
    place = project.root / "data" / "product_matching"
    run = a_run(data=str(place))
    told = data_source.dvc_lineage(run, ingested(run))
    assert list(told["dvc"]) == ["product_matching"]
    assert told["dvc_altered"] == []
    (place / "listings.csv").write_text("listing_id,title\n1,toaster\n")
    told = data_source.dvc_lineage(run, ingested(run))
    assert told == {"dvc": {}, "dvc_altered": ["product_matching"], "data_version": None}


def test_files_that_no_table_is_made_of_may_lie_beside(project: DvcProject) -> None:
    place = project.root / "shop"
    run = a_run(data=str(place))
    tables = ingested(run)
    assert not (tables.directory / "notes.csv").exists()
    assert list(data_source.dvc_lineage(run, tables)["dvc"]) == ["shop"]
    # Altered after it was read, the directory no longer proves what it was.
    (place / "listings.csv").write_text("listing_id,title\n2,kettle\n")
    assert data_source.dvc_lineage(run, tables)["dvc_altered"] == ["shop"]


def test_pictures_that_were_packed_are_still_those_that_dvc_knows(project: DvcProject) -> None:
    place = project.root / "album"
    run = Run("visual_search", {"data": str(place), "data_rev": None, "as_of": None, "source": "simulator"})
    tables = ingested(run)
    assert (tables.directory / "images-packed-00000.tar").is_file()
    assert list(data_source.dvc_lineage(run, tables)["dvc"]) == ["album"]
    (place / "images" / "b" / "kettle.jpg").write_bytes(b"\xff\xd9")
    assert data_source.dvc_lineage(run, tables)["dvc_altered"] == ["album"]


@pytest.mark.usefixtures("home")
def test_a_source_that_dvc_does_not_know_has_no_md5(tmp_path: Path) -> None:
    run = a_run(data=str(write(tmp_path / "own", listings="listing_id,title\n1,kettle\n")))
    assert data_source.dvc_lineage(run, ingested(run)) == {"dvc": {}, "dvc_altered": [], "data_version": None}
    assert data_source.title(a_run()) == "simulator"
