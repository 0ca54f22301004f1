"""Pages as a person sees them: Debian's Chromium, headless, with a profile of its own."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

PATIENCE_SECONDS = 180.0
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1400,3000",
)


class Browser(webdriver.Chrome):
    """Chromium with the few things a person does on Prefect's pages."""

    def field(self, label: str) -> WebElement:
        """The part of the form with that label: its help text and its entry."""
        place = (
            f"//span[contains(@class, 'schema-form-property__label')][normalize-space(.)='{label}']"
            "/ancestor::div[contains(concat(' ', @class, ' '), ' p-label ')][1]"
        )
        return wait_for(lambda: self.find_elements(By.XPATH, place), f"the field {label}")

    def choices(self, label: str) -> list[str]:
        """What a drop-down offers."""
        options = self.field(label).find_elements(By.CSS_SELECTOR, "select option")
        return [str(option.get_attribute("value")) for option in options]

    def fill(self, label: str, text: str) -> None:
        """Type over what an entry holds."""
        entry = self.field(label).find_element(By.CSS_SELECTOR, "input")
        entry.send_keys(Keys.CONTROL, "a")
        entry.send_keys(text, Keys.TAB)

    def press(self, label: str) -> None:
        wait_for(lambda: self.find_elements(By.XPATH, f"//button[normalize-space(.)='{label}']"), label).click()

    def press_tab(self, label: str) -> None:
        place = f"//*[contains(@class, 'tab')][normalize-space(.)='{label}']"
        wait_for(lambda: self.find_elements(By.XPATH, place), label).click()


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser for the block; the test is skipped where there is none."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("Chromium and its driver are not installed: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser = Browser(options=options, service=webdriver.ChromeService(driver))
        try:
            yield browser
        finally:
            browser.quit()


def wait_for(find: Callable[[], list[WebElement]], what: str) -> WebElement:
    """The first of what is found, once there is some."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = find()
        if found:
            return found[0]
        assert time.monotonic() < deadline, f"the page never showed: {what}"
        time.sleep(0.3)


def shows(browser: Browser, *texts: str) -> None:
    """Wait until the page shows one of these texts."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not any(text in browser.find_element(By.TAG_NAME, "body").text for text in texts):
        assert time.monotonic() < deadline, f"{browser.current_url} never showed {texts}"
        time.sleep(0.3)


def hosts_asked(browser: Browser) -> set[str]:
    """The hosts that the pages made requests to."""
    hosts = set()
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            parts = urlsplit(message["params"]["request"]["url"])
            if parts.scheme in ("http", "https", "ws", "wss"):
                hosts.add(parts.hostname or "")
    return hosts
