"""Parts of a report -> one self-contained HTML page."""

from collections.abc import Iterable

from matcher.report.colours import level_style

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:1.6rem}
.muted{opacity:.75}.answer{font-size:1.2rem;font-weight:600}
.bar{display:grid;grid-template-columns:12rem 1fr 4rem;gap:.6rem;align-items:center;margin:.2rem 0}
.track{background:#8883;height:.9rem;border-radius:.2rem}
.fill{display:block;height:100%;border-radius:.2rem;background:var(--level)}
.chosen{font-weight:700}blockquote{margin:.5rem 0;padding:.3rem .8rem;border-left:.4rem solid var(--level)}
.document{white-space:pre-wrap;border:1px solid #8886;padding:1rem;border-radius:.3rem;overflow-wrap:anywhere}
mark{color:inherit;background:none;border-bottom:.2rem solid var(--level);font-weight:600}.left-out{opacity:.75}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #8886;padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none;font-size:11pt}blockquote,.bar,tr,li{break-inside:avoid}
h2,h3{break-after:avoid}
.fill{print-color-adjust:exact}}
@page{size:A4;margin:18mm}
"""


def html_page(name: str, parts: Iterable[str], *, language: str) -> str:
    """Return a page that needs no network and prints on A4; `name` and `parts` are HTML, escaped already."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{name}</title>'
    return (
        f'<!doctype html>\n<html lang="{language}"><head>{head}<style>{_STYLE}{level_style()}</style></head>\n<body>\n'
        + "\n".join(parts)
        + "\n</body></html>\n"
    )
