"""The public data sets of ad clicks."""

from __future__ import annotations

from sources.public.hillstrom import HILLSTROM
from sources.public.kdd2012 import KDD2012
from sources.public.open_bandit import OPEN_BANDIT
from sources.public.source import Source

SOURCES: tuple[Source, ...] = (KDD2012, HILLSTROM, OPEN_BANDIT)
