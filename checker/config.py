"""Configuration: `checker.toml` or `[tool.checker]`, the nearest one upward.

In:  a folder, or a named file.
Out: `Settings`, with the file they come from; what they say about one path.

Unknown keys are errors with a near name, all of them at once. Paths in the file are relative to its folder.
The file chooses among what the program can do; it names no program to run and no place to write.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checker.model.errors import ConfigFault, Fault
from checker.run.globs import any_matches, matches_name

FILE_NAME = "checker.toml"
LEVELS = ("off", "note", "warning", "error")
MOST_BYTES = 1_000_000
_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z]{2})?")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the file: its type, its default, and what it is for. ``choices``: all values it can have."""

    type: str
    default: object
    doc: str
    choices: tuple[str, ...] = ()


# One row is one key: reading, `checker init`, the JSON Schema and docs/configuration.md are made from it.
KEYS: dict[str, Key] = {
    "rules": Key("texts", (), "Folders of your own rules, beside the built-in ones."),
    "packs": Key("flags", {}, "Packs on or off: money = false switches every rule of the pack off."),
    "levels": Key("levels", {}, "The level of a rule, or of all that match a glob; off switches it off.", LEVELS),
    "exclude": Key("texts", (), "Files and folders that are not checked, as globs."),
    "territory": Key("territory", None, "Where you publish (ISO 3166, as in GB): settles a bare $ and 3/4/2024."),
    "locale": Key("locale", None, "The same as a locale (en-GB); territory wins where both are given."),
    "date-field": Key("text", None, "The front matter or row field that holds the day of an article."),
    "engine": Key("text", "auto", "Which engine judges.", ("auto", "durable", "joins")),
    "fail-on": Key("text", "error", "Least level that makes the exit code 1.", ("error", "warning", "note", "never")),
    "level": Key("text", "note", "Least level that is reported.", ("error", "warning", "note")),
    "baseline": Key("text", None, "File of known findings, see checker baseline."),
    "overrides": Key("tables", (), "Other values for some paths: paths, and any of packs, levels, territory, locale."),
}
OVERRIDE_KEYS = ("paths", "packs", "levels", "territory", "locale")


@dataclass(frozen=True, slots=True)
class Override:
    paths: tuple[str, ...]
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Settings:
    """``file``: where they come from, None for the defaults. ``folder``: what globs in it are relative to."""

    values: Mapping[str, object] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    file: str | None = None
    folder: Path = field(default_factory=Path)

    def value(self, key: str) -> object:
        return self.values.get(key, KEYS[key].default)

    def inside(self, name: str) -> str:
        """A path of the file, from where the program runs."""
        return str(self.folder / name)

    def is_excluded(self, path: str) -> bool:
        relative = self.relative(path) if self.value("exclude") else None
        return relative is not None and any_matches(self.value("exclude"), relative)

    def relative(self, path: str) -> str | None:
        """*path* as globs see it; None when it lies outside the configuration's folder."""
        try:
            return Path(path).resolve().relative_to(self.folder.resolve()).as_posix()
        except (ValueError, OSError):
            return None

    def overrides_for(self, path: str) -> list[Override]:
        relative = self.relative(path) if self.overrides else None
        return [one for one in self.overrides if relative is not None and any_matches(one.paths, relative)]

    def for_path(self, path: str) -> PathSettings:
        """What holds for one file; later overrides win."""
        found = [self.values, *(one.values for one in self.overrides_for(path))]
        levels = [pair for values in found for pair in values.get("levels", {}).items()]
        packs = {name: on for values in found for name, on in values.get("packs", {}).items()}
        territory = None
        for values in found:
            locale = values.get("locale")
            told = values.get("territory") or (locale.replace("_", "-").split("-")[-1] if locale and len(locale) > 3 else None)
            territory = told or territory
        return PathSettings(tuple(levels), packs, territory.upper() if territory else None)


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What holds for one file. ``levels``: globs over rule names, or pack/rule, with a level; the last match wins."""

    levels: tuple[tuple[str, str], ...] = ()
    packs: Mapping[str, bool] = field(default_factory=dict)
    territory: str | None = None

    def level_of(self, rule: str, pack: str, level: str) -> str:
        """The level a finding of *rule* gets, "off" for none. A rule named by itself may be on in a pack that is off."""
        told = level if self.packs.get(pack, True) else "off"
        for pattern, wanted in self.levels:
            if matches_name(pattern, rule) or matches_name(pattern, f"{pack}/{rule}"):
                told = wanted
        return told


def find_settings(start: Path) -> Settings:
    """The settings nearest upward from *start*; the defaults when there are none."""
    folder = start.resolve()
    for here in [folder, *folder.parents]:
        own = here / FILE_NAME
        if own.is_file():
            return read_settings(own)
        project = here / "pyproject.toml"
        if project.is_file():
            table = _parse(project).get("tool", {})
            if isinstance(table, dict) and "checker" in table:
                return _settings(table["checker"], project, "tool.checker.")
    return Settings(folder=folder)


def read_settings(file: Path) -> Settings:
    """The settings of one file.

    Raises:
        ConfigFault: with everything that is wrong with it.
    """
    table = _parse(file)
    if file.name == "pyproject.toml":
        tool = table.get("tool", {})
        return _settings(tool.get("checker", {}) if isinstance(tool, dict) else {}, file, "tool.checker.")
    return _settings(table, file, "")


def _parse(file: Path) -> dict:
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ConfigFault([Fault(str(file), f"is larger than {MOST_BYTES // 1000} KB")])
        return tomllib.loads(data.decode("utf-8"))
    except OSError as trouble:
        raise ConfigFault([Fault(str(file), trouble.strerror or str(trouble))]) from None
    except UnicodeDecodeError:
        raise ConfigFault([Fault(str(file), "is not UTF-8")]) from None
    except tomllib.TOMLDecodeError as trouble:
        raise ConfigFault([Fault(str(file), f"is not TOML: {trouble}")]) from None
    except ValueError:
        raise ConfigFault([Fault(str(file), "holds a number that is too long")]) from None
    except RecursionError:
        raise ConfigFault([Fault(str(file), "is nested too deeply")]) from None


def _settings(table: object, file: Path, prefix: str) -> Settings:
    faults: list[Fault] = []
    if not isinstance(table, dict):
        raise ConfigFault([Fault(str(file), f"{prefix.rstrip('.')} must be a table")])
    values = _values(table, KEYS, prefix, faults, file)
    overrides = []
    for number, entry in enumerate(values.pop("overrides", ()), 1):
        where = f"{prefix}overrides[{number}]."
        known = {name: KEYS.get(name, Key("texts", (), "")) for name in OVERRIDE_KEYS}
        own = _values(entry, known, where, faults, file)
        if not own.get("paths"):
            faults.append(Fault(str(file), f"{where}paths is missing: which files is this for?"))
        overrides.append(Override(tuple(own.pop("paths", ())), own))
    if faults:
        raise ConfigFault(faults)
    return Settings(values, tuple(overrides), str(file), file.parent)


def _values(table: Mapping, known: Mapping[str, Key], prefix: str, faults: list[Fault], file: Path) -> dict:
    values = {}
    for name, value in table.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" (did you mean {near[0]!r}?)" if near else f"; known are {', '.join(known)}"
            faults.append(Fault(str(file), f"unknown key {prefix + name!r}{hint}"))
            continue
        wrong = _wrong_with(value, known[name])
        if wrong:
            faults.append(Fault(str(file), f"{prefix}{name} {wrong}"))
        else:
            values[name] = value
    return values


def _wrong_with(value: object, key: Key) -> str | None:
    """What is wrong with a key's value, in words; None when nothing is."""
    match key.type:
        case "text":
            if not isinstance(value, str) or not value:
                return f"must be a text, not {value!r}"
            if key.choices and value not in key.choices:
                return f"is {value!r}; it can be {', '.join(key.choices)}{_near(value, key.choices)}"
        case "territory":
            return wrong_with_territory(value)
        case "locale":
            if not isinstance(value, str) or not _LOCALE.fullmatch(value):
                return f"must be a language, or a language and a country, as in en or en-GB, not {value!r}"
            return wrong_with_territory(value[-2:]) if len(value) > 3 else None
        case "texts":
            if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
                return "must be a list of texts"
        case "flags":
            if not isinstance(value, dict) or not all(isinstance(one, bool) for one in value.values()):
                return "must be a table of names that are true or false"
        case "levels":
            if not isinstance(value, dict):
                return "must be a table of rule names and levels"
            for rule, level in value.items():
                if level not in key.choices:
                    return f"{rule!r} is {level!r}; it can be {', '.join(key.choices)}{_near(level, key.choices)}"
        case "tables":
            if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
                return "must be a list of tables: [[overrides]]"
    return None


def wrong_with_territory(value: object) -> str | None:
    """What is wrong with a code of ISO 3166, in words; None when nothing is."""
    from checker.model.territories import territories, territory_named

    if isinstance(value, str) and value.upper() in territories():
        return None
    named = territory_named(value) or territory_named(value.upper()) if isinstance(value, str) else None
    hint = f" (did you mean {named[0]!r}?)" if named else ""
    return f"must be a code of ISO 3166, as in GB, not {value!r}{hint}"


def check_names(settings: Settings, rules: Sequence[tuple[str, str]]) -> None:
    """Whether all rules and packs that *settings* name are among *rules*: pairs of a rule and its pack.

    Raises:
        ConfigFault: with every name that nothing has.
    """
    names = [rule for rule, _ in rules] + [f"{pack}/{rule}" for rule, pack in rules]
    packs = sorted({pack for _, pack in rules})
    faults = []
    for values in (settings.values, *(one.values for one in settings.overrides)):
        for pattern in values.get("levels", {}):
            if not any(matches_name(pattern, name) for name in names):
                faults.append(Fault(str(settings.file), f"levels: no rule is named {pattern!r}{_near(pattern, names)}"))
        for pack in values.get("packs", {}):
            if pack not in packs:
                hint = _near(pack, packs) or f"; known are {', '.join(packs)}"
                faults.append(Fault(str(settings.file), f"packs: no pack is named {pack!r}{hint}"))
    if faults:
        raise ConfigFault(faults)


def _near(value: object, choices: Sequence[str]) -> str:
    near = difflib.get_close_matches(str(value), choices, 1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def json_schema() -> dict:
    """A JSON Schema of checker.toml, made from KEYS."""
    types = {
        "text": lambda key: {"type": "string"} | ({"enum": list(key.choices)} if key.choices else {}),
        "territory": lambda key: {"type": "string", "pattern": "^[A-Za-z]{2}$"},
        "locale": lambda key: {"type": "string", "pattern": f"^{_LOCALE.pattern}$"},
        "texts": lambda key: {"type": "array", "items": {"type": "string", "minLength": 1}},
        "flags": lambda key: {"type": "object", "additionalProperties": {"type": "boolean"}},
        "levels": lambda key: {"type": "object", "additionalProperties": {"enum": list(LEVELS)}},
    }

    def told(name: str) -> dict:
        key = KEYS[name]
        default = {"default": key.default} if isinstance(key.default, str) else {}
        return {"description": key.doc} | types[key.type](key) | default

    own = {name: told(name) for name in OVERRIDE_KEYS if name != "paths"}
    paths = {"description": "Globs, relative to the configuration's folder.", "type": "array", "items": {"type": "string"}}
    override = {
        "type": "object",
        "properties": {"paths": paths | {"minItems": 1}, **own},
        "required": ["paths"],
        "additionalProperties": False,
    }
    properties = {name: told(name) for name in KEYS if name != "overrides"}
    properties["overrides"] = {"description": KEYS["overrides"].doc, "type": "array", "items": override}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "checker.toml",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def commented_file() -> str:
    """A checker.toml with every key at its default, commented out, and what it is for."""
    samples = {
        "rules": '["house-rules"]',
        "packs": "{money = false}",
        "levels": '{"weekday-mismatch" = "warning", "change/*" = "off"}',
        "exclude": '["drafts/**", "CHANGELOG.md"]',
        "territory": '"GB"',
        "locale": '"en-GB"',
        "date-field": '"published"',
        "baseline": '".checker-baseline.json"',
    }
    out = ["# Settings of checker for this folder and those below it. Every key may be left out.", ""]
    for name, key in KEYS.items():
        if name == "overrides":
            continue
        sample = samples.get(name, f'"{key.default}"')
        choices = f" One of {', '.join(key.choices)}." if key.choices else ""
        out += [f"# {key.doc}{choices}", f"# {name} = {sample}", ""]
    out += [f"# {KEYS['overrides'].doc}", "# [[overrides]]", '# paths = ["wire/**"]', '# territory = "US"']
    return "\n".join(out) + "\n"


class SettingsFinder:
    """Settings for files, each folder looked up once. A *named* file holds for all of them."""

    def __init__(self, named: Settings | None = None) -> None:
        self.named = named
        self.known: dict[Path, Settings] = {}

    def for_file(self, path: str) -> Settings:
        if self.named is not None:
            return self.named
        folder = Path(path.partition("#")[0]).parent
        if folder not in self.known:
            self.known[folder] = find_settings(folder)
        return self.known[folder]

    def for_run(self, paths: Sequence[str]) -> Settings:
        """The settings above all of *paths*: what they say of the run as a whole holds."""
        if self.named is not None:
            return self.named
        folders = [Path(path) if Path(path).is_dir() else Path(path).parent for path in paths]
        absolute = [str(folder.resolve()) for folder in folders]
        try:
            return find_settings(Path(os.path.commonpath(absolute)))
        except ValueError:
            # Paths on different drives have nothing in common.
            return find_settings(Path())
