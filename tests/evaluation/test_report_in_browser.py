"""The page in a real browser: it fetches nothing, complains of nothing, and never scrolls sideways as a whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from facts_for_tests import HOSTILE, facts
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from evaluation import report

SCROLLS = "return [document.documentElement.scrollWidth, document.querySelectorAll('svg').length, document.title]"


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("chromium and chromedriver are not on the PATH")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield opened
    finally:
        opened.quit()


def requested(browser: webdriver.Chrome) -> set[str]:
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_it_opens_alone_and_fits(browser: webdriver.Chrome, tmp_path: Path, scheme: str, width: int) -> None:
    page = tmp_path / "report.html"
    page.write_text(report.page(facts(HOSTILE)).replace("<details id='card'>", "<details id='card' open>"))
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(page.as_uri())
    scroll_width, charts, title = browser.execute_script(SCROLLS)
    assert scroll_width == width
    assert charts > 3
    assert title == "demand-forecasting version 7"
    assert browser.get_log("browser") == []
    assert requested(browser) == {page.as_uri()}
