"""The champion of a use case inside a consumer's process, followed through promotions and rollbacks.

from bazaar.client import Champion

with Champion("product-matching") as matcher:
    matcher.predict(frame, k=5)

with Champion("ad-click") as clicks:
    clicks.model.score(candidates)  # the short road of a bid: columns instead of a frame
    clicks.update(impressions)  # learns, in this process alone
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from bazaar import loaded
from infra import environment, registry, tracking
from infra.errors import RegistryError

if TYPE_CHECKING:
    import pandas as pd

log = logging.getLogger(__name__)

POLL_SECONDS = 30.0
# A version that did not load is tried again after this many polls, and at once by `refresh`.
POLLS_BETWEEN_TRIES = 10
CLOSE_SECONDS = 10.0


class Answer(NamedTuple):
    """Predictions, and the version that made all of them."""

    predictions: pd.DataFrame
    version: str


class Change(NamedTuple):
    """One version took another's place; `before` is None for the first."""

    before: str | None
    after: str


class Champion:
    """Answers with the version that an alias points at, and follows the alias without a restart.

    A background thread looks every `poll_seconds`. Another version is checked, loaded and asked its input example
    beside the one that serves, and takes its place in one assignment: a request is answered by one version, whole.
    A version that cannot serve, and an MLflow that is away, leave the one that serves where it is. Threads may share
    the object.

    Args:
        use_case: For example product-matching.
        alias: The alias that is followed.
        tracking_uri: MLflow's address; else `MLFLOW_TRACKING_URI`, else the database under `BAZAAR_HOME`.
        poll_seconds: Between two looks; None to look only when `refresh` is called.
        on_change: Called after another version took over, from the thread that noticed.
        on_error: Called when a look failed, from the thread that looked.

    Raises:
        RegistryError: MLflow does not answer, no version has the alias, or that version cannot serve here.
    """

    def __init__(
        self,
        use_case: str,
        *,
        alias: str = registry.CHAMPION,
        tracking_uri: str | None = None,
        poll_seconds: float | None = POLL_SECONDS,
        on_change: Callable[[Change], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
    ) -> None:
        if poll_seconds is not None and poll_seconds <= 0:
            raise ValueError(f"poll_seconds is {poll_seconds}; it is a number of seconds above 0, or None.")
        self.name = registry.model_name(use_case)
        self.alias = alias
        self._uri = tracking_uri or environment.tracking_uri()
        self._poll_seconds = poll_seconds
        self._on_change = on_change
        self._on_error = on_error
        self._last_error: Exception | None = None
        self._refused: tuple[str, float] | None = None
        self._looking = threading.Lock()
        self._learning = threading.Lock()
        self._closing = threading.Event()
        self._serving = self._load(self._wanted())
        self._thread = self._start()

    @property
    def version(self) -> str:
        """The version that answers now."""
        return self._serving.version

    @property
    def last_error(self) -> Exception | None:
        """Why the last look failed; None where it did not."""
        return self._last_error

    def predict(self, request: pd.DataFrame, /, **params: Any) -> pd.DataFrame:
        """The champion's answers.

        Args:
            request: Columns as the version's signature has them.
            params: Request parameters of the model, `k=5` for instance.

        Raises:
            DataError: The version refuses the request.
        """
        return self.predict_with_version(request, **params).predictions

    def predict_with_version(self, request: pd.DataFrame, /, **params: Any) -> Answer:
        """As `predict`, with the version that answered."""
        serving = self._serving
        return Answer(serving.ask(request, params), serving.version)

    @property
    def model(self) -> Any:
        """The model of the use case itself, of the version that answers now, for what it offers besides `predict`.

        Its errors are its own, and no signature is checked. Take it anew for each request: kept, it goes on answering
        when another version has taken over.
        """
        return self._serving.own

    def update(self, /, *tables: pd.DataFrame, **named: pd.DataFrame | None) -> str:
        """Have the version that answers now learn from new rows, where its use case can.

        Ad clicks learn from impressions: `update(impressions)`; deals from what was shown and what was redeemed of it,
        and from what is told of deals: `update(exposures, redemptions, deals=deals)`.

        It is learnt in the memory of this process alone: the registry, other processes and the next start know nothing
        of it. A version that takes over starts from what it was trained on, and what the one before had learnt here is
        gone; give it the rows since then, from `on_change` for instance. Requests are answered meanwhile.

        Args:
            tables: In the order in which the model's own `update` takes them. Columns as the contract's tables have
                them, outcomes with them.
            named: Tables by its names for them.

        Returns:
            The version that has learnt: it is the one before where another took over meanwhile.

        Raises:
            RegistryError: The version's use case does not learn from new rows without a training, or from other tables.
            DataError: The version refuses the rows.
        """
        with self._learning:
            serving = self._serving
            serving.learn(tables, named)
            return serving.version

    def refresh(self) -> bool:
        """Look at the alias now, from a webhook for instance.

        Returns:
            Whether another version took over.

        Raises:
            RegistryError: The look failed; the version that serves goes on.
        """
        return self._look(now=True)

    def close(self) -> None:
        """Stop following the alias. The version that serves goes on answering."""
        self._closing.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(CLOSE_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> threading.Thread | None:
        if self._poll_seconds is None:
            return None
        thread = threading.Thread(target=self._follow, args=(self._poll_seconds,), name=f"{self.name}@{self.alias}")
        thread.daemon = True
        thread.start()
        return thread

    def _follow(self, poll_seconds: float) -> None:
        while not self._closing.wait(poll_seconds):
            try:
                self._look(now=False)
            except Exception as error:
                log.warning("%s version %s goes on: %s", self.name, self.version, error)

    def _look(self, *, now: bool) -> bool:
        try:
            with self._looking:
                before, after = self.version, self._wanted()
                if after == before or not (now or self._may_try(after)):
                    # What was refused is still refused: the error stays until the alias moves or a try succeeds.
                    self._last_error = None if after == before else self._last_error
                    return False
                self._serving = self._load(after)
                self._last_error = None
        except Exception as error:
            self._last_error = error
            _call(self._on_error, error)
            raise
        log.info("%s: version %s took over from %s", self.name, after, before)
        _call(self._on_change, Change(before, after))
        return True

    def _may_try(self, version: str) -> bool:
        return self._refused is None or self._refused[0] != version or time.monotonic() >= self._refused[1]

    def _wanted(self) -> str:
        if not tracking.is_reachable(self._uri):
            raise RegistryError(f"MLflow at {self._uri} does not answer.", "Start it; the champion is then looked up.")
        version = registry.alias_version(tracking.client_of(self._uri), self.name, self.alias)
        if version is None:
            raise RegistryError(f"{self.name} has no {self.alias}.", f"Train one: bazaar run {self.name}.")
        return version

    def _load(self, version: str) -> loaded.LoadedVersion:
        try:
            found = loaded.load(tracking.client_of(self._uri), self.name, version)
        except Exception:
            wait = POLLS_BETWEEN_TRIES * (self._poll_seconds or 0.0)
            self._refused = (version, time.monotonic() + wait)
            raise
        self._refused = None
        return found


def _call(callback: Callable[[Any], object] | None, value: object) -> None:
    if callback is None:
        return
    try:
        callback(value)
    except Exception:
        log.exception("The callback %r failed.", callback)
