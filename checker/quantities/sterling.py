"""Sterling: whether "pounds" behind a number are money or a weight.

In:  a sentence, the number's scale and where the word stands.
Out: True for money.
     "a fine of 80 pounds", "2 million pounds", "80 pounds ($100)"  →  money;  "the 12-pound dog"  →  a weight
"""

from __future__ import annotations

import re
from decimal import Decimal

MONEY_WORDS = re.compile(
    r"\b(?:cost|costs|costing|pay|pays|paid|paying|price[ds]?|pricing|worth|fine[ds]?|salar(?:y|ies)|wages?|earn(?:s|ed"
    r"|ings?)?|spen[dt]|spends|spending|"
    r"fees?|bills?|sold|sells?|buy|bought|budget|tax(?:es)?|grants?|debts?|funds?|funding|benefits?|tickets?|bonds?"
    r"|sterling|money|profits?|losses|"
    r"revenues?|investment|bail|compensation|damages|bid|loan|donat\w+|rais(?:e|ed)|sum|cheque|bank|deal|value[ds]?|rent"
    r"|charge[ds]?|cash|market|"
    r"euros?|dollars?|exchange|currency|pence|share|turnover|sales)\b|[£$€]",
    re.IGNORECASE,
)
_MASS_WORDS = re.compile(
    r"\b(?:weigh\w*|heav\w*|los[et]|losing|gain(?:s|ed)? (?:weight|\d)|body|baby|flour|meat|fish|thrust|overweight|kg"
    r"|kilograms?|ounces?)\b",
    re.I,
)
_CONVERTED = re.compile(r" \((?:about |around |some |or |roughly )?(?:US|A|C)?[$€][0-9]")


def is_sterling(text: str, scale: Decimal, end: int, coin_end: int) -> bool:
    """Whether "pounds" after a number is money; a weight otherwise. *scale* is what the number's scale word multiplies by;
    the word stands in ``text[end:coin_end]``."""
    # "80 pounds ($100)": what is converted into money is money.
    if _CONVERTED.match(text, coin_end):
        return True
    if scale < 10**6 and "£" not in text and ("$" in text or text[end:coin_end].strip(" -") == "pound"):
        return False
    if scale >= 10**6 or text[coin_end : coin_end + 9] == " sterling":
        return True
    word = text[end:coin_end]
    if (
        word.startswith("-")
        and word.endswith("pound")
        or re.match(r" (?:per|of|in weight|[0-9]+ ounce)", text[coin_end : coin_end + 11])
        and not (MONEY_WORDS.search(text))
    ):
        return False
    return bool(MONEY_WORDS.search(text)) and not _MASS_WORDS.search(text)
