"""What the model reads instead of what stands there."""

import pytest

from matcher.wording import plain_wording


@pytest.mark.parametrize(
    ("written", "language", "plain"),
    [
        ("KUNDENBERATER/IN (M/W/D)", "de", "Kundenberater"),
        ("Teamleiter:in Kundenservice (gn)", "de", "Teamleiter Kundenservice"),
        ("Referentinnen und Bürokauffrau", "de", "Referent und Bürokaufmann"),
        ("Asesor/a de atención al cliente (H/M)", "es", "Asesor de atención al cliente"),
        ("Jefa de equipo", "es", "Jefe de equipo"),
        ("Operador(a) de telemarketing", "pt", "Operador de telemarketing"),
        ("Atendente (mulher)", "pt", "Atendente"),
        ("Specjalista/-ka ds. obsługi klienta (K/M)", "pl", "Specjalista ds. obsługi klienta"),
        ("Starsza doradczyni klienta", "pl", "Starszy doradca klienta"),
        ("SENIOR CUSTOMER SERVICE MANAGER", "en", "Senior customer service manager"),
    ],
)
def test_capitals_and_forms_of_gender_are_levelled(written: str, language: str, plain: str) -> None:
    assert plain_wording(written, language=language) == plain


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Termine in Berlin, Innendienst mit SAP (CRM)", "de"),
        ("Ahora mejora la hora de espera (24 h)", "es"),
        ("Agora a senhora demora", "pt"),
        ("Technika, spółka i polityka w czwartki", "pl"),
        ("CRM and SLA", "en"),
        ("", "en"),
    ],
)
def test_other_words_stay_as_they_are(text: str, language: str) -> None:
    assert plain_wording(text, language=language) == text
