"""The public data sets of product search."""

from __future__ import annotations

from sources.public.esci import ESCI, ESCI_SAMPLE
from sources.public.source import Source

SOURCES: tuple[Source, ...] = (ESCI_SAMPLE, ESCI)
