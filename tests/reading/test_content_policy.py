"""Every page keeps to its own Content-Security-Policy, and a script that slipped in does not run."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

POLICY = 'meta[http-equiv="Content-Security-Policy"]'


def test_every_page_keeps_to_its_policy_and_asks_no_other_host(page: Page, site_url: str, site_folder: Path) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    pages = sorted(file.relative_to(site_folder).as_posix() for file in site_folder.rglob("*.html"))
    assert len(pages) > 20
    for name in pages:
        page.goto(site_url + name)
        assert page.locator(POLICY).count() == 1
    assert complaints == []
    assert [url for url in asked if not url.startswith((site_url, "data:", "blob:"))] == []


def test_a_script_that_is_not_the_builds_does_not_run(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.evaluate(
        """async () => {
            const script = document.createElement("script")
            script.textContent = "window.intruded = true"
            document.body.append(script)
            const image = document.createElement("img")
            image.setAttribute("onerror", "window.intruded = true")
            image.src = "data:,"
            document.body.append(image)
            await new Promise((done) => image.addEventListener("error", done))
        }"""
    )
    assert page.evaluate("window.intruded") is None
