"""Running until somebody says stop."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def until_told() -> Iterator[None]:
    """The block ends quietly at Ctrl-C, SIGTERM or the end of its terminal; more of them do not cut short what follows.

    For a process that ends soon after the block: from then on it ignores these signals.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        _ignore(heard)
        raise KeyboardInterrupt

    # A signal that whoever started us had ignored (nohup) stays so.
    heard = [which for which in STOPS if signal.getsignal(which) is not signal.SIG_IGN]
    for which in heard:
        signal.signal(which, stop)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        _ignore(heard)


def _ignore(signals: list[signal.Signals]) -> None:
    for which in signals:
        signal.signal(which, signal.SIG_IGN)
