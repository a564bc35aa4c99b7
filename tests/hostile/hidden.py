"""Files of ours in which some text is hidden from readers, by every trick known to us, and honest ones that look similar.

`SEEN` stands in each of them where everybody sees it, `UNSEEN` where nobody does; honest files hold `SEEN` only.
"""

import io
from collections.abc import Callable

import docx
from docx.enum.dml import MSO_THEME_COLOR
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from reportlab.lib.colors import Color, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SEEN = "Answer simple questions of customers from a script"
UNSEEN = "Sets the direction of customer service for the whole organisation"
_DARK = Color(0.13, 0.2, 0.25)


def _pdf(draw: Callable[[Canvas], None], *, page=A4) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=page)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 780, SEEN)
    canvas.drawString(72, 760, "Call centre agent wanted at once, apply by Friday")
    canvas.saveState()
    draw(canvas)
    canvas.restoreState()
    canvas.drawString(72, 500, "Ask for Saturday shifts")
    canvas.save()
    return buffer.getvalue()


def _text(canvas, x, y, *, size=11, colour=black, mode=None):
    text = canvas.beginText(x, y)
    text.setFont("Helvetica", size)
    text.setFillColor(colour)
    if mode is not None:
        text.setTextRenderMode(mode)
    text.textLine(UNSEEN)
    canvas.drawText(text)


def _under_a_box(canvas):
    _text(canvas, 72, 700)
    canvas.setFillColor(white)
    canvas.rect(60, 690, 450, 30, fill=1, stroke=0)


def _under_a_picture(canvas):
    _text(canvas, 72, 700)
    canvas.drawImage(ImageReader(_noise()), 60, 690, 450, 30)


def _clipped(canvas):
    path = canvas.beginPath()
    path.rect(0, 0, 5, 5)
    canvas.clipPath(path, stroke=0, fill=0)
    _text(canvas, 72, 700)


def _dark_on_dark(canvas):
    canvas.setFillColor(_DARK)
    canvas.rect(60, 690, 450, 30, fill=1, stroke=0)
    _text(canvas, 72, 700, colour=_DARK)


def _below_seen_text(canvas):
    _text(canvas, 72, 700, colour=white)
    canvas.setFillColor(black)
    canvas.drawString(72, 700, "Take calls of patients and book their appointments at the clinic")


def _in_a_form(canvas):
    canvas.beginForm("ghost")
    canvas.setFillColor(white)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, UNSEEN)
    canvas.endForm()
    canvas.doForm("ghost")


def _noise():
    from PIL import Image

    picture = Image.new("RGB", (90, 30))
    picture.putdata([(37 * i % 256, 91 * i % 256, 13 * i % 256) for i in range(2700)])
    return picture


PDF_TRICKS = {
    "white": lambda c: _text(c, 72, 700, colour=white),
    "nearly white": lambda c: _text(c, 72, 700, colour=Color(0.96, 0.96, 0.96)),
    "one point": lambda c: _text(c, 72, 700, size=1),
    "three points": lambda c: _text(c, 72, 700, size=3),
    "invisible mode": lambda c: _text(c, 72, 700, mode=3),
    "clipping mode": lambda c: _text(c, 72, 700, mode=7),
    "left of the page": lambda c: _text(c, -600, 700),
    "left of the page beside a seen line": lambda c: _text(c, -600, 780),
    "above the page": lambda c: _text(c, 72, 2000),
    "transparent": lambda c: _text(c, 72, 700, colour=Color(0, 0, 0, alpha=0.02)),
    "under a white box": _under_a_box,
    "under a picture": _under_a_picture,
    "clipped": _clipped,
    "dark on dark": _dark_on_dark,
    "below other text": _below_seen_text,
    "white in a form": _in_a_form,
}


def _run(format: Callable) -> Callable:
    def write(document):
        paragraph = document.add_paragraph("The work: ")
        format(paragraph.add_run(UNSEEN))

    return write


def _shade(properties, fill):
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), fill)
    properties.append(shade)


def _by_style(document):
    style = document.styles.add_style("Ghost", 1)
    style.font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph(UNSEEN, style="Ghost")


def _by_inherited_style(document):
    _by_style(document)
    heir = document.styles.add_style("Heir", 1)
    heir.base_style = document.styles["Ghost"]
    document.add_paragraph(UNSEEN, style="Heir")


def _in_a_shaded_cell(document):
    cell = document.add_table(1, 1).cell(0, 0)
    _shade(cell._tc.get_or_add_tcPr(), "203040")
    cell.paragraphs[0].add_run(UNSEEN).font.color.rgb = RGBColor(0x20, 0x30, 0x40)


def _in_its_own_shading(document):
    run = document.add_paragraph().add_run(UNSEEN)
    run.font.color.rgb = RGBColor(0, 0, 0)
    _shade(run._r.get_or_add_rPr(), "000000")


def _in_its_own_highlight(document):
    run = document.add_paragraph().add_run(UNSEEN)
    run.font.color.rgb = RGBColor(255, 255, 0)
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _in_its_paragraphs_shading(document):
    paragraph = document.add_paragraph()
    _shade(paragraph._p.get_or_add_pPr(), "203040")
    paragraph.add_run(UNSEEN).font.color.rgb = RGBColor(0x20, 0x30, 0x40)


def _in_the_pages_colour(document):
    page = OxmlElement("w:background")
    page.set(qn("w:color"), "203040")
    document.element.insert(0, page)
    document.add_paragraph().add_run(UNSEEN).font.color.rgb = RGBColor(0x20, 0x30, 0x40)


def _theme_white(run):
    run.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    run._r.rPr.find(qn("w:color")).set(qn("w:val"), "FFFFFF")


DOCX_TRICKS = {
    "white": _run(lambda run: setattr(run.font.color, "rgb", RGBColor(255, 255, 255))),
    "nearly white": _run(lambda run: setattr(run.font.color, "rgb", RGBColor(0xF5, 0xF5, 0xF5))),
    "white of the theme": _run(_theme_white),
    "hidden": _run(lambda run: setattr(run.font, "hidden", True)),
    "one point": _run(lambda run: setattr(run.font, "size", Pt(1))),
    "white by a style": _by_style,
    "white by an inherited style": _by_inherited_style,
    "dark in a dark cell": _in_a_shaded_cell,
    "black on black": _in_its_own_shading,
    "yellow on a yellow marker": _in_its_own_highlight,
    "dark in a dark paragraph": _in_its_paragraphs_shading,
    "in the colour of a dark page": _in_the_pages_colour,
}


def _docx(write) -> bytes:
    document = docx.Document()
    document.add_paragraph("Call centre agent")
    document.add_paragraph(SEEN, style="List Bullet")
    write(document)
    document.add_paragraph("Apply by Friday")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _html(body: str, head: str = "") -> bytes:
    page = f"<!doctype html><html><head><title>x</title>{head}</head><body><h1>Call centre agent</h1><p>{SEEN}</p>{body}</body></html>"
    return page.encode()


def _styled(style: str) -> str:
    return f'<p style="{style}">{UNSEEN}</p>'


HTML_TRICKS = {
    "display": _html(_styled("display:none")),
    "display, important": _html(_styled("DISPLAY: None !important")),
    "content visibility": _html(_styled("content-visibility:hidden")),
    "visibility": _html(_styled("visibility:hidden")),
    "opacity": _html(_styled("opacity:0")),
    "opacity of two": _html(f'<div style="opacity:.2">{_styled("opacity:.2")}</div>'),
    "font size nothing": _html(_styled("font-size:0")),
    "font size 1px": _html(_styled("font-size:1px")),
    "font size shrunk twice": _html(f'<div style="font-size:20%">{_styled("font-size:.5em")}</div>'),
    "off screen": _html(_styled("position:absolute;left:-9999px")),
    "indented away": _html(_styled("text-indent:-9999px")),
    "no box": _html(_styled("height:0;overflow:hidden")),
    "clipped": _html(_styled("position:absolute;clip:rect(0,0,0,0)")),
    "clipped by a path": _html(_styled("clip-path:inset(50%)")),
    "scaled to nothing": _html(_styled("transform:scale(0)")),
    "moved away": _html(_styled("transform:translateX(-9999px)")),
    "a margin away": _html(_styled("margin-left:-9999px")),
    "white": _html(_styled("color:#fff")),
    "white by name": _html(_styled("color:white")),
    "nearly white": _html(_styled("color:rgb(250,250,250)")),
    "transparent": _html(_styled("color:transparent")),
    "transparent black": _html(_styled("color:rgba(0,0,0,0.01)")),
    "dark on dark": _html(_styled("color:#123456;background:#123456")),
    "font element": _html(f'<font color="#ffffff">{UNSEEN}</font>'),
    "hidden attribute": _html(f"<div hidden><p>{UNSEEN}</p></div>"),
    "class": _html(f'<p class="x ghost">{UNSEEN}</p>', "<style>.ghost{display:none}</style>"),
    "id in a list": _html(f'<p id="ghost">{UNSEEN}</p>', "<style>b , p#ghost{font-size:0}</style>"),
    "below another": _html(f'<div class="a"><p>{UNSEEN}</p></div>', "<style>.a > p{color:#fff}</style>"),
    "in a media block": _html(f'<p class="a">{UNSEEN}</p>', "<style>@media screen{.a{display:none}}</style>"),
}

TRICKS = (
    [(f"pdf: {name}", ".pdf", lambda draw=draw: _pdf(draw)) for name, draw in PDF_TRICKS.items()]
    + [(f"docx: {name}", ".docx", lambda write=write: _docx(write)) for name, write in DOCX_TRICKS.items()]
    + [(f"html: {name}", ".html", lambda page=page: page) for name, page in HTML_TRICKS.items()]
)  # fmt: skip
"""(name, suffix, maker of the bytes) of every file with hidden text."""


# -- honest files: everything in them can be seen -----------------------------------------------------------


def _honest(canvas, x=72, y=700, size=11, colour=black):
    canvas.setFont("Helvetica", size)
    canvas.setFillColor(colour)
    canvas.drawString(x, y, HONEST)


HONEST = "Own the service desk and its budget"


def _on_a_banner(canvas):
    canvas.setFillColor(_DARK)
    canvas.roundRect(60, 690, 450, 30, 8, fill=1, stroke=0)
    _honest(canvas, colour=white)


def _on_a_photo(canvas):
    canvas.drawImage(ImageReader(_noise()), 60, 690, 450, 30)
    _honest(canvas, colour=white)


def _turned(canvas):
    canvas.rotate(90)
    _honest(canvas, 300, -550)


def _twice_for_bold(canvas):
    _honest(canvas)
    _honest(canvas, 72.3, 700)


def scanned_pdf() -> bytes:
    """A page that is one picture, with the text that recognition found lying invisibly on it."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (600, 850), "white")
    ImageDraw.Draw(picture).text((60, 100), SEEN + "\n" + HONEST, fill="black")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 850))
    canvas.drawImage(ImageReader(picture), 0, 0, 600, 850)
    text = canvas.beginText(60, 740)
    text.setFont("Helvetica", 11)
    text.setTextRenderMode(3)
    text.textLines(f"{SEEN}\n{HONEST}")
    canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


def _white_on_shape(document):
    run = document.add_paragraph().add_run(HONEST)
    run.font.color.rgb = RGBColor(255, 255, 255)
    anchor = OxmlElement("wp:anchor")
    anchor.set("behindDoc", "1")
    extent = OxmlElement("wp:extent")
    extent.set("cx", "7000000")
    extent.set("cy", "2000000")
    anchor.append(extent)
    drawing = OxmlElement("w:drawing")
    drawing.append(anchor)
    document.paragraphs[0].add_run()._r.append(drawing)


def _white_in_dark_cell(document):
    cell = document.add_table(1, 1).cell(0, 0)
    _shade(cell._tc.get_or_add_tcPr(), "203040")
    cell.paragraphs[0].add_run(HONEST).font.color.rgb = RGBColor(255, 255, 255)


def _white_in_table_style(document):
    cell = document.add_table(1, 1, style="Medium Shading 1 Accent 1").cell(0, 0)
    cell.paragraphs[0].add_run(HONEST).font.color.rgb = RGBColor(255, 255, 255)


def _small(document):
    document.add_paragraph().add_run(HONEST).font.size = Pt(6)


def _unhidden(document):
    document.add_paragraph().add_run(HONEST).font.hidden = False


def _shown(style: str, head: str = "") -> bytes:
    return _html(f'<p style="{style}">{HONEST}</p>', head)


HONEST_FILES = [
    ("pdf: white on a banner", ".pdf", lambda: _pdf(_on_a_banner)),
    ("pdf: white on a photo", ".pdf", lambda: _pdf(_on_a_photo)),
    ("pdf: turned", ".pdf", lambda: _pdf(_turned)),
    ("pdf: printed twice for bold", ".pdf", lambda: _pdf(_twice_for_bold)),
    ("pdf: small and grey", ".pdf", lambda: _pdf(lambda c: _honest(c, size=6, colour=Color(0.6, 0.6, 0.6)))),
    ("pdf: large page", ".pdf", lambda: _pdf(_honest, page=(2400, 3400))),
    ("pdf: a scan with recognised text", ".pdf", scanned_pdf),
    ("docx: white over a dark shape", ".docx", lambda: _docx(_white_on_shape)),
    ("docx: white in a dark cell", ".docx", lambda: _docx(_white_in_dark_cell)),
    ("docx: white in a shaded table style", ".docx", lambda: _docx(_white_in_table_style)),
    ("docx: six points", ".docx", lambda: _docx(_small)),
    ("docx: hidden switched off", ".docx", lambda: _docx(_unhidden)),
    ("html: white on dark", ".html", lambda: _shown("color:#fff;background:#123")),
    ("html: white on a picture", ".html", lambda: _shown("color:#fff;background:url(x.png)")),
    ("html: white on a dark page", ".html", lambda: _shown("", "<style>body{background:#000;color:#fff}</style>")),
    ("html: hidden in print only", ".html", lambda: _shown("", "<style>@media print{p{display:none}}</style>")),
    ("html: hidden on phones only", ".html", lambda: _shown("", "<style>@media (max-width:9em){p{display:none}}</style>")),
    ("html: aria-hidden", ".html", lambda: _html(f'<p aria-hidden="true">{HONEST}</p>')),
    ("html: visible inside hidden", ".html", lambda: _html(f'<div style="visibility:hidden"><p style="visibility:visible">{HONEST}</p></div>')),
    ("html: fading", ".html", lambda: _shown("opacity:.7;font-size:9px")),
    ("html: a selector that is not understood", ".html", lambda: _shown("", "<style>p:empty{display:none}p[x]{display:none}</style>")),
]  # fmt: skip
"""(name, suffix, maker) of files in which nothing is hidden and `HONEST` is seen."""
