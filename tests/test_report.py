from dataclasses import replace

from matcher.document import read_document
from matcher.report.colours import DARK, LIGHT
from matcher.report.stretches import text_stretches


def test_the_pieces_of_a_text_joined_are_the_text(matcher, samples):
    for path in sorted(samples.glob("*.txt")):
        result = matcher.match(read_document(path))

        for levels in ((), result.suggestion.levels, (1, 2, 3, 4, 5, 6)):
            pieces = text_stretches(result, levels)

            assert "".join(piece.text for piece in pieces) == result.text


def test_quotes_and_left_out_text_are_marked_in_place(matcher, samples):
    result = matcher.match(read_document(samples / "ad_en.txt"))

    pieces = text_stretches(result, (3,))

    assert {p.text for p in pieces if p.level == 3} == {quote.text for quote in result.levels[2].evidence}
    assert [p.reason for p in pieces if p.reason] == [item.reason for item in result.ignored]


def test_a_sentence_quoted_for_two_levels_shows_the_one_it_adds_most_to(matcher, samples):
    result = matcher.match(read_document(samples / "ad_en.txt"))
    quote = result.levels[2].evidence[0]
    stronger = replace(quote, weight=quote.weight + 1)
    levels = (*result.levels[:3], replace(result.levels[3], evidence=(stronger,)), *result.levels[4:])

    pieces = text_stretches(replace(result, levels=levels), (3, 4))

    assert next(p.level for p in pieces if p.text == quote.text) == 4


def test_level_colours_stand_out_from_their_background():
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)

    assert all(contrast(colour, "#ffffff") >= 3 for colour in LIGHT)
    assert all(contrast(colour, "#13171c") >= 3 for colour in DARK)
