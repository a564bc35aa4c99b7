"""Bytes -> text, in any encoding usual in our five languages."""

import codecs

from matcher.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_POLISH = set("ąćęłńśźżĄĆĘŁŃŚŹŻ")
_WESTERN = set("áàâãäåçéèêëíìîïñóòôõöúùûüßÁÀÂÃÄÇÉÊÍÑÓÔÕÖÚÜ")
_COMMON = set("óÓ")  # the one letter that Polish shares with the others
_TYPOGRAPHY = set("–—‘’‚“”„•…€°§·«»©®™×¿¡ªº")
_LEGACY = ("cp1252", "cp1250", "iso8859-2")


def decode_text(raw: bytes, *, name: str) -> str:
    """Decode `raw` as UTF-8, UTF-16, UTF-32, Windows-1250, Windows-1252 or ISO 8859-2.

    UTF-8 is tried first, for text in another encoding is practically never valid UTF-8. The three
    one-byte encodings share most of their codes; the one that gives the most letters of one
    language and the fewest stray signs wins. Raises `DocumentError` for bytes that are no text.
    """
    if encoding := _encoding_by_mark(raw) or _utf16_without_bom(raw):
        return _decode(raw, encoding, name=name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = max((_decode_legacy(raw, encoding) for encoding in _LEGACY), key=_plausibility)
    if text.count("\x00") > len(text) / 100 or _share_of_controls(text) > 0.05:
        raise DocumentError(f"{name}: not a text file. Save it as text, HTML, PDF or DOCX.", code="wrong_type")
    return text


def _decode(raw: bytes, encoding: str, *, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: begins like {encoding} but is damaged at byte {error.start}. Save it again as UTF-8.",
            code="bad_encoding",
        ) from error


def _encoding_by_mark(raw: bytes) -> str | None:
    return next((encoding for bom, encoding in _BOMS if raw.startswith(bom)), None)


def _utf16_without_bom(raw: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in every other byte, and no other text has."""
    sample = raw[:2000]
    if len(sample) < 4:
        return None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[offset::2].count(0), sample[1 - offset :: 2].count(0)
        if zeros > len(sample) * 0.4 and others < len(sample) * 0.05:
            return encoding
    return None


def _decode_legacy(raw: bytes, encoding: str) -> str:
    return raw.decode(encoding, errors="replace")


def _plausibility(text: str) -> int:
    signs = [character for character in text if ord(character) > 127]
    polish = sum(character in _POLISH for character in signs)
    western = sum(character in _WESTERN for character in signs)
    neutral = sum(character in _COMMON or character in _TYPOGRAPHY for character in signs)
    # One document is Polish or Western, not both: the smaller count speaks against the reading.
    return max(polish, western) + neutral - 2 * (len(signs) - max(polish, western) - neutral)


def _share_of_controls(text: str) -> float:
    sample = text[:20_000]
    controls = sum(ord(character) < 32 and character not in "\n\r\t\f\v\x1c\x1d\x1e\x1f" for character in sample)
    return controls / max(1, len(sample))
