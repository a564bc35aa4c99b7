"""Text -> kind of document: job ad or CV."""

import re

from matcher.cues import AD_CUES, CV_CUES

CV = "cv"
KINDS = ("ad", CV, "role")
"""A role profile is never guessed: it reads like an ad and must be declared."""

_YEAR = r"(?:\d{1,2}[./]|\w{3,10}\.? )?(?:19|20)\d\d"
_NOW = "present|current|now|today|heute|dato|actualidad|actual|presente|atual|atualmente|obecnie|nadal|teraz"
_PERIOD = re.compile(rf"{_YEAR} ?(?:-|–|—|to|bis|a|até|hasta|al|do) ?(?:{_YEAR}|{_NOW})")
_AD = re.compile("|".join(AD_CUES))
_CV = re.compile("|".join(CV_CUES))


def find_kind(text: str) -> str:
    """Return `cv` if the text reads like a life in dates, else `ad`.

    A heading of a CV counts twice and a period such as "2015 – 2019" once; every cue of an ad
    speaks against it. Rates on labelled documents stand in docs/quality.md.
    """
    lowered = text.lower()  # once, and not at each place of a pattern: five times quicker
    cv = 2 * len(set(_CV.findall(lowered))) + len(_PERIOD.findall(lowered))
    ad = len(set(_AD.findall(lowered)))
    return "cv" if cv > max(ad, 1) else "ad"
