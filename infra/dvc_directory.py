"""One directory of a DVC project at one commit: its digest, and its files from the cache or else the remote."""

from __future__ import annotations

import errno
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cached_property
from pathlib import Path
from typing import Any

from dvc.fs import localfs
from dvc.repo import Repo
from dvc_data.hashfile.hash import hash_file
from dvc_data.index.index import DataIndexDirError

from infra import dvc_tree
from infra.errors import DataError

# Several at a time for a remote; each is one request that mostly waits.
AT_ONCE = 8


class DvcDirectory:
    """A directory that DVC tracks: as one output, as part of one, or file by file.

    Args:
        repo: The project as it was at the commit.
        path: The directory, relative to the project.
        commit: The commit.
        called: Directory and revision in a person's words.
    """

    def __init__(self, repo: Repo, path: str, commit: str, called: str) -> None:
        self.repo = repo
        self.path = path
        self.commit = commit
        self.called = called

    def md5(self) -> str:
        """DVC's digest of it. That of an output is known without its list of files.

        Raises:
            DataError: DVC did not track it.
        """
        info = self._info()
        entry = info.get("dvc_info", {}).get("entry")
        if entry is not None and entry.hash_info is not None:
            return str(entry.hash_info.value)
        if not self._files:
            raise self._untracked()
        return dvc_tree.of_listing({name: file["md5"] for name, file in self._files.items()})

    def fetch(self, out: Path, md5: str, on_progress: Callable[[float], None]) -> str:
        """Copy its files into `out` and hold them against `md5`, which is returned.

        Raises:
            DataError: They are neither in the cache nor in the remote, or differ from what DVC recorded.
        """
        with ThreadPoolExecutor(AT_ONCE) as copies:
            waiting = [copies.submit(self._copy, info, out / name) for name, info in self._files.items()]
            for done, copy in enumerate(as_completed(waiting), start=1):
                try:
                    copy.result()
                except Exception as error:
                    # Every kind of remote has a library with exceptions of its own.
                    copies.shutdown(wait=False, cancel_futures=True)
                    raise self._absent(error) from error
                on_progress(done / len(waiting))
        self._check(out, md5)
        return md5

    def _info(self) -> dict[str, Any]:
        try:
            info: dict[str, Any] = self.repo.dvcfs.info(self.path)
        except FileNotFoundError as error:
            raise self._untracked() from error
        except DataIndexDirError as error:
            raise self._absent(error) from error
        if "fs_info" not in info and not _is_recorded(info):
            # dvc.yaml names it, and no dvc.lock of that commit says what it was.
            raise self._untracked()
        if info["type"] != "directory":
            raise DataError(f"{self.called} is a file.", "Give --data the directory that holds your tables.")
        return info

    @cached_property
    def _files(self) -> dict[str, dict[str, Any]]:
        """Relative name -> what DVC knows of each file that it tracks in the directory."""
        try:
            found = self.repo.dvcfs.fs.find(self.path, detail=True, dvc_only=True)
        except (DataIndexDirError, FileNotFoundError) as error:
            raise self._absent(error) from error
        prefix = self.path + "/"
        return {name.removeprefix("/").removeprefix(prefix): info for name, info in found.items() if info.get("md5")}

    def _copy(self, info: dict[str, Any], target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        # It takes entries out of what it is given.
        self.repo.dvcfs.fs.get_file(info["name"], str(target), info=dict(info))

    def _check(self, out: Path, md5: str) -> None:
        recorded = {name: info["dvc_info"]["entry"].hash_info for name, info in self._files.items()}
        found = {name: str(hash_file(str(out / name), localfs, one.name)[1].value) for name, one in recorded.items()}
        altered = [name for name, one in recorded.items() if found[name] != one.value]
        if altered or dvc_tree.of_listing(found) != md5:
            which = recorded[altered[0]].value if altered else md5
            raise DataError(
                f"DVC's copy of {self.called} is damaged: {len(altered)} of {len(found)} files, "
                f"{altered[:3] or 'their list'}, differ from their md5.",
                f"Delete files/md5/{which[:2]}/{which[2:]} from DVC's cache (dvc cache dir) and remote, "
                "then fetch or push it from where it is whole.",
            )

    def _untracked(self) -> DataError:
        outs = [out for out in self.repo.index.outs if out.is_in_repo and out.hash_info]
        known = ", ".join(sorted("/".join(out.index_key[1]) for out in outs)) or "nothing"
        return DataError(
            f"DVC has no data recorded for {self.called}; at that commit it has for {known}.",
            "Name another revision, or with --data another directory. To track one: dvc add it, or dvc repro the "
            "stage that writes it, and commit the pointer (.dvc file or dvc.lock).",
        )

    def _absent(self, error: Exception) -> Exception:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return error
        remote = self.repo.config["core"].get("remote")
        asked = f"its remote {remote!r}" if remote else "a remote (none is set: dvc remote add -d NAME URL)"
        return DataError(
            f"{self.called} cannot be read from DVC's cache nor from {asked}: {error.__cause__ or error}",
            f"Where the data are: git checkout {self.commit[:10]} && dvc --wait-for-lock push {self.path}. "
            "Here: dvc remote list says which remote is asked.",
        )


def _is_recorded(info: dict[str, Any]) -> bool:
    entry = info.get("dvc_info", {}).get("entry")
    return entry is not None and (entry.hash_info is not None or (entry.meta is not None and entry.meta.isdir))
