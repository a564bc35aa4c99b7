"""Text -> e-mail addresses, phones, addresses, birth dates and photo captions, in the forms of five languages."""

import re
from collections.abc import Iterator

_CAP = r"[^\W\d_a-zß-öø-ÿąćęłńśźż][\w'’.-]*"  # a word that begins with a capital
_WORDS = rf"{_CAP}(?:[ ](?:(?:de|da|do|dos|das|del|la|las|los|el|y|e|of|the|von|van|der)[ ]){{0,2}}{_CAP}){{0,4}}"
_HOUSE = r"(?:n\.?[º°o]\.?[ ]?|No\.?[ ]?|#[ ]?)?\d{1,4}(?:[ ]?[a-zA-Z](?![\w.]))?(?:[/-]\d{1,4}[a-z]?)?(?!\d)"
_MONTH = r"[^\W\d_]{1,12}\.?"
_DATE = (
    rf"(?:\d{{1,2}}[./-][ ]?\d{{1,2}}[./-][ ]?\d{{2,4}}|\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|º)?[ ](?:de[ ]|of[ ])?{_MONTH},?[ ](?:de[ ]|del[ ])?\d{{4}}|{_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ]\d{{4}}|19\d\d|20[01]\d)"
)
_BIRTH = (
    r"(?:date(?: (?:and|&|/) place)? of birth|birth ?da(?:te|y)|d\.?o\.?b\.?|born|jahrgang|geburtsdatum|geburtstag|geboren|geb\."
    r"|fecha(?: y lugar)? de nacimiento|nacimiento|f\. ?(?:de )?nac\.|nacid[oa]|nací|data(?: e local)? de nascimento|nascimento|nascid[oa]"
    r"|nasceu|nasci|data(?: i miejsce)? urodzenia|data ur\.|urodzon[ya]|urodził[ae]m się|ur\.|rocznik)"
)
_PHONE_LABEL = (
    r"(?:phone|telephone|mobile|cell(?:phone)?|tel|telefon|telefonnummer|mobil|handy|fon|teléfono|telf|móvil|celular|cel"
    r"|telefone|telemóvel|telem|tlm|fone|whatsapp|kom|komórka|numerem|call|llamar al|ligar para)"
)
# After the street: a flat, a district, a postcode and a town, as each country writes them.
_CODE = r"(?:[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|[A-Z]{2,3}[ ]\d{4,5}(?:-\d{4})?|[A-Z]{2}[ ][A-Z]\d[A-Z][ ]\d[A-Z]\d|\d{2}-\d{3}|\d{4}-\d{3}|\d{5}-\d{3}|\d{4,6}|D-\d{5})"
_MORE = (
    rf"(?:,?[ ](?:m\.|lok\.|apto\.?|apt\.?|piso|flat|unit|suite|nave|sala|loja|local|oficina|bloque|bloco|bl\.|portal|puerta|depto\.?|dpto\.?|conjunto|cj\.|Top|Hinterhaus|p\.)[ ]?\w{{1,5}}|,[ ]?\d{{1,3}}\.?[º°ª](?:[ ]?[A-Z][\w.]{{0,4}}|[ ]\w{{3}}\.)?"
    rf"|,?[ ]{_CODE}(?:[ ]{_WORDS})?|,[ ]{_CODE}|[ ]-[ ][A-Z]{{2}}(?![a-z])|,[ ]{_WORDS}(?:[ ]{_CODE})?(?=[ ]*(?:,|\n|\||·|;|\.|[ ]-[ ]|$)))"
)
_STREETS = "|".join(
    (
        # English: number, name, kind of street
        rf"(?:(?:Flat|Apartment|Apt\.?|Unit|Suite|Block|Blk)[ ]\w{{1,5}},?[ ])?\d{{1,5}}[a-zA-Z]?(?:/\d+)?[ ](?:{_CAP}[ ]){{1,4}}"
        r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Way|Place|Square|Terrace|Crescent|Boulevard|Blvd|Gardens|Grove|Hill|Bank|Wharf|Paddock|View|Rise|Green|Circle|Trail|Loop|Hollow|Highway|Esplanade|Park|Row|Walk|Parade|Mews|Quay|North|South|East|West)\b\.?",
        # German: street, number
        rf"(?:{_CAP}[ -]){{0,3}}{_CAP}?(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|hof|graben|markt)[ ]{_HOUSE}",
        rf"(?:{_CAP}[ ]){{1,4}}(?:Straße|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer)[ ]{_HOUSE}",
        rf"(?:Am|An der|An den|Im|In der|Auf dem|Auf der|Zum|Zur|Hinter der|Vor dem|Unter den)[ ](?:{_CAP}[ ]){{1,3}}{_HOUSE}(?=,?[ ](?:D-)?\d{{5}})",
        rf"(?:{_CAP}[ ]){{1,3}}{_HOUSE}(?=,[ ](?:D-|A-|CH-)?\d{{4,5}}[ ])",
        # Spanish and Portuguese: kind of street, name, number
        rf"(?:C/|Calle|Cl\.|Avda?\.?|Avenida|Av\.|Plaza|Pza\.|Paseo|Camino|Caminho|Carretera|Ronda|Travesía|Jr\.|Jirón|Carrera|Cra\.|Pasaje|Psje\."
        rf"|Rua|R\.|Travessa|Praça|Largo|Alameda|Estrada|Rodovia|Calçada|Beco)[ ](?:(?:de|da|do|dos|das|del|la|las|los|el)[ ]){{0,2}}(?:{_WORDS}|\d+)(?:,?[ ]{_HOUSE})",
        # Polish: kind of street, name, number
        rf"(?:ul\.|ulica|al\.|aleja|Al\.|pl\.|plac|os\.|osiedle|Osiedle)[ ]{_WORDS}[ ]{_HOUSE}",
    )
)

_PATTERNS = (
    ("email", re.compile(r"[\w.+-]+[ ]?(?:@|\((?:at|arroba|małpa)\)|\[at\])[ ]?[\w-]+(?:\.[\w-]+)+")),
    ("email", re.compile(r"(?:https?://)?(?:\w+\.)?(?:linkedin|xing|facebook|instagram|twitter|goldenline|github)\.\w{2,3}/[\w./%-]+", re.IGNORECASE)),
    ("birth", re.compile(rf"(?<!\w){_BIRTH}(?:[^\d\n]{{0,30}}|[ :\t]*\n[ \t]*)(?<!\d)(?P<it>{_DATE}(?:[ ]r\.)?)(?!\d)", re.IGNORECASE)),
    ("birth", re.compile(rf"(?<![\w*])\*[ ]?(?P<it>{_DATE})(?![\d*])")),
    ("address", re.compile(rf"(?<![\w./])(?P<it>(?:^{_WORDS},[ ])?(?:{_STREETS})(?:{_MORE}){{0,4}})", re.MULTILINE)),
    ("address", re.compile(rf"(?<![\w./])(?P<it>\d{{1,4}}[a-z]?[ ]{_WORDS},?[ ](?:{_WORDS},?[ ])?[A-Z]{{1,2}}\d[A-Z\d]?[ ]\d[A-Z]{{2}})(?!\w)")),
    ("address", re.compile(rf"(?:^|[,|·•][ ])[ \t]*(?P<it>(?:(?:D-|A-|CH-)\d{{4,5}}|\d{{5}}|(?!19|20)[1-9]\d{{3}})[ ]{_WORDS})(?=[ \t]*(?:$|[,|·•]))", re.MULTILINE)),
    ("address", re.compile(rf"(?<![\w-])(?P<it>(?:\d{{2}}-\d{{3}}|\d{{4}}-\d{{3}})[ ]{_WORDS}|(?:{_CAP}[ ])?[A-Z]{{1,2}}\d[A-Z\d]?[ ]\d[A-Z]{{2}}|(?:CEP:?[ ])?\d{{5}}-\d{{3}}(?:[ ]{_WORDS})?|{_CAP},[ ][A-Z]{{2}}[ ]\d{{5}}(?:-\d{{4}})?)(?![\w-])")),
    (
        "address",
        re.compile(
            r"^[ \t•*-]*(?:(?:home |postal )?address|(?:wohn)?adresse|anschrift|wohnort|dirección|domicilio|morada|endereço|residência"
            r"|adres(?: zamieszkania)?|miejsce zamieszkania)[ ]?[:–][ ]*(?P<it>[^\n|·•]{4,120})",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (
        "caption",
        re.compile(
            r"^[ \t]*(?P<it>[\[(]?(?:(?:(?:bewerbungs|pass|licht|profil|titel)?(?:foto|bild)|photo(?:graph)?s?|picture|portrait|porträt|headshot|foto (?:de perfil|do perfil|tipo passe)"
            r"|fotografía|fotografia|retrato|imagem|imagen|zdjęcie|fot\.|im bild|auf dem (?:foto|bild)|pictured|na zdjęciu|na foto(?:grafia)?|en la (?:foto|imagen))"
            r"(?:[ ](?:of|by|von|de|do|da)[ ]|[ ]?[:–,-][ ]?|(?<=\.)[ ])|(?:im bild|auf dem (?:foto|bild)|pictured|na zdjęciu|na foto(?:grafia)?|en la (?:foto|imagen))[ ])[^\n]{2,100})$",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    ("phone", re.compile(rf"(?<!\w){_PHONE_LABEL}[.:]?[ ]?(?P<it>[+(]?\d[\d ()/.–-]{{5,20}}\d)", re.IGNORECASE)),
    ("phone", re.compile(r"(?<![\w.,/–-])(?P<it>(?:\+|00)\d[\d ()/.–-]{7,20}\d)(?!\w)")),
    ("phone", re.compile(r"(?<![\w.,/–-])(?P<it>\(?0\d{1,5}\)?[ /–-]{1,3}\d[\d /–-]{3,14}\d)(?![\w.,]\d)")),
    ("phone", re.compile(r"(?<![\w.,/–-])(?P<it>0\d{9,11}|[679]\d{8}|\d{2}[ ]\d{4}[ -]\d{4}|9\d{4}-\d{4})(?![\w-]|[.,]\d|[ ]?(?:€|zł|EUR|R\$|\d))")),
    ("phone", re.compile(r"(?<![\w.,/–-])(?P<it>\(\d{2,3}\)[ ]?\d[\d -]{5,11}\d)(?!\w)")),
    ("phone", re.compile(r"(?<![\w.,/–-])(?P<it>\d{3}([ -])\d{3}\2\d{3,4}|\d{3}(?:[ -]\d{2}){3}|\d{2}([ -])\d{3}\3\d{2}\3\d{2})(?![\w.,]?\d|[ ]?(?:€|zł|EUR|R\$))")),
)  # fmt: skip


def contact_stretches(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of each; the order is that of the patterns, and some may overlap."""
    for kind, pattern in _PATTERNS:
        group = "it" if "it" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            if kind != "phone" or _is_phone(match[group]):
                yield kind, match.start(group), match.end(group)


_PERIOD = re.compile(r"(?<!\d)(?:19|20)\d\d[ ]?[–/-][ ]?(?:\d\d?[./])?(?:19|20)\d\d(?!\d)|^0{3}[ –-]")


def _is_phone(found: str) -> bool:
    """Seven to fifteen digits, and not two years or months."""
    digits = sum(character.isdigit() for character in found)
    return 7 <= digits <= 15 and not _PERIOD.search(found)
