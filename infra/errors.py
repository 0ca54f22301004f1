"""Errors that are the user's to solve, told apart from our own faults."""

from __future__ import annotations


class UserError(Exception):
    """Something the caller can put right; the CLI prints it without a traceback.

    Args:
        problem: What is wrong, naming table, column and row count where they apply.
        remedy: The way out, as one sentence.
    """

    exit_code = 2

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem} {remedy}".strip())


class DataError(UserError):
    """The data refuse to be used: missing tables, broken contract, unreadable file."""

    exit_code = 3


class SettingsError(UserError):
    """A parameter or a setting is unknown or out of bounds."""

    exit_code = 4


class RegistryError(UserError):
    """A model version that is absent, altered, or not the one that was compared."""

    exit_code = 5


class ChampionChangedError(RegistryError):
    """The champion is no longer the one that a version was compared with."""
