"""The HTML report in a headless Chromium, where there is one: its script runs, and nothing of the text does."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from editions import by_hand

from checker.reports import render
from checker.run.outcome import Article

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_lines_are_drawn_and_nothing_of_the_text_runs(tmp_path: Path) -> None:
    edition = by_hand()
    path = edition.report.findings[0].path
    text = (
        "# 🚀 Sales\n\nSales 🚀 rose 50% to €120 million\n"
        "from €100 million. <script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">\n"
    )
    page = tmp_path / "report.html"
    page.write_text(render(replace(edition, articles=(Article(path, text, ()),)), "html"), encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1300,900", "--enable-logging=stderr"]
    done = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=90, check=False)
    if not done.stdout:
        pytest.skip("Chromium does not start here")
    places = sum(len(finding.evidence) for finding in edition.report.findings)
    assert len(re.findall(r"<path d=", done.stdout)) == places
    assert "<title>Numbers to check" in done.stdout
    assert "CONSOLE" not in done.stderr
