"""What is entered about a person, as the actions take it: texts as typed, codes as stored, nothing checked yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .enums import Channel, PhoneOwner, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneData:
    """A number as typed, whose it is and how to use it."""

    number: str
    owner: str = PhoneOwner.OWN
    owner_name: str = ""
    best_hour: str = ""
    voice_only: bool = False
    whatsapp: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationData:
    """A unit group of ISCO-08 (four digits), the everyday words used, whole years of practice."""

    code: str
    words: str = ""
    years: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageData:
    """A language (ISO 639) and its level, A1 to C2."""

    code: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentData:
    """An identity document: its kind (reference.identity_documents), number as typed, dates."""

    kind: str
    number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    """Everything a counsellor enters.

    `born` is as typed (``1985``, ``vers 1985``, ``31/12/1985``); `nina` as typed, or empty with `no_nina_reason` (a
    value of NoNina or words); `region` and `cercle` codes of the territory; `education` ISCED 0–8 or None; lists hold
    codes; `mobility` regions or ``*``; `destinations` countries or ``*``; `documents` None leaves those on file as
    they are, and so does `nina` None, which an edit sends when the number was not shown.
    """

    given_names: str
    surname: str
    born: str
    sex: str
    situation: str
    maiden_name: str = ""
    father_name: str = ""
    mother_name: str = ""
    other_script_name: str = ""
    birth_place: str = ""
    nationality: str = "ML"
    nina: str | None = ""
    no_nina_reason: str = ""
    country: str = "ML"
    region: str = ""
    cercle: str = ""
    commune: str = ""
    locality: str = ""
    landmark: str = ""
    email: str = ""
    preferred_channel: str = Channel.VOICE
    preferred_language: str = "bm"
    reading_latin: str = Reading.NONE
    reading_nko: str = Reading.NONE
    reading_arabic: str = Reading.NONE
    education: int | None = None
    education_field: str = ""
    diploma: str = ""
    diploma_verified: bool = False
    skills: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    mobility: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    available_from: date | None = None
    wage_wish: int | None = None
    phones: tuple[PhoneData, ...] = ()
    occupations: tuple[OccupationData, ...] = ()
    languages: tuple[LanguageData, ...] = ()
    documents: tuple[DocumentData, ...] | None = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentData:
    """What the person agreed to at registration (purpose → yes or no) and how it was given (signed, said aloud…)."""

    given: Mapping[str, bool] = field(default_factory=dict)
    how: str = ""
