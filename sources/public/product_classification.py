"""The public data set of product classification."""

from __future__ import annotations

from sources.public.source import Source
from sources.public.uhtt import UHTT

SOURCES: tuple[Source, ...] = (UHTT,)
