import pytest

from matcher.document import make_document
from matcher.report import markdown_report
from matcher.roles import ScoredRole, answered_role, cut_roles
from matcher.sentences import split_sentences

CV = """Curriculum vitae
Customer Service Manager
Northmere Water, 2019 - present
Ran the contact centre of sixty people: rosters, budget, hiring and targets
Wrote the complaints policy and reported service levels to the board
Sales Assistant
Corner Shop, 2015 - 2019
Served customers at the till
Education
BA in History, 2014
"""


def _cut(duty_lines):
    sentences = split_sentences(CV, language="en")
    duties = [any(line in sentence.text for line in duty_lines) for sentence in sentences]
    return sentences, cut_roles(sentences, [not duty for duty in duties], duties)


def test_a_cv_is_cut_at_its_dated_lines_and_each_role_bears_its_name():
    sentences, roles = _cut(["Ran the", "Wrote the", "Served"])

    assert [role.name for role in roles] == [
        "Customer Service Manager Northmere Water, 2019 - present",
        "Sales Assistant Corner Shop, 2015 - 2019",
    ]
    assert "Served customers" in " ".join(one.text for one in sentences[roles[1].first : roles[1].last])


def test_a_dated_line_without_duties_is_no_role():
    _, roles = _cut(["Ran the", "Wrote the", "Served"])

    assert not any("History" in role.name for role in roles)


@pytest.mark.parametrize(
    ("duties", "chosen"),
    [((5.0, 5.0), "senior"), ((1.0, 5.0), "junior"), ((0.5, 0.5), None)],
    ids=["both substantial", "the senior one is a single phrase", "none substantial"],
)
def test_the_most_senior_substantial_role_is_answered(duties, chosen):
    roles = [ScoredRole("senior", 0, 4, duties[0], 4.6), ScoredRole("junior", 4, 9, duties[1], 2.2)]

    answered = answered_role(roles)

    assert (answered.name if answered else None) == chosen


def test_a_cv_s_result_names_its_roles_and_quotes_only_the_answered_one(matcher):
    result = matcher.match(make_document(CV, kind="cv"))

    (answered,) = [role for role in result.roles if role.answered]
    quotes = [quote for level in result.levels for quote in level.evidence]
    assert len(result.roles) == 2
    assert answered.name.startswith("Customer Service Manager")
    assert quotes
    assert all(answered.start <= quote.start < quote.end <= answered.end for quote in quotes)
    assert "Customer Service Manager" in markdown_report(result)


def test_a_cv_leans_on_its_most_senior_role(matcher):
    served = "Answered customers' calls about opening hours\nBooked appointments and kept the records up to date"
    cv = CV.replace("Served customers at the till", served)

    def expected_level(kind):
        return matcher.score(make_document(cv, kind=kind)).probabilities @ range(1, 7)

    senior, _ = matcher.match(make_document(cv, kind="cv")).roles

    assert expected_level("ad") < expected_level("cv") < senior.expected_level


def test_an_ad_has_no_roles(matcher):
    assert matcher.match(make_document(CV, kind="ad")).roles == ()


def test_without_text_a_role_has_no_name(matcher):
    table = matcher.match(make_document(CV, kind="cv")).to_dict(text="none")

    assert table["roles"]
    assert all("name" not in role for role in table["roles"])
