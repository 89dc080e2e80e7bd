"""What holds for all text: spans quote the source, mentions never overlap, a written date is read back."""

import datetime as dt
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.mention import KINDS
from checker.model.text import Block, Passage, Run, Setting
from checker.quantities.times import find_dateline, find_times, year_is_written

ANCHOR = dt.date(2026, 3, 31)
PIECES = (
    "on in since until from to between and the of a by last next this past over early late first two 3 17 31 30 "
    "2014 2024 1990s March May Friday monday day days week weeks month year years quarter ago later earlier , . - – "
    "( ) % $ 24/9/2014 2012-13 3pm 10:30 Q3 fiscal sales rose will summer weekend Christmas ½ half an every 19th "
    "century FY24 'twas 1,000 ° "
).split()
FORMATS = ("%B %d, %Y", "%d %B %Y", "%b. %d, %Y", "%d %b %Y", "%Y-%m-%d", "%A, %B %d, %Y", "%A %d %B %Y", "%d-%b-%Y", "%B %d %Y")


def passage_of(text, source=0):
    block = Block(0, "paragraph", text, (Run(0, len(text), source, len(text)),))
    return Passage(0, block, 0, len(text), text)


def times_in(text, anchor=ANCHOR):
    return find_times(text, passage_of(text), Setting(anchor), text)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), st.sampled_from([ANCHOR, None]))
@settings(max_examples=300, deadline=None)
def test_spans_quote_the_source_and_never_overlap(text, anchor):
    source = "# Head\n" + text
    mentions = find_times(text, passage_of(text, 7), Setting(anchor), source)
    end = 0
    for mention in mentions:
        assert source[mention.span.start : mention.span.end] == mention.quote == text[mention.start : mention.end]
        assert end <= mention.start < mention.end
        assert mention.kind in KINDS
        assert (mention.quantity is not None) == (mention.kind == "duration")
        end = mention.end


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_trouble(text):
    times_in(text)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(FORMATS))
@settings(max_examples=300, deadline=None)
def test_a_formatted_date_is_read_back(date, written):
    text = f"It was signed on {date.strftime(written)} in Rome."
    (mention,) = times_in(text)
    assert mention.kind == "date"
    assert mention.fault is None
    assert mention.period.start.date() == date
    assert mention.period.timex == date.isoformat()
    if written.startswith("%A"):
        assert mention.period.weekday == date.weekday()


@given(st.integers(1900, 2040), st.integers(1900, 2040))
@settings(max_examples=100, deadline=None)
def test_a_span_written_backwards_has_a_fault_and_keeps_its_order(first, second):
    (mention,) = times_in(f"He led the club from {first} to {second}.") if first != second else times_in("in 1999")
    if first > second:
        assert mention.fault == "reversed"
        assert mention.period.start > mention.period.end
    elif first < second:
        assert mention.fault is None
        assert (mention.period.start.year, mention.period.end.year) == (first, second)


def test_patterns_are_linear():
    for piece in ("1", ",", "one and ", "March ", "2020-", "from 2019 to ", "3/", "last "):
        short, long = piece * (40_000 // len(piece)), piece * (160_000 // len(piece))
        times_in(short)
        began = time.process_time()
        times_in(short)
        middle = time.process_time()
        times_in(long)
        assert time.process_time() - middle < 12 * (middle - began) + 0.5, piece


def dateline_of(*lines):
    return find_dateline([passage_of(line) for line in lines])


def test_a_dateline_with_its_year_is_found():
    assert dateline_of("LONDON, March 2, 2019 - The bank said it was sorry.") == dt.date(2019, 3, 2)
    assert dateline_of("Flood closes bridge", "Tuesday, November 17, 2020", "A flood closed the bridge.") == dt.date(2020, 11, 17)
    assert dateline_of("Published 17 November 2020") == dt.date(2020, 11, 17)


def test_what_only_mentions_a_day_is_no_dateline():
    assert dateline_of("The bridge closed on November 17, 2020.") is None
    assert dateline_of("LONDON, March 2 - The bank said it was sorry.") is None
    assert dateline_of("November 2020") is None


def test_it_is_known_whether_the_year_is_written():
    said = {text: year_is_written(times_in(text)[0]) for text in ("on March 3", "on March 3, 2014", "on 24/9/14", "on Friday")}
    assert said == {"on March 3": False, "on March 3, 2014": True, "on 24/9/14": True, "on Friday": False}
