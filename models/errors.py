"""Errors a model raises about what it was given. This package imports nothing else of bazaar, so they are its own."""

from __future__ import annotations


class InputError(ValueError):
    """Data or a request that the model cannot use; the message names the column, the count and the way out."""
