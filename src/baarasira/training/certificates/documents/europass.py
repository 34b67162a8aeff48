"""The certificate for Europass readers: European Learning Model v3, profile EDC (European Digital Credential for Learning).

What the profile asks of every credential is there: its profile, how it is shown, the issuer, the subject, when it was issued and
from when it holds, the schema it follows. It is not sealed: a European seal takes a certificate of a qualified provider that
the agency has not; the file therefore bears the signed badge, which proves it (docs/decisions/0022).
Sources: ELM 3 application profile EDC (context ``edc-ap``, shapes ``edc-generic-full``), authority tables of the Publications
Office (country, language), domain.md E.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from ..models import Certificate

CONTEXTS = ("https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap")
SHAPES = "http://data.europa.eu/snb/model/ap/edc-generic-full"
_PROFILE = ("http://data.europa.eu/snb/credential/e34929035b", "http://data.europa.eu/snb/credential/25831c2")
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_FRENCH = (f"{_AUTHORITY}/language/FRA", f"{_AUTHORITY}/language")
_COUNTRY = (f"{_AUTHORITY}/country/MLI", f"{_AUTHORITY}/country")
_ESCO = "http://data.europa.eu/esco/skill"


def european_credential(certificate: Certificate, skills: Sequence[tuple[str, str]], issuer: str) -> dict[str, Any]:
    """Return the credential as JSON-LD. skills: code and French name of each; issuer: the public address that signs."""
    issued = certificate.issued_at or certificate.proposed_at
    day = _moment(certificate.valid_from)
    body = _organisation("urn:baarasira:org:1", certificate.office.name, issuer)
    said: dict[str, Any] = {
        "@context": list(CONTEXTS),
        "id": f"urn:uuid:{certificate.pk}",
        "type": ["VerifiableCredential", "VerifiableAttestation", "EuropeanDigitalCredential"],
        "identifier": _identifier(certificate.number, issuer),
        "credentialProfiles": _concept(*_PROFILE, {"en": "Generic", "fr": "Générique"}),
        "credentialSchema": {"id": SHAPES, "type": "ShaclValidator2017"},
        "displayParameter": _display(certificate),
        "issuer": body,
        "issuanceDate": _instant(issued),
        "issued": _instant(issued),
        "validFrom": day,
        "credentialSubject": {
            "id": "urn:baarasira:person:1",
            "type": "Person",
            "fullName": _french(certificate.holder),
            "hasClaim": _achievement(certificate, skills, body),
        },
        "evidence": [
            {"id": f"urn:uuid:{certificate.pk}#badge", "type": "Evidence", "evidenceStatement": certificate.badge}
        ],
    }
    if certificate.valid_until is not None:
        said["expirationDate"] = _moment(certificate.valid_until)
    return said


def _achievement(
    certificate: Certificate, skills: Sequence[tuple[str, str]], body: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what was achieved: its title, who awarded it and when, the proof of it, what was learnt."""
    awarded = {
        "id": "urn:baarasira:awardingProcess:1",
        "type": "AwardingProcess",
        "awardingBody": dict(body),
        "awardingDate": _moment(certificate.valid_from),
    }
    specified: dict[str, Any] = {
        "id": "urn:baarasira:learningAchievementSpec:1",
        "type": "LearningAchievementSpecification",
        "title": _french(certificate.title),
        "description": _french(certificate.criteria),
        "language": _concept(*_FRENCH, {"fr": "français"}, "language"),
        "learningOutcome": [_outcome(number, *skill) for number, skill in enumerate(skills, start=1)],
    }
    if certificate.hours:
        specified["volumeOfLearning"] = f"PT{certificate.hours}H"
    claim: dict[str, Any] = {
        "id": "urn:baarasira:learningAchievement:1",
        "type": "LearningAchievement",
        "title": _french(certificate.title),
        "awardedBy": awarded,
        "specifiedBy": specified,
    }
    if certificate.result:
        claim["provenBy"] = {
            "id": "urn:baarasira:learningAssessment:1",
            "type": "LearningAssessment",
            "title": _french(certificate.title),
            "grade": {"id": "urn:baarasira:note:1", "type": "Note", "noteLiteral": _french(certificate.result)},
            "awardedBy": {**awarded, "id": "urn:baarasira:awardingProcess:2"},
        }
    return claim


def _outcome(number: int, code: str, name: str) -> dict[str, Any]:
    outcome: dict[str, Any] = {
        "id": f"urn:baarasira:learningOutcome:{number}",
        "type": "LearningOutcome",
        "title": _french(name),
    }
    if code.startswith(_ESCO):
        outcome["relatedESCOSkill"] = [_concept(code, _ESCO, _french(name))]
    return outcome


def _organisation(key: str, name: str, issuer: str) -> dict[str, Any]:
    address = {
        "id": f"{key}#address",
        "type": "Address",
        "countryCode": _concept(*_COUNTRY, {"fr": "Mali", "en": "Mali"}, "country"),
    }
    return {
        "id": key,
        "type": "Organisation",
        "legalName": _french(name),
        "location": {"id": f"{key}#location", "type": "Location", "address": address},
        "homepage": {"id": f"{key}#homepage", "type": "WebResource", "contentURL": issuer},
    }


def _display(certificate: Certificate) -> dict[str, Any]:
    french = _concept(*_FRENCH, {"fr": "français"}, "language")
    return {
        "id": "urn:baarasira:displayParameter:1",
        "type": "DisplayParameter",
        "title": _french(certificate.title),
        "description": _french("est décerné à"),
        "language": [french],
        "primaryLanguage": french,
    }


def _identifier(number: str, issuer: str) -> dict[str, Any]:
    return {
        "id": f"urn:baarasira:identifier:{number}",
        "type": "Identifier",
        "notation": number,
        "schemeName": issuer,
    }


def _concept(key: str, scheme: str, labels: Mapping[str, str], notation: str = "") -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": key,
        "type": "Concept",
        "inScheme": {"id": scheme, "type": "ConceptScheme"},
        "prefLabel": dict(labels),
    }
    if notation:
        said["notation"] = notation
    return said


def _french(text: str) -> dict[str, str]:
    return {"fr": text}


def _moment(day: date) -> str:
    return _instant(datetime.combine(day, time(), UTC))


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
