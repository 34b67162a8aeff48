"""The letter by which the agency introduces a job seeker to an employer (lettre de mise en relation), with its answer.

It says of the person what the employer needs to receive them and no more: no birth, no address beyond the commune.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf, qr
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "candidacies/documents/introduction_letter.typ"


@dataclass(frozen=True, slots=True)
class IntroductionData:
    """What a letter says.

    `profile` is label and value of what the employer asked for (occupation, years, schooling, languages…); `reasons`
    why the person was proposed, in words, the strongest first; `meeting` when and where the person is to present
    themself, as a sentence; `signatory_role` and `signatory` who signs for the agency; `code`, when given, is the
    signed text of a QR code by which the employer can check the letter. Empty fields are left out.
    """

    letterhead: Letterhead
    reference: str
    written_on: date
    employer: str
    offer_number: str
    offer_title: str
    person_name: str
    answer_by: date
    signatory: str
    signatory_role: str
    employer_lines: tuple[str, ...] = ()
    attention: str = ""
    sex: Literal["female", "male", ""] = ""
    card_number: str = ""
    phones: tuple[str, ...] = ()
    commune: str = ""
    profile: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()
    meeting: str = ""
    counsellor: str = ""
    counsellor_phone: str = ""
    code: str = ""


def introduction_letter_pdf(data: IntroductionData) -> bytes:
    """Return the letter with the answer slip as an A4 PDF, one page unless texts are long. Raises CannotPrint."""
    with papers.written_by(data.letterhead) as common:
        content = {**common, **_content(data)}
        return pdf.render(_TEMPLATE, content, made_at=papers.midnight(data.written_on))


def _content(data: IntroductionData) -> dict[str, Any]:
    rows = (
        (pgettext("paper", "Card No."), data.card_number),
        (pgettext("paper", "Phone"), " · ".join(data.phones)),
        (pgettext("paper", "Lives in"), data.commune),
        *data.profile,
    )
    return {
        "words": _words(data),
        "reference": data.reference,
        "date": papers.long_date(data.written_on),
        "employer": data.employer,
        "employer_lines": data.employer_lines,
        "attention": data.attention,
        "offer_number": data.offer_number,
        "offer_title": data.offer_title,
        "person_name": data.person_name,
        "rows": rows,
        "reasons": data.reasons,
        "meeting": data.meeting,
        "answer_by": papers.weekday_date(data.answer_by),
        "counsellor": data.counsellor,
        "counsellor_phone": data.counsellor_phone,
        "signatory": data.signatory,
        "signatory_role": data.signatory_role,
        "code": qr.svg(data.code) if data.code else "",
    }


def _introduction(sex: str) -> str:
    match sex:
        case "female":
            return pgettext(
                "letter, of a woman",
                "You entrusted us with your offer No. {number}, “{title}”. We have the honour to introduce {name}, a job "
                "seeker registered with our agency.",
            )
        case "male":
            return pgettext(
                "letter, of a man",
                "You entrusted us with your offer No. {number}, “{title}”. We have the honour to introduce {name}, a job "
                "seeker registered with our agency.",
            )
    return pgettext(
        "letter",
        "You entrusted us with your offer No. {number}, “{title}”. We have the honour to introduce {name}, a job "
        "seeker registered with our agency.",
    )


def _words(data: IntroductionData) -> dict[str, str]:
    return {
        "title": pgettext("paper", "Letter of introduction"),
        "to": pgettext("letter", "To"),
        "attention": pgettext("letter", "For the attention of {name}"),
        "subject": pgettext("letter", "Subject: introduction of a candidate, offer No. {number}"),
        "dear": pgettext("letter", "Dear Sir or Madam,"),
        "introduction": _introduction(data.sex),
        "reasons": pgettext("letter", "We propose this person for the following reasons:"),
        "ask": pgettext("letter", "Please receive this person and let us know your decision by {date}, with the slip below."),
        "ask_phone": pgettext(
            "letter",
            "Please receive this person and let us know your decision by {date}, with the slip below or by phone on {phone}.",
        ),
        "counsellor": pgettext("letter", "Your contact in our agency: {name}."),
        "free": pgettext("letter", "This introduction is free of charge, for you and for the person (Labour Code, art. L.302)."),
        "yours": pgettext("letter", "Yours faithfully,"),
        "check": pgettext("letter", "Read this code to check that the letter comes from us."),
        "code": pgettext("letter", "Signed code of letter {number}"),
        **_slip_words(),
    }  # fmt: skip


def _slip_words() -> dict[str, str]:
    return {
        "tear": pgettext("letter", "to be returned to {structure}"),
        "answer": pgettext("letter", "Answer of the employer"),
        "about": pgettext("letter", "{name}, offer No. {number}, letter {reference}"),
        "hired": pgettext("letter", "We hire this person. First day of work: {day}"),
        "terms": pgettext("letter", "Contract: {contract} Monthly pay: {pay}"),
        "refused": pgettext("letter", "We do not hire this person. Reason: {reason}"),
        "waiting": pgettext("letter", "Not decided yet. Interview or trial on: {day}"),
        "absent": pgettext("letter", "The person did not come."),
        "date": pgettext("letter", "Date: {date}"),
        "signed_employer": pgettext("letter", "Name, signature and stamp of the employer"),
        "thanks": _("Your answer lets us propose the next person at once, or close your offer."),
    }
