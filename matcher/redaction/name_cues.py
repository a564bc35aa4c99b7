"""How names of people are written in five languages, and what stands beside them."""

import re

LETTER = r"[^\W\d_]"
_CAP = rf"(?:(?![a-zß-öø-ÿāăąćčďđęěğıłńňőœřśşšťůűźżž]){LETTER})(?:[\w'’-]*\w|\.)?"  # a capitalised word, or an initial
_PARTICLE = r"(?:de|da|do|dos|das|del|di|la|las|los|von|van|vom|zu|der|den|dem|bin|al|el|ter|ten|y|e|und)"
PARTICLES = rf"(?:{_PARTICLE}|VON|VAN|DER|DEN|DE|DA|DO|DOS|DAS|DEL|LA|ZU)"
_NAME = rf"{_CAP}(?:[ ](?:{PARTICLES}[ ]){{0,2}}{_CAP}){{0,4}}"
FULL_NAME = rf"{_CAP}(?:[ ](?:{PARTICLES}[ ]){{0,2}}{_CAP}){{1,4}}"
_TITLES = r"(?:(?:Dr|Prof|Eng|Ing|Dipl|Mag|Lic|Mgr|inż|mgr|dr|Dra|Dott|Arq)\.?(?:-Ing\.)?[ ])*"

_LABELS = (
    r"(?:sur|first |last |family |given )?name|full name|candidate|referee|reference|references|line manager|manager|contact|contact person|supervisor"
    r"|vor- und nachname|vorname|nachname|ansprechpartner(?:in)?|kontaktperson|kontakt|referenz(?:en)?|vorgesetzter?"
    r"|nombre|nombres|apellidos|nombre y apellidos|nombre completo|contacto|persona de contacto|referencias?|jef[ea] direct[oa]|supervisora?"
    r"|primer nombre|nombre de pila|rufname|given names?|forenames?"
    r"|nome|nome completo|nome próprio|primeiro nome|sobrenome|apelido|contato|referências?|chefia direta|responsável"
    r"|imię|imiona|nazwisko|imię i nazwisko|nazwisko i imię|osoba kontaktowa|osoba do kontaktu|referencje|przełożon[ya]"
)
_SALUTATIONS = (
    r"Mr|Mrs|Ms|Miss|Mx|Sir|Dame|Dr|Prof|Herrn?|Frau|Señora?|Sr|Sra|Srta|Don|Doña|don|doña|Dra|Senhora?|Exm[oa]|Eng|Ing"
    r"|Pan|Pani|Panem|Panią|Panie|Panu|Pana|pan|pani|panem|panią|panu|pana"
)
_GREETINGS = (
    r"hi|hello|dear|hallo|liebe|lieber|guten tag|hola|querid[oa]|estimad[oa]|olá|oi|car[oa]|prezad[oa]|cześć|drog[ia]|witaj"
    r"|(?:call|letter|message|anruf|nachricht|llamada|mensaje|chamada|mensagem|telefon|wiadomość)"
)
_ASK = (
    r"(?:ask(?:ing)? for|speak (?:to|with)|talk to|fragen sie (?:\w+ ){0,3}nach|sprechen sie mit|pregunt[ae] por|habl[ae] con"
    r"|pergunt[ae] por|fal[ae] com|pytaj (?:\w+ ){0,3}o|proszę pytać o|porozmawiaj z|helped by|thanks to|dank|gracias a|graças a|dzięki)"
)
_CLOSINGS = (
    r"kind regards|best regards|regards|yours sincerely|sincerely|yours faithfully|best wishes|mit freundlichen grüßen|freundliche grüße"
    r"|viele grüße|beste grüße|atentamente|un saludo|saludos(?: cordiales)?|cordialmente|atenciosamente|cumprimentos"
    r"|com os melhores cumprimentos|cordiais saudações|z poważaniem|pozdrawiam|łączę pozdrowienia"
)
_BESIDE = (  # what in running text says that a person's name follows
    r"(?:report(?:s|ed|ing)? to|worked (?:for|with|under)|trained with|together with|alongside|led by|managed by|referees are|under|contact|ask for|applications to|apply to"
    r"|wenden sie sich an|bei fragen hilft|richten sie an|contact[ae] con|pregunt[ae] por|diríjase a|fale com|procure|ao cuidado de|prosimy o kontakt z|kontakt z"
    r"|gearbeitet mit|unter|gemeinsam mit|zusammen mit|vertretung von|beantwortet"
    r"|reportar a|trabajé con|junto a|junto con|escribir a|formado a|bajo la dirección de"
    r"|reportar a|trabalhei com|junto com|formei|enviar currículo para|sob a direção de"
    r"|pracował[ae]m z|razem z|współpraca z|pod kierunkiem|szkolił[ae]m)"
)
_FOLLOWED = r"(?=,? (?:who|which|that|, |\(|leads|led|heads|retires|führt|leitet|beantwortet|freut|que |quien |recebe|le recibirá|która|który|zaprasza|prowadzi)|[,;] (?:head|leiter|abteilungs|supervisor|gerente|kierowni|director|dyrektor))"

_POSTS = (  # beside which the name of the one who holds it stands
    r"(?:manager|director|head|supervisor|team leader|leiter(?:in)?|teamleiter(?:in)?|geschäftsführer(?:in)?|vorgesetzten?"
    r"|director[a]?|jef[ea]|gerente|supervisora?|coordinadora?|diretora?|coordenadora?|chefe|gestora?"
    r"|dyrektor(?:ka)?|kierowni(?:k|kiem|czka|czką)|prezes|koordynator(?:ka)?)"
)
_AFTER_POST = re.compile(
    rf"(?i:\b{_POSTS}\b)(?:[ ][^,\n.;]{{1,30}},|,)?[ ]{_TITLES}(?P<it>{FULL_NAME})(?=[,.;()]|[ ](?:\w+[ ])|$)",
    re.MULTILINE,
)

_AFTER_LABEL = re.compile(
    rf"(?:^|(?<=[;|•·.(\n\t ]))(?i:{_LABELS})(?:[ ]?[:–|\t][ ]*|[ ]?:?[ \t]*\n[ \t]*){_TITLES}(?P<it>{_NAME})",
    re.MULTILINE,
)
_AFTER_SALUTATION = re.compile(
    rf"(?<!\w)(?:{_SALUTATIONS})\.?,?[ ](?:(?:{_SALUTATIONS})\.?[ ])?{_TITLES}(?P<it>{_NAME})"
)
_AFTER_CLOSING = re.compile(rf"^[ \t]*(?i:{_CLOSINGS})[,.!]?\s{{1,4}}{_TITLES}(?P<it>{_NAME})[ \t]*$", re.MULTILINE)
_IN_TEXT = re.compile(rf"(?<!\w)(?i:{_BESIDE})[ ]{_TITLES}(?P<it>{FULL_NAME})")
_AFTER_GREETING = re.compile(rf"(?<!\w)(?i:{_GREETINGS}),?[ ](?P<it>{_NAME})(?=[ ]?[,.:!])")
_ASKED_FOR = re.compile(rf"(?<!\w)(?i:{_ASK})[ ](?P<it>{_NAME})")
_LAST_LINE = re.compile(rf"^[ \t]*(?P<it>{_CAP})[ \t]*\s*\Z", re.MULTILINE)
_BEFORE_DEED = re.compile(rf"(?<!\w)(?P<it>{FULL_NAME}){_FOLLOWED}")
_BY_ENDING = re.compile(
    rf"(?<!\w)(?P<it>{_CAP}[ ](?:{_CAP}-)?(?={_CAP}){LETTER}+(?:sk[iaą]|ck[iaą]|dzk[iaą]|wicz|czyk|czuk|ez|enko|ović|oğlu))(?!\w)"
)
TOP_LINE = re.compile(rf"^[ \t#*]*(?i:{_TITLES})(?P<it>{FULL_NAME}|{_CAP},[ ]{_NAME})(?=[ \t]*(?:$|[|,·•–(]|[ ]-[ ]))")
INITIALS = re.compile(rf"(?<!\w)(?:{LETTER}\.[ ]?){{1,3}}$")
SURE_CUES = (_AFTER_SALUTATION, _AFTER_CLOSING, _BY_ENDING)
UNSURE_CUES = (
    _AFTER_LABEL,
    _AFTER_POST,
    _AFTER_GREETING,
    _ASKED_FOR,
    _LAST_LINE,
    _IN_TEXT,
    _BEFORE_DEED,
)  # after which something else may stand as well
