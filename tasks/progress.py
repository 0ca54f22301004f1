"""What a run tells whoever watches it. Nobody need listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """A step began, advanced (share 0 to 1), or ended (with whether it was found in the run store)."""

    step: str
    kind: str  # began, advanced, ended
    label: str = ""
    share: float = 0.0
    cached: bool = False


Listener = Callable[[Event], None]
_listeners: ContextVar[tuple[Listener, ...]] = ContextVar("listeners", default=())


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Send all events inside the block to `listener` too."""
    token = _listeners.set((*_listeners.get(), listener))
    try:
        yield
    finally:
        _listeners.reset(token)


def tell(event: Event) -> None:
    """Tell every listener."""
    for listener in _listeners.get():
        listener(event)
