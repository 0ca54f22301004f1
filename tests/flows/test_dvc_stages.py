"""The stages of dvc.yaml as a person runs them, and a run on the data of an earlier revision."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from bazaar_command import Bazaar
from dvc_project import DvcProject

from tasks import rooms

REPOSITORY = Path(__file__).resolve().parents[2]
SETTINGS_ERROR = 4
STAGE = "product_matching"
SMALL = {
    "models": {"rounds": 30, "bags": 1},
    "evaluation": {"resamples": 200, "latency_requests": 10, "challenge_pairs": 20, "challenge_listings": 20},
    "gate": {"floors": {"f1": 0.05}, "ceilings": {}, "max_loss": {}},
}


class Shop:
    """A DVC project with the repository's stages, whose models and runs are kept elsewhere."""

    def __init__(self, project: DvcProject, bazaar: Bazaar) -> None:
        self.project = project
        self.bazaar = bazaar
        self.parameters = yaml.safe_load((REPOSITORY / "params.yaml").read_text())
        self.parameters[STAGE]["quick"] = SMALL

    def set_seed(self, seed: int) -> None:
        self.parameters[STAGE]["shared"]["simulator"] = {"seed": seed, "scale": 0.05}
        (self.project.root / "params.yaml").write_text(yaml.safe_dump(self.parameters))

    def read_json(self, path: str) -> dict[str, float]:
        found: dict[str, float] = json.loads((self.project.root / path).read_text())
        return found


@pytest.fixture(scope="module")
def shop(bazaar_at: Callable[[Path], Bazaar], tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """`first` is committed with a whole repro, `second` with other data and no run on them."""
    place = tmp_path_factory.mktemp("shop")
    bazaar = bazaar_at(place / "home")
    project = DvcProject(place / "project", **{**bazaar.environment(), "BAZAAR_HOME": str(bazaar.home)})
    (project.root / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    stages = yaml.safe_load((REPOSITORY / "dvc.yaml").read_text())
    for name in {*stages["stages"]["data"]["do"]["deps"], *stages["stages"]["run"]["do"]["deps"]} - {"data/${key}"}:
        (project.root / name).mkdir()
        (project.root / name / "code.py").touch()
    shutil.copy(REPOSITORY / "dvc.yaml", project.root)
    (project.root / ".gitignore").write_text("/data/*\n/dvc_plots/\n.venv\n")
    made = Shop(project, bazaar)
    made.set_seed(7)
    project.dvc("repro", f"data@{STAGE}", f"run@{STAGE}")
    project.commit("first")
    project.git("tag", "first")
    made.set_seed(8)
    project.dvc("repro", f"data@{STAGE}")
    project.commit("second")
    return made


def test_every_use_case_has_its_stages_and_what_they_read_is_there() -> None:
    declared = yaml.safe_load((REPOSITORY / "dvc.yaml").read_text())
    (use_cases,) = declared["vars"]
    assert tuple(use_cases["use_cases"]) == rooms.USE_CASES
    for stage in declared["stages"].values():
        assert stage["foreach"] == "${use_cases}"
        assert all((REPOSITORY / name).is_dir() for name in stage["do"]["deps"] if "$" not in name)


@pytest.mark.slow
def test_a_repro_trains_on_the_parameters_that_dvc_tracks(shop: Shop) -> None:
    (version,) = shop.bazaar.versions().values()
    source = json.loads(version["tags"]["bazaar.source"])
    # The home's own params.yaml says 0.2.
    assert source["simulator"] == {"seed": 7, "scale": 0.05}
    lock = yaml.safe_load(shop.project.git("show", "first:dvc.lock"))
    (data,) = lock["stages"][f"data@{STAGE}"]["outs"]
    assert json.loads(version["tags"]["bazaar.dvc"]) == {f"data/{STAGE}": data["md5"]}
    assert shop.bazaar.alias("champion") == "1"


@pytest.mark.slow
def test_metrics_and_parameters_are_shown_and_compared(shop: Shop) -> None:
    shown = json.loads(shop.project.dvc("metrics", "show", "--json"))
    # A use case that has not been run has no metrics to show.
    (values,) = (entry["data"] for entry in shown[""]["data"].values() if "data" in entry)
    assert values == shop.read_json(f"data/metrics/{STAGE}.json")
    assert 0 < values["f1"] < 1
    compared = json.loads(shop.project.dvc("params", "diff", "first", "--json"))
    assert compared == {"params.yaml": {f"{STAGE}.shared.simulator.seed": {"old": 7, "new": 8, "diff": 1}}}
    # Against a copy with other values, so that the difference is known.
    path = shop.project.root / "data" / "metrics" / f"{STAGE}.json"
    before = path.read_text()
    try:
        path.unlink()
        path.write_text(json.dumps({**values, "f1": values["f1"] - 0.25}))
        differences = json.loads(shop.project.dvc("metrics", "diff", "first", "--json"))
    finally:
        path.write_text(before)
    assert list(differences[f"data/metrics/{STAGE}.json"]) == ["f1"]
    assert differences[f"data/metrics/{STAGE}.json"]["f1"]["diff"] == pytest.approx(-0.25)


@pytest.mark.slow
def test_the_page_of_plots_is_seen_without_the_internet(shop: Shop) -> None:
    shop.project.dvc("plots", "diff", "first", "workspace", "--targets", f"data/plots/{STAGE}/images")
    page = shop.project.root / "dvc_plots" / "index.html"
    text = page.read_text()
    assert "http" not in text
    pictures = re.findall(r'<img src="([^"]+)"', text)
    names = {Path(picture).name.split("_images_")[1] for picture in pictures}
    assert names == {"measures.svg", "precision_and_recall.svg", "reliability.svg"}
    assert sum("first_data" in picture for picture in pictures) == len(names)
    assert all((page.parent / picture).read_text().rstrip().endswith("</svg>") for picture in pictures)
    _look(page, len(pictures))


def _look(page: Path, pictures: int) -> None:
    """In Chromium every picture has a size; where there is no Chromium, their files have been looked at."""
    if shutil.which("chromium") is None or shutil.which("chromedriver") is None:
        return
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(word)
    browser = webdriver.Chrome(options=options, service=Service(str(shutil.which("chromedriver"))))
    try:
        browser.get(page.as_uri())
        widths = browser.execute_script("return [...document.images].map(image => image.naturalWidth)")
    finally:
        browser.quit()
    assert len(widths) == pictures
    assert all(width > 100 for width in widths)


@pytest.mark.slow
def test_a_run_on_an_earlier_revision_says_so_in_its_lineage(shop: Shop) -> None:
    tables = str(shop.project.root / "data" / STAGE)
    # Other trees, so that the same bytes make another version.
    settings = [word for name in ("models.rounds=20", "evaluation.latency_requests=10", "evaluation.resamples=100")
                for word in ("--set", name)]  # fmt: skip
    command = ["run", "product-matching", "--data-rev", "first", "--data", tables, "--profile", "quick", *settings]
    shop.bazaar(*command, "--set", "promote=false")
    ours, first = shop.bazaar.versions()["2"]["tags"], shop.bazaar.versions()["1"]["tags"]
    told = json.loads(ours["bazaar.data_version"])
    assert told["asked"] == "first"
    assert told["commit"] == shop.project.git("rev-parse", "first").strip()
    assert {told["path"]: told["md5"]} == json.loads(first["bazaar.dvc"]) == json.loads(ours["bazaar.dvc"])
    assert json.loads(ours["bazaar.tables"]) == json.loads(first["bazaar.tables"])
    # The working tree holds the second revision's, and was left alone.
    lock = yaml.safe_load((shop.project.root / "dvc.lock").read_text())
    assert lock["stages"][f"data@{STAGE}"]["outs"][0]["md5"] != told["md5"]
    assert shop.project.git("status", "--porcelain") == ""


@pytest.mark.slow
def test_a_wrong_revision_is_refused_before_anything_is_made(shop: Shop) -> None:
    tables = str(shop.project.root / "data" / STAGE)
    said = shop.bazaar("run", "product-matching", "--data", tables, "--data-rev", "third", code=SETTINGS_ERROR)
    assert "no git revision 'third'" in " ".join(said.split())
    assert "Traceback" not in said
    assert list((shop.bazaar.home / ".bazaar" / "runs").iterdir()) == []
