"""What holds for every text: spans quote the source, mentions never overlap, a formatted number reads back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.text import Block, Passage, Run, Setting
from checker.quantities import find_mentions, settle
from checker.quantities.numerals import scan_numerals

WORDS = st.sampled_from(
    "one two twenty hundred million a half and of the between from to 5 12 1,000 3.2 $ £ € % per cent km kg m ( ) , . - – ± 2004 "
    "no dozens 0² third GMT now daily 747-400 bpd 86/87 May "
    'million bn aged about over more than up fell rose $5m 50p 1/2 6-4 3rd no deaths dozens USD US$ °C in out A321 "'.split()
)


def mentions_of(text: str):
    source = f"> {text}"
    block = Block(0, "paragraph", text, (Run(0, len(text), 2, len(text)),))
    passage = Passage(0, block, 0, len(text), text)
    found = find_mentions(passage, Setting(), source)
    return source, passage, settle([found], [passage], Setting())[0]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.lists(WORDS, min_size=1, max_size=14).map(" ".join),
        st.lists(WORDS, min_size=1, max_size=8).map("".join),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    )
)
def test_mentions_quote_the_source_and_never_overlap(text: str) -> None:
    source, _, found = mentions_of(text)
    last = 0
    for mention in found:
        assert source[mention.span.start : mention.span.end] == mention.quote
        assert mention.start >= last and mention.end > mention.start
        assert mention.start <= mention.core[0] <= mention.core[1] <= mention.end
        last = mention.end


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0, max_value=10**15))
def test_a_formatted_number_reads_back(number: int) -> None:
    (numeral,) = scan_numerals(f"{number:,}")
    assert numeral.value == number


@settings(max_examples=100, deadline=None)
@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from([("thousand", 3), ("million", 6), ("bn", 9), ("lakh", 5)]),
)
def test_a_scale_word_multiplies(number: Decimal, scale: tuple[str, int]) -> None:
    (numeral,) = scan_numerals(f"{number:,} {scale[0]}")
    assert numeral.value == number.scaleb(scale[1])


@settings(max_examples=100, deadline=None)
@given(
    st.integers(min_value=1, max_value=10**9),
    st.sampled_from([("${}", "USD"), ("€{}", "EUR"), ("{} euros", "EUR"), ("HK${}", "HKD"), ("{} yen", "JPY")]),
)
def test_formatted_money_reads_back(number: int, writing: tuple[str, str]) -> None:
    _, _, (mention,) = mentions_of(f"It cost {writing[0].format(f'{number:,}')} then.")
    assert (mention.kind, mention.quantity.value, mention.quantity.currency) == ("money", number, writing[1])


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=2, max_value=99), st.integers(min_value=100, max_value=999), st.sampled_from(["-", "–", " to "]))
def test_a_formatted_range_reads_back(low: int, high: int, dash: str) -> None:
    _, _, (mention,) = mentions_of(f"It weighs {low}{dash}{high} kg.")
    assert mention.quantity.written == (low, high)


SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{SMALL[number // 100]} hundred" + (f" and {in_words(number % 100)}" if number % 100 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // size)} {name}" + (f"{joint}{in_words(rest)}" if rest else "")
    raise AssertionError(number)


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_number_words_read_back(number: int) -> None:
    (numeral,) = scan_numerals(in_words(number))
    assert numeral.value == number


@pytest.mark.parametrize(
    "piece", ["7", ",", "one and ", "123 ", "1,", "one hundred and ", "million ", "$1 ", "1-", "1/2 ", "www.", "about ", "000 "]
)
def test_no_pattern_is_slower_than_linear(piece: str) -> None:
    import time

    def seconds(size: int) -> float:
        text = (piece * size)[: size * 4]
        start = time.process_time()
        scan_numerals(text)
        return time.process_time() - start

    seconds(1000)
    assert seconds(40000) < 30 * max(seconds(4000), 0.006)
