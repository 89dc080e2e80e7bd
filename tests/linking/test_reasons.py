"""Why two claims are not linked, in words."""

from __future__ import annotations

import pytest

from checker.engine import built_in_rules
from checker.model.text import Source
from checker.pipeline import Checker


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(built_in_rules())


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("The firm sold 340 cars in 2023.", "The firm sold 430 cars in 2024.", "another period is told"),
        ("The school has 240 pupils.", "Another 320 pupils wait.", "one speaks of another group"),
        ("The bridge is 340 metres long.", "The bridge cost £38m.", "their figures cannot be compared"),
        ("Some 500 apes were in the study.", "The garden has 340 roses.", "their nouns have nothing to do with each other"),
    ],
)
def test_a_pair_kept_apart_is_told_why(first, second, reason, checker):
    claims = checker.claims(Source(path="a.txt", text=f"{first}\n\n{second}", format="text"))
    levels = [claim for claim in claims if claim.shape == "level"]
    assert checker.why_apart(claims)(levels[0], levels[-1]) == reason


def test_a_linked_pair_has_no_reason(checker):
    text = "The shelter took in 60 dogs.\n\nMost of the 85 dogs found a home."
    one, other = [claim for claim in checker.claims(Source(path="a.txt", text=text, format="text")) if claim.shape == "level"]
    assert checker.why_apart((one, other))(one, other) == ""


def test_words_that_weigh_too_little_are_told_with_their_weights(checker):
    text = "The council owns a mill worth £340,000.\n\nA barn of the council was let for £2,900 in spring."
    claims = [claim for claim in checker.claims(Source(path="a.txt", text=text, format="text")) if claim.shape == "level"]
    assert "is needed" in checker.why_apart(claims)(claims[0], claims[1])
