"""The command line as a new user meets it, whole processes over whole files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SLIP = "Sales rose 50% to €120 million from €100 million.\n"
FINE = "Sales rose 20% to €120 million from €100 million.\n"


@pytest.fixture
def checker(tmp_path: Path):
    def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess:
        about = os.environ | {"CHECKER_CACHE_DIR": str(tmp_path / ".cache")} | environment
        command = [sys.executable, "-m", "checker", *arguments]
        return subprocess.run(command, cwd=tmp_path, input=stdin, capture_output=True, env=about, check=False, timeout=120)

    return run


def findings(done: subprocess.CompletedProcess) -> list[str]:
    return [f"{one['path']} {one['rule']}" for one in json.loads(done.stdout)["findings"]]


def test_a_planted_slip_is_told_with_its_line_underlined(checker, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Sales\n\n" + SLIP)
    done = checker("lint", "a.md")
    told = done.stdout.decode()
    assert done.returncode == 1 and done.stderr == b""
    assert "a.md:3:12  change" in told and "\n    │            ^^^" in told
    assert "\x1b" not in told


def test_levels_decide_the_exit_code(checker, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SLIP)
    (tmp_path / "b.md").write_text(FINE)
    assert checker("lint", "b.md").returncode == 0
    assert checker("lint", "a.md", "--fail-on", "never").returncode == 0
    (tmp_path / "checker.toml").write_text('[levels]\nchange-mismatch = "note"\n')
    assert checker("lint", "a.md").returncode == 0
    assert checker("lint", "a.md", "--fail-on", "note").returncode == 1
    assert checker("lint", "a.md", "--no-config").returncode == 1


def test_unreadable_files_are_errors_and_the_rest_is_checked(checker, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SLIP)
    (tmp_path / "b.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "c.md").write_bytes(b"")
    (tmp_path / "d.xyz").write_text(SLIP)
    done = checker("lint", ".", "gone.md", "d.xyz", "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 2 and findings(done)[0].endswith("a.md change-mismatch")
    assert {os.path.basename(one["path"]) for one in report["errors"]} == {"b.md", "gone.md"}
    assert [one["path"] for one in report["skipped"]] == ["d.xyz"]


def test_standard_input_and_collections(checker, tmp_path: Path) -> None:
    done = checker("lint", "-", "--stdin-filename", "x.md", "--format", "json", stdin=SLIP.encode())
    assert findings(done) == ["x.md change-mismatch"]
    rows = [{"id": "one", "text": FINE}, {"id": "two", "text": SLIP}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert findings(checker("lint", "rows.jsonl", "--format", "json")) == ["rows.jsonl#two change-mismatch"]
    for command in ("claims", "mentions"):
        lines = checker(command, "rows.jsonl", "--format", "jsonl").stdout.decode().splitlines()
        assert [json.loads(line)["id"] for line in lines] == ["one", "two"]
        assert all("span" in one for line in lines for one in json.loads(line)[command])


def test_the_cache_changes_nothing_but_the_time(checker, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SLIP + "<!-- checker-disable-next-line -->\n\nNothing else.\n")
    cold, warm, fresh = (checker("lint", "a.md", *more, "--format", "json") for more in ([], [], ["--no-cache"]))
    assert cold.stdout == warm.stdout == fresh.stdout
    assert findings(warm) == ["a.md change-mismatch", "a.md stale-suppression"]
    assert (tmp_path / ".cache/outcomes.sqlite").exists()


def test_a_read_only_folder_and_a_cache_that_cannot_be(checker, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SLIP)
    assert checker("lint", "a.md", CHECKER_CACHE_DIR="/proc/nowhere").returncode == 1


def test_several_reports_in_one_run(checker, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SLIP)
    done = checker("lint", "a.md", "-o", "sarif:out.sarif", "-o", "html:out.html", "-o", "github")
    assert done.stdout.startswith(b"::error title=checker change-mismatch,file=a.md,line=1")
    assert json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"]
    assert "€120 million" in (tmp_path / "out.html").read_text()
    assert checker("lint", "a.md", "-o", "sraif:x").returncode == 2
    assert checker("lint", "a.md", "-o", "json:no/such/folder").returncode == 2
    assert checker("lint", "a.md", "-q", "-o", "json:x.json").stdout == b""


def test_suppressions_and_their_reason(checker, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<!-- checker-disable-next-line change-* -- agreed -->\n" + SLIP)
    assert checker("lint", "a.md").returncode == 0
    assert checker("lint", "a.md", "--no-suppressions").returncode == 1
    (result,) = json.loads(checker("lint", "a.md", "--format", "sarif").stdout)["runs"][0]["results"]
    assert result["suppressions"][0]["justification"] == "agreed"


def test_the_baseline_survives_edits_elsewhere(checker, tmp_path: Path) -> None:
    (tmp_path / "checker.toml").write_text('baseline = ".checker-baseline.json"\n')
    about = "What follows are the figures of the year.\n\n" + SLIP + "\nSo much for the year.\n"
    (tmp_path / "a.md").write_text("# News\n\nA line before.\n\n" + about)
    assert checker("baseline", "write", ".").returncode == 0
    assert checker("lint", ".").returncode == 0
    (tmp_path / "a.md").write_text("# News\n\nA line before, and\nmany more.\n\n" + about + "\nMore.\n")
    assert checker("lint", ".").returncode == 0
    more = "\nProfit rose 5% to €120 million from €100 million.\n"
    (tmp_path / "a.md").write_text("# News\n\n" + about + more)
    assert checker("lint", ".").returncode == 1
    (tmp_path / "a.md").write_text(FINE)
    assert b"0 findings kept, 1 taken out" in checker("baseline", "prune", ".").stdout


def test_a_baseline_outside_of_the_repository_is_refused(checker, tmp_path: Path) -> None:
    inside = tmp_path / "repository"
    inside.mkdir()
    (inside / "checker.toml").write_text('baseline = "../outside.json"\n')
    (inside / "a.md").write_text(SLIP)
    assert checker("baseline", "write", "repository").returncode == 2
    assert not (tmp_path / "outside.json").exists()


def test_only_tensions_on_changed_lines(checker, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    old = "Profit rose 70% to €120 million from €100 million.\n"
    text = "Other words.\n\nStorm Anna killed 12 people in Norland.\n\nMore words.\n\n" + old
    (tmp_path / ".gitignore").write_text(".cache\n")
    (tmp_path / "a.md").write_text(text)
    (tmp_path / "b.md").write_text(old)
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "one")
    (tmp_path / "a.md").write_text(text.replace("Other words.", SLIP))
    done = checker("lint", ".", "--changed=HEAD", "--format", "json")
    assert [(one["rule"], one["evidence"][0]["line"]) for one in json.loads(done.stdout)["findings"]] == [("change-mismatch", 1)]
    assert checker("lint", ".", "--changed=nowhere").returncode == 2


def test_mistakes_are_told_with_a_near_name(checker, tmp_path: Path) -> None:
    (tmp_path / "checker.toml").write_text('excludes = ["x"]\n')
    (tmp_path / "a.md").write_text(FINE)
    for arguments, told in [
        (["lint", "a.md"], b"did you mean 'exclude'"),
        (["lnt", "a.md"], b"did you mean 'lint'"),
        (["explain", "change-mismtch"], b"did you mean 'change-mismatch'"),
        (["lint", "a.md", "--date", "yesterday"], b"write it as 2026-03-31"),
        (["lint"], b"name at least one file or folder"),
        (["lint", "a.md", "--no-config", "--as", "markdwn"], b"markdown"),
    ]:
        done = checker(*arguments)
        assert done.returncode == 2 and told in done.stderr + done.stdout, arguments
        assert b"Traceback" not in done.stderr


def test_a_rule_of_your_own_from_beginning_to_end(checker, tmp_path: Path) -> None:
    assert checker("new", "rule", "my-rule", "--folder", "house").returncode == 0
    assert checker("new", "rule", "my-rule", "--folder", "house").returncode == 2
    assert checker("test", "house").returncode == 0
    assert b"my-rule" in checker("rules", "--rules", "house").stdout
    (tmp_path / "house/my-rule.yaml").write_text("rule: my-rule\nlevle: error\n")
    done = checker("lint", ".", "--rules", "house")
    assert done.returncode == 2 and b"my-rule.yaml:2:1" in done.stderr


def test_init_and_config(checker, tmp_path: Path) -> None:
    assert checker("init").returncode == 0
    assert checker("init").returncode == 2
    assert json.loads(checker("init", "--schema").stdout)["title"] == "checker.toml"
    (tmp_path / "checker.toml").write_text('territory = "GB"\n[[overrides]]\npaths = ["us/**"]\nterritory = "US"\n')
    told = checker("config", "us/a.md").stdout.decode()
    assert 'territory = "GB"  # file' in told and 'territory = "US"  # override for us/**' in told


def test_help_costs_no_more_than_click() -> None:
    code = "import sys, checker.cli; sys.argv = ['checker', '--help']; checker.cli.group.main(standalone_mode=False)\n"
    heavy = "{'spacy', 'pint', 'yaml', 'checker.pipeline', 'sqlite3', 'multiprocessing'} & set(sys.modules)"
    command = [sys.executable, "-c", f"{code}assert not ({heavy}), {heavy}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("lint", "watch", "lsp"):
        assert name in done.stdout


def test_version_names_engine_and_model(checker) -> None:
    told = checker("--version").stdout.decode()
    assert told.startswith("checker ") and "engine " in told and "en_core_web_sm" in told


def test_a_fault_of_our_own_is_not_taken_for_a_finding(monkeypatch, capsys) -> None:
    from checker import cli

    def fail(**options):
        raise KeyError("ours")

    monkeypatch.setattr(cli.group, "main", fail)
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2 and "Traceback" in capsys.readouterr().err


def test_places_that_cannot_be_written_are_told_without_a_traceback(checker, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SLIP)
    (tmp_path / "file").write_text("in the way")
    for arguments in ("baseline write a.md --baseline file/b.json", "new rule some-rule --folder file/r"):
        done = checker(*arguments.split())
        assert done.returncode == 2 and b"Traceback" not in done.stderr and b"file/" in done.stderr


def test_a_skipped_file_and_a_text_in_another_language_are_told(checker, tmp_path: Path) -> None:
    (tmp_path / "d.xyz").write_text(SLIP)
    assert b"d.xyz is skipped: unknown extension '.xyz'" in checker("lint", "d.xyz").stderr
    (tmp_path / "e.md").write_text("El número de los que vinieron a la ciudad por la fiesta es el de las casas que no hay. " * 6)
    done = checker("lint", "e.md", "-v")
    assert b"1 note (-v tells)" in done.stdout and b"is not English" in done.stderr
