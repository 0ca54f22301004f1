"""Our digest of a directory is DVC's, and a pointer is believed no further than it goes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from dvc_project import DvcProject, write

from infra import dvc_tree


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> DvcProject:
    made = DvcProject(tmp_path_factory.mktemp("tree") / "project")
    write(made.root / "tables", listings="a,b\n1,2\n", pairs="")
    # DVC sorts whole names: "deep.csv" comes before "deep/..." and "deep-er" before both.
    write(made.root / "tables" / "deep", z="1", a="2")
    write(made.root / "tables" / "deep-er", ä="3")
    write(made.root / "tables", deep="4")
    made.dvc("add", "tables")
    return made


def test_it_is_the_digest_that_dvc_records(project: DvcProject) -> None:
    pointer = yaml.safe_load((project.root / "tables.dvc").read_text())
    digest = dvc_tree.of_listing(dvc_tree.md5_of_files(project.root / "tables"))
    assert digest == pointer["outs"][0]["md5"]
    assert dvc_tree.recorded(project.root / "tables") == {"tables": digest}


def test_a_stage_output_is_found_in_the_lock_of_a_folder_above(tmp_path: Path) -> None:
    (tmp_path / ".dvc").mkdir()
    out = write(tmp_path / "data" / "shop", listings="a\n")
    lock = {"schema": "2.0", "stages": {"data@shop": {"cmd": "x", "outs": [{"path": "data/shop", "md5": "1.dir"}]}}}
    (tmp_path / "dvc.lock").write_text(yaml.safe_dump(lock))
    assert dvc_tree.recorded(out) == {"data/shop": "1.dir"}
    assert dvc_tree.recorded(out.with_name("other")) == {}


def test_a_lock_above_the_project_is_another_projects(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / ".dvc").mkdir(parents=True)
    lock = {"stages": {"x": {"cmd": "x", "outs": [{"path": "project/data", "md5": "1.dir"}]}}}
    (tmp_path / "dvc.lock").write_text(yaml.safe_dump(lock))
    assert dvc_tree.recorded(project / "data") == {}


def test_a_pointer_in_the_middle_of_a_merge_claims_nothing(tmp_path: Path) -> None:
    (tmp_path / "tables.dvc").write_text("outs:\n<<<<<<< HEAD\n- md5: 1.dir\n=======\n- md5: 2.dir\n>>>>>>> other\n")
    assert dvc_tree.recorded(tmp_path / "tables") == {}
