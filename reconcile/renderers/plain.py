"""Text of reports made safe to show: one line, no control characters, no bidirectional overrides."""

import re
import unicodedata

# Characters that reorder what follows them: a figure could be shown as another one (Unicode TR 36, section 2.3).
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HARMFUL = frozenset({"Cc", "Cs"})


def _shown(char: str) -> str:
    if char in _REORDERING or unicodedata.category(char) in _HARMFUL:
        return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}"
    return char


def visible(text: str) -> str:
    """Give `text` with its spaces as they are, and what acts instead of showing as escapes."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def one_line(text: str) -> str:
    r"""Give `text` on one line: white space folded, control characters, overrides and lone surrogates as escapes.

    >>> one_line("a\n b\x1b[31m")
    'a b\\x1b[31m'
    """
    folded = " ".join(re.split(r"[ \t\n\r\v\f\x85\u00a0\u2028\u2029]+", text)).strip()
    return visible(folded)
