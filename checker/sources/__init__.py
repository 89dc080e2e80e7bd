"""Sources: files of every format, decoded once, and their prose with exact places.

In:  paths and `ReadOptions`.
Out: `Source`s, and their `Block`s: prose free of markup that maps back to the source, code point by code point.
"""

from checker.sources.options import ReadOptions
from checker.sources.reader import comment_spans, read, read_text, to_prose
from checker.sources.walk import walk

__all__ = ["ReadOptions", "comment_spans", "read", "read_text", "to_prose", "walk"]
