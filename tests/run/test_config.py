from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest

from checker.config import Settings, SettingsFinder, check_names, commented_file, find_settings, json_schema, read_settings
from checker.model.errors import ConfigFault


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_configuration_upward_holds(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.checker]\nlevel = "error"\n')
    write(tmp_path / "news/checker.toml", 'level = "warning"\n')
    (tmp_path / "news/deep").mkdir()
    (tmp_path / "blog").mkdir()
    finder = SettingsFinder()
    assert finder.for_file(str(tmp_path / "news/deep/a.md")).value("level") == "warning"
    assert finder.for_file(str(tmp_path / "blog/a.md")).value("level") == "error"
    assert finder.for_run([str(tmp_path / "news"), str(tmp_path / "blog")]).value("level") == "error"


def test_a_pyproject_without_our_table_is_passed_by(tmp_path: Path) -> None:
    write(tmp_path / "checker.toml", 'level = "error"\n')
    write(tmp_path / "a/pyproject.toml", "[project]\nname = 'x'\n")
    assert find_settings(tmp_path / "a").value("level") == "error"


def test_all_faults_are_told_at_once_with_near_names(tmp_path: Path) -> None:
    wrong = 'levle = "error"\nfail-on = "eror"\nexclude = "x"\n[[overrides]]\nlevel = "off"\n[levels]\na = "loud"\n'
    file = write(tmp_path / "checker.toml", wrong)
    with pytest.raises(ConfigFault) as caught:
        read_settings(file)
    told = str(caught.value)
    parts = ("did you mean 'level'", "did you mean 'error'", "exclude must be", "[1].paths is missing", "'a' is 'loud'")
    for part in parts:
        assert part in told


@pytest.mark.parametrize("text", ["= 1", "a = [" + "[" * 5000, "\x00", "level = 1" + "\n#" + "x" * 1_100_000])
def test_a_broken_file_is_a_fault_and_no_crash(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigFault):
        read_settings(write(tmp_path / "checker.toml", text))


def test_levels_packs_and_overrides(tmp_path: Path) -> None:
    file = write(
        tmp_path / "checker.toml",
        'territory = "de"\n[packs]\nmoney = false\n[levels]\n"change-*" = "note"\n"currency-country" = "error"\n'
        '[[overrides]]\npaths = ["wire/**"]\nlocale = "en-US"\nlevels = {"change/change-mismatch" = "off"}\n',
    )
    settings = read_settings(file)
    own, wire = settings.for_path(str(tmp_path / "a.md")), settings.for_path(str(tmp_path / "wire/a.md"))
    assert own.level_of("exchange-rate-drift", "money", "error") == "off"
    assert own.level_of("currency-country", "money", "warning") == "error"
    assert own.level_of("change-mismatch", "change", "error") == "note"
    assert wire.level_of("change-mismatch", "change", "error") == "off"
    assert (own.territory, wire.territory) == ("DE", "US")


def test_the_file_that_init_writes_is_valid_commented_and_uncommented(tmp_path: Path) -> None:
    text = commented_file()
    assert read_settings(write(tmp_path / "checker.toml", text)).values == {}
    bare = "\n".join(line.removeprefix("# ") for line in text.splitlines() if re.match(r"# ([a-z-]+ = |\[\[)", line))
    settings = read_settings(write(tmp_path / "checker.toml", bare))
    assert settings.overrides and settings.value("packs") == {"money": False}


def test_the_schema_takes_what_the_reader_takes(tmp_path: Path) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    good = {"rules": ["x"], "levels": {"a": "off"}, "overrides": [{"paths": ["a"], "packs": {"b": True}}]}
    jsonschema.validate(good, schema)
    for bad in ({"rule": []}, {"levels": {"a": "loud"}}, {"overrides": [{"levels": {}}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)


def test_excludes_are_relative_to_the_configuration(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path / "checker.toml", 'exclude = ["drafts/**", "*.txt"]\n'))
    assert settings.is_excluded(str(tmp_path / "drafts/a.md")) and settings.is_excluded(str(tmp_path / "x/y.txt"))
    assert not settings.is_excluded(str(tmp_path / "a.md")) and not settings.is_excluded("/elsewhere/a.txt")
    assert Settings().is_excluded("a.md") is False


def test_a_number_longer_than_python_reads_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault, match="too long"):
        read_settings(write(tmp_path / "checker.toml", "level = " + "1" * 6000))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('territory = "UK"', "did you mean 'GB'?"),
        ('territory = "Germany"', "did you mean 'DE'?"),
        ('territory = "ZZ"', "as in GB, not 'ZZ'"),
        ('locale = "english"', "as in en or en-GB"),
        ('locale = "en-UK"', "did you mean 'GB'?"),
    ],
)
def test_a_territory_that_is_none_is_a_fault(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(ConfigFault) as trouble:
        read_settings(write(tmp_path / "checker.toml", line + "\n"))
    assert told in str(trouble.value)


def test_names_that_no_rule_or_pack_has_are_faults_all_at_once(tmp_path: Path) -> None:
    text = '[packs]\nmony = false\ntime = true\n[levels]\nweekday-mismach = "off"\n"time/*" = "note"\n'
    text += '[[overrides]]\npaths = ["x"]\nlevels = {"range-reversd" = "off"}\n'
    rules = [("weekday-mismatch", "time"), ("range-reversed", "writing"), ("exchange-rate-drift", "money")]
    with pytest.raises(ConfigFault) as trouble:
        check_names(read_settings(write(tmp_path / "checker.toml", text)), rules)
    assert re.findall(r"did you mean '([\w-]+)'", str(trouble.value)) == ["weekday-mismatch", "money", "range-reversed"]
