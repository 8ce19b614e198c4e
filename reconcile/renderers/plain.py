"""Text of reports made safe to show: one line, nothing that acts, and no address but of the web."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

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


def address(url: str | None) -> str | None:
    """Give a web address with what no address may hold percent-encoded; None where it leads nowhere on the web."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "[" in parts.netloc:
        return None
    encoded = quote(url or "", safe="/?#:@!$&()*+,;=%", errors="replace")
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", encoded)
