"""Every judged run keeps a report and a card, a cut-off one too; a person may overrule the gate, on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import mlflow
import pytest
from bazaar_command import LENIENT, SMALL, WEAK, Bazaar

# Evaluated as cheaply as the bounds allow: what is tested is what is kept.
CHEAP = (
    *("--set", "evaluation.latency_requests=10", "--set", "evaluation.challenge_pairs=10"),
    *("--set", "evaluation.challenge_listings=10", "--set", "gate.resamples=200"),
)
RUN = ("run", "product-matching", *SMALL, *LENIENT, *CHEAP)
FAULT, REFUSED, BAD_SETTING = 1, 5, 4

pytestmark = pytest.mark.slow


@dataclass
class Kept:
    bazaar: Bazaar
    said: dict[str, str] = field(default_factory=dict)

    def tags(self, version: str) -> dict[str, str]:
        return self.bazaar.client().get_model_version("product-matching", version).tags

    def aliases(self) -> tuple[str | None, str | None]:
        return self.bazaar.alias("champion"), self.bazaar.alias("previous")

    def pages(self) -> list[Path]:
        return sorted((self.bazaar.home / ".bazaar" / "reports").rglob("report.html"))


@pytest.fixture(scope="module")
def kept(bazaar_at: Callable[[Path], Bazaar], tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A first version whose run fails between promotion and report, the same run again, and a refused one."""
    made = Kept(bazaar_at(tmp_path_factory.mktemp("kept")))
    blocked = made.bazaar.home / ".bazaar" / "reports"
    blocked.parent.mkdir()
    blocked.write_text("in the way")
    made.said["cut off"] = made.bazaar(*RUN, code=FAULT)
    assert made.aliases() == ("1", None)
    assert "bazaar.report" not in made.tags("1")
    blocked.unlink()
    made.said["again"] = made.bazaar(*RUN)
    made.said["refused"] = made.bazaar(*RUN, *WEAK)
    return made


def test_a_run_cut_off_before_its_report_is_made_up_for(kept: Kept) -> None:
    assert "to resume" in kept.said["cut off"]
    assert "nothing changes" in kept.said["again"]
    page = kept.pages()[0].read_text()
    assert "<strong>Promoted</strong>first version, and every floor and ceiling holds" in page
    assert "floor f1" in page
    assert "Champion until then: none." in page
    assert kept.tags("1")["bazaar.report"].startswith("runs:/")


def test_a_refused_run_keeps_its_report_with_run_and_version(kept: Kept) -> None:
    page = kept.pages()[1]
    assert f"report      {page}" in kept.said["refused"]
    text = page.read_text()
    assert "<strong>Not promoted</strong>" in text
    assert "✗ fails" in text
    assert "Against the champion" in text
    assert "Reliability" in text
    assert "Precision and recall" in text
    run_id = kept.bazaar.versions()["2"]["run_id"]
    files = {file.path for file in kept.bazaar.client().list_artifacts(str(run_id), "report")}
    assert files == {"report/report.html", "report/model_card.md", "report/facts.json"}
    assert kept.tags("2")["bazaar.report"] == f"runs:/{run_id}/report/report.html"
    local = mlflow.artifacts.download_artifacts(
        kept.tags("2")["bazaar.report"], tracking_uri=kept.bazaar.tracking_uri()
    )
    assert Path(local).read_text() == text


def test_the_verdict_in_prefects_pages_links_the_report(kept: Kept) -> None:
    found = httpx.post(f"{kept.bazaar.api}/artifacts/filter", json={"limit": 200}, timeout=60).json()
    verdicts = [artifact["data"] for artifact in found if artifact["key"] == "gate-product-matching"]
    page = kept.pages()[1]
    assert any(f"[{page}]({page.as_uri()})" in verdict for verdict in verdicts)


def test_the_card_of_a_version_is_printed(kept: Kept) -> None:
    card = kept.bazaar("card", "product-matching", "2")
    assert card.startswith("# product-matching version 2: model card\n")
    assert "not promoted: f1 differs from the champion's by -" in card
    assert "- Aliases: none." in card


def test_a_policy_that_cannot_be_kept_is_refused_before_anything_is_made(kept: Kept) -> None:
    said = kept.bazaar(*RUN, "--set", "gate.max_loss={unseen_products: 0.1}", code=BAD_SETTING)
    assert "nearest known: unseen_product" in said
    assert "ingest" not in said


def test_a_person_overrules_the_gate_rolls_back_and_returns(kept: Kept) -> None:
    promote = ("promote", "product-matching", "2")
    said = kept.bazaar(*promote, code=REFUSED)
    assert "do not promote: f1 differs from the champion's by -" in said
    assert kept.aliases() == ("1", None)
    assert "is now version 2" in kept.bazaar(*promote, "--force", "--why", "the [buyers]\nasked for it")
    assert kept.aliases() == ("2", "1")
    kept.bazaar("rollback", "product-matching", "--why", "they complained")
    assert kept.aliases() == ("1", None)
    said = kept.bazaar(*promote, "--force", "--why", "they did not mean it")
    assert "taken back: the rollback of" in said
    assert kept.aliases() == ("2", "1")
    lines = kept.bazaar("log", "product-matching").splitlines()
    told = [line.split("version ")[1].split(" (")[0] for line in lines]
    assert told == ["1 promoted", "2 refused", "2 forced", "2 rolled_back", "2 forced"]
    assert "the [buyers] asked for it; the gate said on" in lines[2]
