"""The log, as it is learnt from and as it is served."""

from __future__ import annotations

import time
from dataclasses import dataclass

from .catalogue import Catalogue
from .examples import Examples
from .history import History
from .parameters import SearchParameters
from .propensity import Propensities
from .search_log import SearchLog


@dataclass(frozen=True)
class Log:
    """The log as it is served and as it is learnt from.

    Attributes:
        served: Of train and valid.
        propensities: Read from train.
        history: Of train, for any moment.
        final: Of train and valid, at their end.
        now: Time of the last search, or of this training; seconds since 1970.
    """

    served: SearchLog
    propensities: Propensities
    history: History
    final: History
    now: float


def log_of(data: Examples, catalogue: Catalogue, chosen: SearchParameters) -> Log:
    """Read from train; what is served knows valid too, so its names are numbered over both."""
    most = chosen.propensity.most_weight
    known = SearchLog.of([data.train], catalogue)
    served = SearchLog.of([data.train, data.valid], catalogue)
    propensities = known.propensities(chosen.propensity)
    history = served.first(len(known)).history(catalogue, propensities, most, chosen.history)
    final = served.history(catalogue, propensities, most, chosen.history).latest()
    times = served.moments.times
    return Log(served, propensities, history, final, float(times.max()) if len(times) else time.time())
