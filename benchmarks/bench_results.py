"""Results of benchmarks as files: what was measured, under what, and what was printed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

from infra import environment
from infra.errors import DataError

Json = dict[str, Any]

FORMAT: Final = 1
FOLDER: Final = Path("benchmarks") / "results"


@dataclass(frozen=True)
class Result:
    """One run of a benchmark.

    Attributes:
        use_case: Module name.
        name: Of the benchmark, as it is registered.
        command: That a person types to measure it again.
        began: When, ISO 8601 in UTC.
        seconds: It took.
        circumstances: See `bench_circumstances.of`.
        found: What was measured, as the benchmark's own JSON.
        printed: Its report.
    """

    use_case: str
    name: str
    command: str
    began: str
    seconds: float
    circumstances: Json
    found: Any
    printed: str

    def write(self, folder: Path) -> Path:
        """Write `<use case>/<name>.json` and the report beside it as `.txt`; a file is there whole or not at all.

        Raises:
            ValueError: A number is not finite.
        """
        file = place(folder, self.use_case, self.name)
        file.parent.mkdir(parents=True, exist_ok=True)
        told = {"format": FORMAT, **{key: value for key, value in asdict(self).items() if key != "printed"}}
        _whole(file.with_suffix(".txt"), self.printed.rstrip() + "\n")
        _whole(file, json.dumps(told, indent=1, allow_nan=False) + "\n")
        return file

    @classmethod
    def read(cls, folder: Path, use_case: str, name: str) -> Self | None:
        """The result that is kept; None where there is none.

        Raises:
            DataError: The file is no result, or of another format.
        """
        file = place(folder, use_case, name)
        if not file.is_file():
            return None
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
            if told.pop("format") != FORMAT:
                raise KeyError("format")
            report = file.with_suffix(".txt")
            return cls(**told, printed=report.read_text(encoding="utf-8") if report.is_file() else "")
        except (ValueError, KeyError, TypeError, AttributeError) as broken:
            again = f"Measure it again: bazaar bench {use_case.replace('_', '-')} --only {name}."
            raise DataError(f"{file} is no result of format {FORMAT}: {broken!r}.", again) from broken


def default_folder() -> Path:
    """Where results are kept in this checkout."""
    return environment.REPOSITORY / FOLDER


def place(folder: Path, use_case: str, name: str) -> Path:
    """The file of a result."""
    return folder / use_case / f"{name}.json"


def _whole(file: Path, text: str) -> None:
    draft = file.with_name(file.name + ".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)
