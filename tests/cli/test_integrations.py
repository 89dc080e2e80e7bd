"""Files that other programs read: pre-commit, the GitHub action, the wheel, and the documents' own examples."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "tests/reports/schemas"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize(
    ("file", "schema"), [(".pre-commit-hooks.yaml", "pre-commit-hooks.json"), ("action.yml", "github-action.json")]
)
def test_a_file_of_an_integration_is_valid(file: str, schema: str) -> None:
    table = json.loads((SCHEMAS / schema).read_text())
    jsonschema.validators.validator_for(table)(table).validate(yaml.safe_load((ROOT / file).read_text()))


def test_the_steps_of_the_action_run(tmp_path: Path) -> None:
    """The script of the action's last step, as a runner would start it."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    script = next(step["run"] for step in steps if step.get("id") == "run")
    bin = tmp_path / "temp/checker/bin"
    bin.mkdir(parents=True)
    (bin / "checker").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m checker "$@"\n')
    (bin / "checker").chmod(0o755)
    (tmp_path / "a b.md").write_text("Sales rose 50% to €120 million from €100 million.\n")
    about = {
        "RUNNER_TEMP": tmp_path / "temp",
        "GITHUB_OUTPUT": tmp_path / "output",
        "GITHUB_STEP_SUMMARY": tmp_path / "summary",
        "CHECKER_CACHE_DIR": tmp_path / "cache",
        "PATHS": "a b.md\n$(touch run)",
        "FAIL_ON": "error",
        "ONLY_CHANGED": "false",
        "SARIF": "out.sarif",
        "SUMMARY": "true",
    }
    environment = os.environ | {name: str(value) for name, value in about.items()}
    done = subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, capture_output=True, check=False)
    # The second path is no file: it is told, and what it says is not run.
    assert done.returncode == 2 and not (tmp_path / "run").exists()
    assert b"file=a b.md,line=1" in done.stdout
    assert "exit-code=2" in (tmp_path / "output").read_text()
    assert "change-mismatch" in (tmp_path / "summary").read_text()
    assert json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"]


@pytest.mark.slow
def test_a_wheel_finds_its_rules_outside_of_the_checkout(tmp_path: Path) -> None:
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True)
    wheel = tmp_path / done.stdout.split()[-1]
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("checker/rules/") for name in names) and "checker/reports/page/report.css" in names
    assert not any(name.startswith(("tests/", "rules/", "seeds/")) for name in names)
    target = tmp_path / "venv"
    venv.create(target, with_pip=False)
    python = target / "bin/python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    place = Path(subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip())
    zipfile.ZipFile(wheel).extractall(place)
    # Dependencies are those of this Python; the checkout itself is not among them.
    (place / "dependencies.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")) + "\n")
    (tmp_path / "a.md").write_text("Sales rose 50% to €120 million from €100 million.\n")
    where = "import checker; print(checker.__file__)"
    found = subprocess.run([python, "-P", "-c", where], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert found.startswith(str(place))
    command = [python, "-P", "-m", "checker", "lint", "a.md", "--no-cache", "--format", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert [one["rule"] for one in json.loads(done.stdout)["findings"]] == ["change-mismatch"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_link_of_a_document_is_dead(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target:
            name, _, anchor = target.partition("#")
            file = (page.parent / name).resolve() if name else page
            assert file.exists(), f"{page.name}: {target}"
            if anchor and file.suffix == ".md":
                assert anchor in anchors(file), f"{page.name}: {target}"


def anchors(file: Path) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


EXAMPLES = [
    (page, command, shown)
    for page in PAGES
    for command, shown in re.findall(
        r"<!-- example: (.*?) -->\n```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
]


@pytest.mark.parametrize(("page", "command", "shown"), EXAMPLES, ids=lambda value: getattr(value, "name", None))
def test_an_example_of_a_document_gives_what_it_shows(page: Path, command: str, shown: str, tmp_path: Path) -> None:
    """UPDATE_SNAPSHOTS=1 writes the real output into the document."""
    name, *arguments = shlex.split(command)
    assert name == "checker"
    environment = os.environ | {"CHECKER_CACHE_DIR": str(tmp_path), "COLUMNS": "100", "NO_COLOR": "1"}
    run = [sys.executable, "-m", "checker", *arguments]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr
    told = "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS") and told != shown:
        text = page.read_text(encoding="utf-8")
        head = f"<!-- example: {command} -->\n"
        before, _, after = text.partition(head)
        fence, _, rest = after.partition("\n")
        page.write_text(f"{before}{head}{fence}\n{told}{rest[len(shown) :]}", encoding="utf-8")
        return
    assert shown == told


def test_commands_shown_in_documents_exist() -> None:
    from checker.cli import COMMANDS

    for page in PAGES:
        for word in re.findall(r"^\$ checker ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert word in COMMANDS, f"{page.name}: checker {word}"


def test_the_documents_name_every_key_and_every_format() -> None:
    from checker.config import KEYS
    from checker.reports import FORMATS

    keys = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    for name, key in KEYS.items():
        assert f"| `{name}` | {key.doc}" in keys
    formats = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in formats for name in FORMATS)
