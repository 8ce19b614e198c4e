"""Whether a text is in English, by its commonest words: that none was found in another language must be told."""

# Of 146 annotated reports in English each has a fifth of its words and more among these; French has a twentieth.
_COMMON = frozenset(
    ("the", "of", "and", "to", "in", "a", "that", "was", "were", "is", "by", "for", "at", "from", "with", "said")
)
_LOOKED_AT = 1_200  # characters, which are 200 words
_FEWEST = 60  # words that tell a language
_SHARE = 0.1


def of(text: str) -> str:
    """Give the code of a text's language: "en", or "und" where it is another; too short a text counts as English."""
    words = text[:_LOOKED_AT].lower().split()
    common = sum(map(_COMMON.__contains__, words))
    return "und" if len(words) >= _FEWEST and common < _SHARE * len(words) else "en"
