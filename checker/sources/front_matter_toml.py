"""Front matter in TOML: tomllib says whether it is right, the keys above its first table are found by their lines."""

from __future__ import annotations

import re
import tomllib

from checker.sources.front_matter import FrontMatter, Scalar, is_prose_key
from checker.sources.offsets import ProseWriter
from checker.sources.quoted import write_escaped, write_folded

_KEY = re.compile(r"^[ \t]*[\"']?([\w-]+)[\"']?[ \t]*=[ \t]*", re.M)
_TABLE = re.compile(r"^[ \t]*\[", re.M)
_STRING = re.compile(
    r'"""(?P<long>(?:[^\\"]|\\[\s\S]|"{1,2}(?!"))*)"""|\'\'\'(?P<raw>(?s:.*?))\'\'\''
    r'|"(?P<basic>(?:[^"\\\r\n]|\\.)*)"|\'(?P<literal>[^\'\r\n]*)\''
)
_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


def read(text: str, end: int) -> FrontMatter:
    """The front matter in ``text[:end]``, marks included."""
    start = max(text.find("\n"), text.find("\r") if "\n" not in text else 0) + 1
    close = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    body = text[start:close]
    faults: tuple[tuple[int, str], ...] = ()
    known: dict[str, object] = {}
    try:
        known = tomllib.loads(body.replace("\r\n", "\n").replace("\r", "\n"))
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) + 1 if place and place[1] else text.count("\n", 0, end) + 1
        faults = ((line, f"is no TOML: {_PLACE.sub('', str(error)).strip()}"),)
    except ValueError:
        faults = ((2, "is no TOML: it holds a number that is too long"),)
    except RecursionError:
        faults = ((2, "is no TOML: nested too deeply"),)
    values = tuple((name.lower(), value) for name, value in known.items() if not isinstance(value, dict | list))
    table = _TABLE.search(text, start, close)
    limit = table.start() if table else close
    scalars: list[tuple[str, Scalar]] = []
    if not faults:
        for key in _KEY.finditer(text, start, limit):
            found = _STRING.match(text, key.end(), close)
            if found and is_prose_key(key[1].lower()):
                scalars.append((key[1].lower(), _scalar(text, found)))
    return FrontMatter(end, tuple(scalars), values, faults)


def _scalar(text: str, found: re.Match[str]) -> Scalar:
    low, high = found.span(found.lastgroup or 0)
    escapes = found.lastgroup in ("long", "basic")

    def write(writer: ProseWriter) -> None:
        if escapes:
            write_escaped(writer, text, low, high, folds=True)
        else:
            write_folded(writer, text, low, high)

    return write
