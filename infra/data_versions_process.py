"""The process that asks DVC for a directory at a revision: DVC takes long to import and keeps state of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra import environment, processes
from infra.errors import DataError

if TYPE_CHECKING:
    from dvc.repo import Repo


def work(request: dict[str, Any], report: Callable[[str, float], None]) -> None:
    """Resolve or fetch, as `infra.data_versions` asks."""
    environment.prepare()
    # DVC keeps a database per repository that its processes share; with one of its own, none waits for another.
    os.environ["DVC_SITE_CACHE_DIR"] = str(Path(request["scratch"]) / "dvc")
    from dvc.exceptions import DvcException

    from infra.dvc_directory import DvcDirectory

    directory = Path(request["root"]) / request["path"]
    project = _project(request, directory)
    try:
        with _opened(request, project) as repo:
            at = f"{request['path']} at {request['asked']} ({request['commit'][:10]})"
            tracked = DvcDirectory(repo, directory.relative_to(project).as_posix(), request["commit"], at)
            if request["action"] == "resolve":
                result = tracked.md5()
            else:
                result = tracked.fetch(Path(request["out"]), request["md5"], lambda share: report(at, share))
    except DvcException as error:
        raise DataError(
            f"DVC cannot read {project} as it was at {request['asked']}: {error}",
            "Name a revision whose dvc.yaml, dvc.lock and .dvc files are whole, and check .dvc/config.",
        ) from error
    Path(request["result"]).write_text(json.dumps({"md5": result}), encoding="utf-8")


def _project(request: dict[str, Any], directory: Path) -> Path:
    root = Path(request["root"])
    for place in directory.parents:
        if place.is_relative_to(root) and (place / ".dvc").is_dir():
            return place
    raise _no_project(request)


def _opened(request: dict[str, Any], project: Path) -> Repo:
    """The DVC project as it was at the commit, with the cache and the remotes that it has now."""
    from dvc.exceptions import NotDvcRepoError
    from dvc.fs import GitFileSystem
    from dvc.repo import Repo
    from dvc.scm import SCM

    root = Path(request["root"])
    scm = SCM(str(root))
    try:
        return Repo(
            root_dir=f"/{project.relative_to(root).as_posix()}",
            fs=GitFileSystem(scm=scm, rev=request["commit"]),
            scm=scm,
            config=_config(project),
        )
    except NotDvcRepoError as error:
        raise _no_project(request) from error


def _config(project: Path) -> dict[str, Any]:
    """Where data lie today: relative places in a revision's own settings would be sought inside git's tree."""
    from dvc.config import Config

    now = Config(str(project / ".dvc"))
    core = {"remote": now["core"]["remote"]} if "remote" in now["core"] else {}
    # Links instead of copies would let whoever writes to the run store write to DVC's cache.
    cache = {**now["cache"], "dir": now["cache"].get("dir") or str(project / ".dvc" / "cache"), "type": ["copy"]}
    return {"core": core, "remote": now["remote"], "cache": cache}


def _no_project(request: dict[str, Any]) -> DataError:
    return DataError(
        f"At {request['asked']}, {request['root']} had no DVC project that {request['path']} could belong to.",
        "Run dvc init there, dvc add the directory and commit, or run on the directory as it is.",
    )


if __name__ == "__main__":
    processes.serve_request(work)
