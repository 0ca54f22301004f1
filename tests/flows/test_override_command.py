"""`bazaar promote` without what it needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app

ASKED = ("promote", "product-matching", "1")


@pytest.mark.parametrize("why", [(), ("--why", " \n")])
def test_force_without_a_reason_is_refused(home: Path, why: tuple[str, ...]) -> None:
    found = CliRunner().invoke(app, [*ASKED, "--force", *why])
    assert found.exit_code == 4, home
    assert "--force needs a reason" in " ".join(found.output.split())


def test_a_use_case_without_versions_says_so(home: Path) -> None:
    assert CliRunner().invoke(app, [*ASKED, "--force", "--why", "because"]).exit_code == 5, home
    assert CliRunner().invoke(app, [*ASKED]).exit_code == 5
    assert CliRunner().invoke(app, ["card", "product-matching"]).exit_code == 5
