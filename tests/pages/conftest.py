"""One browser for all tests of pages, and each document written once. Without Chromium the tests skip."""

import base64
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))  # their documents and tables

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", event => violations.push(event.violatedDirective + " " + event.blockedURI));
"""
"""Run before each page: records what the page's policy refuses."""


class Browser:
    """Chromium with a page of some width, asked by script."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver
        self.command("Page.addScriptToEvaluateOnNewDocument", source=WATCH)

    def command(self, name: str, **values: object) -> dict[str, Any]:
        """Send a command of the Chrome DevTools Protocol."""
        return self._driver.execute_cdp_cmd(name, values)

    def open(self, page: Path, width: int = 1280, height: int = 900, zoom: int = 1, media: str = "") -> None:
        """Open a page at a width in CSS pixels; `media` is a feature to emulate, such as `forced-colors`."""
        size = {"width": width, "height": height, "deviceScaleFactor": zoom, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", **size)
        features = [{"name": media, "value": "active"}] if media else []
        self.command("Emulation.setEmulatedMedia", media="", features=features)
        self._driver.get(page.as_uri())

    def ask(self, script: str, *values: object) -> Any:
        """Return what a script returns."""
        return self._driver.execute_script(script, *values)

    def wait_for(self, script: str) -> Any:
        """Return what a script passes to its last argument, a function."""
        return self._driver.execute_async_script(script)

    def press(self, key: str) -> None:
        """Press a key that has no letter."""
        for kind in ("rawKeyDown", "keyUp"):
            code = {"Tab": 9, "Enter": 13}[key]
            text = {"text": "\r"} if key == "Enter" and kind == "rawKeyDown" else {}
            kind = "keyDown" if text else kind
            self.command("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def picture(self, box: dict[str, float]) -> bytes:
        """Return a part of the page as PNG."""
        taken = self.command("Page.captureScreenshot", captureBeyondViewport=True, clip={**box, "scale": 1})
        return base64.b64decode(taken["data"])

    def printed(self) -> bytes:
        """Return the page as a tagged PDF, on the paper that its style asks for."""
        done = self.command("Page.printToPDF", preferCSSPageSize=True, generateTaggedPDF=True, printBackground=False)
        return base64.b64decode(done["data"])


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("Chromium or its driver isn't installed: pages aren't opened")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    profile = tmp_path_factory.mktemp("profile")
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield Browser(driver)
    driver.quit()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each document as a page in a file."""
    from mtfp.reports.deliver import text_of
    from tests.pages.papers import DOCUMENTS

    folder, found = tmp_path_factory.mktemp("pages"), {}
    for name, made in DOCUMENTS.items():
        found[name] = folder / f"{name}.html"
        found[name].write_text(text_of(made(), "html"), encoding="utf-8")
    return found
