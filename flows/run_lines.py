"""What a person sees of several runs at once: a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from flows import console


class RunLines:
    """A line a use case that has begun, with a bar."""

    def __init__(self, bars: Progress, width: int) -> None:
        self.bars = bars
        self.width = width
        self.rows: dict[str, TaskID] = {}

    def began(self, use_case: str) -> None:
        """A use case begins; its clock runs from here."""
        name = use_case.replace("_", "-").ljust(self.width)
        self.rows[use_case] = self.bars.add_task(name, total=1.0, label="")

    def advanced(self, use_case: str, label: str, share: float) -> None:
        """A use case is that far, 0 to 1, with what the label says."""
        self.bars.update(self.rows[use_case], completed=share, label=label)

    def ended(self, use_case: str, how: str) -> None:
        """A use case ended so; it need not have begun."""
        if use_case not in self.rows:
            self.began(use_case)
        self.bars.update(self.rows[use_case], completed=1.0, label=how)


@contextmanager
def shown(use_cases: Iterable[str]) -> Iterator[RunLines]:
    """Lines of these use cases in the terminal while the block runs."""
    columns = (
        SpinnerColumn(finished_text="[green]✓[/]"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[label]}[/]"),
    )
    with Progress(*columns, console=console.out) as bars:
        yield RunLines(bars, max(map(len, use_cases)))
