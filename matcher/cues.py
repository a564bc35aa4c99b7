"""Words of ads and CVs in five languages, by which their parts are told apart."""

import re

# Abbreviations of ads that spaCy's tokenizer lacks; a point in them ends no sentence.
ABBREVIATIONS = {
    "en": ("approx.", "incl.", "min.", "max.", "yrs.", "Sr.", "Jr.", "dept.", "req.", "No.", "ext."),
    "de": ("z.B.", "z. B.", "d. h.", "u. a.", "o. ä.", "i. d. R.", "inkl.", "ggf.", "bzw.", "ca.", "mind.", "max.", "Std.", "v. a."),
    "es": ("p. ej.", "p.ej.", "Sr.", "Sra.", "Srta.", "aprox.", "máx.", "mín.", "núm.", "Av.", "Ud.", "Uds.", "tel.", "hrs.", "Lic."),
    "pt": ("p. ex.", "p.ex.", "Sr.", "Sra.", "aprox.", "máx.", "mín.", "nº.", "Av.", "tel.", "hrs.", "etc.", "obs.", "Dr.", "Dra."),
    "pl": ("np.", "m.in.", "itp.", "itd.", "tj.", "ul.", "tel.", "godz.", "tys.", "ok.", "wg.", "r.", "min.", "maks.", "pkt.", "ww.", "zł.", "nr."),
}  # fmt: skip

# Words that open a new part of an ad, by which run-on text can be told apart.
PART_CUES = re.compile(
    r"(?<=[\s.,;:)!])(?:wymagania|wymagamy|oczekujemy|oczekiwania|oferujemy|zapewniamy|nasze oczekiwania|zakres obowiązków|obowiązki|główne zadania"
    r"|mile widzian\w+|osoby zainteresowane|prosimy o|do obowiązków|miejsce pracy"
    r"|requisitos|funciones|responsabilidades|beneficios|ofrecemos|se ofrece|se requiere|horario|renta|sueldo|jornada|importante empresa|experiencia (?:mínima|en)"
    r"|benefícios|atividades|atribuições|oferecemos|salário|horário|formação|experiência (?:em|com|mínima)|conhecimento em|vale transporte|local de trabalho"
    r"|requirements|responsibilities|duties|benefits|we offer|you will|salary|must have|qualifications|experience (?:in|with)"
    r"|ihre aufgaben|deine aufgaben|ihr profil|dein profil|wir bieten|anforderungen|aufgaben|voraussetzungen)\b",
    re.IGNORECASE,
)

# What only the one kind of document says: an ad speaks to its reader and offers, a CV lists a life in dates.
AD_CUES = (
    # English
    "we offer|we are looking|we're looking|you will|you'll|apply (?:now|today|by|via|through|online)|join (?:us|our)"
    "|equal opportunit|ideal candidate|your (?:tasks|role|profile)|job (?:description|summary|title)|reporting to|candidates?",
    # German
    r"wir (?:bieten|suchen)|[mwdfx] ?/ ?[mwdfx] ?/ ?[mwdfx]|(?:dein|ihr)e? (?:profil|aufgaben)|bewirb|bewerbung|bewerben",
    # Spanish
    "ofrecemos|buscamos|se (?:requiere|ofrece|busca|solicita)|requisitos|postula|importante empresa|vacante|beneficios|candidat[oa]s?",
    # Portuguese
    "oferecemos|procuramos|requisitos|vaga|vale[- ](?:transporte|refei|alimenta)|candidat|contrata-se|contratando|benefícios",
    # Polish
    "oferujemy|poszukujemy|wymagania|zapewniamy|aplikuj|prosimy o|zakres obowiązków|oczekujemy|mile widzian|kandydat",
)

CV_CUES = (
    r"curriculum vitae|r[eé]sum[eé]\b|work (?:history|experience)|professional (?:summary|experience|profile)|employment history"
    "|education and training|references (?:available|on request)|career (?:summary|objective|overview)|company name",
    "lebenslauf|berufserfahrung|werdegang|geburtsdatum|geb\\. am|familienstand|sprachkenntnisse|edv-kenntnisse|staatsangehörigkeit",
    "hoja de vida|experiencia (?:laboral|profesional)|formación académica|fecha de nacimiento|perfil profesional|datos personales",
    "experiência profissional|formação acad[êé]mica|data de nascimento|resumo profissional|objetivo profissional|perfil profissional",
    "doświadczenie zawodowe|data urodzenia|życiorys|podsumowanie zawodowe|zainteresowania|przebieg kariery|profil zawodowy",
)

TITLE_LABEL = re.compile(
    r"^(?:job title|title|position|role|stelle|stellenbezeichnung|position als|cargo|puesto|puesto de trabajo|vacante"
    r"|vaga|função|stanowisko|nazwa stanowiska)\s*[:–-]\s*(?P<title>.+)$",
    re.IGNORECASE,
)

NO_TITLE = re.compile(
    r"^(?:we are|we're|about (?:us|the)|wir (?:sind|suchen)|über uns|somos|estamos|sobre|o nas|jesteśmy|dla naszego|curriculum vitae"
    r"|lebenslauf|r[eé]sum[eé]|hoja de vida|cv|życiorys|job description|stellenanzeige|oferta de empleo|oferta pracy|descrição|descripción|responsabilidades|atividades|atribuições|leistungsbeschreibung|stellenbeschreibung|opis stanowiska|zakres obowiązków|local|company|für einen|dla naszych|para o|para la)\b",
    re.IGNORECASE,
)

# After these words a capital begins a name, not a new part.
NAME_FOLLOWS = "para|como|desde|hasta|sobre|entre|zona|grande|przy|oraz|przez|firmy|grupy|with|from|near|into|city|team|ciudad|comuna|cidade|empresa"

# Letters of the five languages, for use inside a character class.
SMALL, LARGE = "a-zßäöüáéíóúñçãõâêôàąćęłńśźż", "A-ZÄÖÜÁÉÍÓÚÑÇÃÕÂÊÔÀĄĆĘŁŃŚŹŻ"
