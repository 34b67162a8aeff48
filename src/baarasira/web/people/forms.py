"""Forms of the people pages."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure
from baarasira.people.births import born_text
from baarasira.people.checks import ANY, MOST_YEARS
from baarasira.people.enums import Channel, ConsentPurpose, NoNina, PhoneOwner, Reading, RightKind, Sex, Situation
from baarasira.people.inputs import (
    ConsentData,
    DocumentData,
    LanguageData,
    OccupationData,
    PersonData,
    PhoneData,
)
from baarasira.people.models import Person
from baarasira.people.queries import registering_offices
from baarasira.reference import phones
from baarasira.reference.countries import COUNTRIES, FIRST, HOME, in_form_order
from baarasira.reference.education import EDUCATION_FIELDS, EDUCATION_LEVELS
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.reference.languages import LANGUAGE_LEVELS, LANGUAGES
from baarasira.reference.licences import LICENCES
from baarasira.reference.skills import SKILLS
from baarasira.web.shell.forms import DateField, Form, MoneyField, PhoneInput, SuggestField

from . import suggestions
from .places import cercle_choices, region_names

CHOOSE = _("Choose…")
NONE = _("Not given")
PHONES = 2
OCCUPATIONS = 3
OTHER_LANGUAGES = 2
HOME_LANGUAGES = ("fr", "bm")


def _text(label: Any, length: int = 200, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    # The rules of the room say what is too long, in a sentence: the browser does not cut silently what is pasted.
    attrs = {"autocomplete": "off", **kwargs.pop("attrs", {})}
    return forms.CharField(label=label, required=required, widget=forms.TextInput(attrs=attrs), **kwargs)


def _choice(label: Any, choices: Any = (), *, empty: Any = None, required: bool = False, **kwargs: Any) -> Any:
    listed = [("", empty), *choices] if empty is not None else list(choices)
    return forms.ChoiceField(label=label, choices=listed, required=required, **kwargs)


def _tick(label: Any, **kwargs: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, **kwargs)


class PersonForm(Form):
    """One person, in the order of the conversation at the desk: shared by registering and correcting."""

    surname = _text(_("Surname"), required=True)
    given_names = _text(_("Given names"), required=True)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect(attrs={"class": "inline"}))
    born = _text(
        _("Born"), required=True, help_text=_("The day (31/12/1985) or the year alone (1985)."), attrs={"size": "14"}
    )
    birth_place = _text(_("Birth place"))
    nina = _text(_("NINA"), help_text=_("14 digits and a letter, from the card."), attrs={"size": "22"})
    no_nina_reason = _choice(_("Without a NINA: why"), NoNina.choices, empty=_("The NINA is above"))
    father_name = _text(_("Father's name"))
    mother_name = _text(_("Mother's name"))
    maiden_name = _text(_("Maiden name"))
    other_script_name = _text(_("Name in N'Ko or Arabic"))
    nationality = _choice(_("Nationality"), required=True)
    preferred_channel = _choice(_("Best reached by"), Channel.choices, required=True)
    preferred_language = _choice(_("In this language"), required=True)
    email = _text(_("E-mail address"), attrs={"inputmode": "email"})
    country = _choice(_("Country of living"), required=True)
    region = _choice(_("Region"))
    cercle = _choice(_("Cercle"))
    commune = _text(_("Commune"))
    locality = _text(_("Village or quarter"))
    landmark = _text(_("Landmark"), help_text=_("What people there would say: near the mosque, behind the market…"))
    reading_latin = _choice(_("Reads French or Latin letters"), Reading.choices, required=True)
    reading_nko = _choice(_("Reads N'Ko"), Reading.choices, required=True)
    reading_arabic = _choice(_("Reads Arabic letters"), Reading.choices, required=True)
    education = _choice(_("Schooling"))
    education_field = _choice(_("Field of study"))
    diploma = _text(_("Diploma"))
    diploma_verified = _tick(_("I have seen the diploma"))
    situation = _choice(_("Situation"), Situation.choices, empty=CHOOSE, required=True)
    skills = SuggestField(
        label=_("Skills"),
        url="",
        multiple=True,
        limit=20,
        required=False,
        label_for=suggestions.skill_label,
        known=lambda code: code in SKILLS,
        resolve=suggestions.resolve_skill,
        help_text=_("What the person can do: type a word, then choose."),
    )
    licences = forms.MultipleChoiceField(
        label=_("Licences and certificates"), required=False, widget=forms.CheckboxSelectMultiple
    )
    anywhere = _tick(_("Would work anywhere in Mali"))
    mobility = forms.MultipleChoiceField(
        label=_("Or in these regions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    any_country = _tick(_("Would work in any country"))
    destinations = forms.MultipleChoiceField(
        label=_("Or in these countries"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other_destinations = SuggestField(
        label=_("Other countries"),
        url="",
        multiple=True,
        limit=20,
        required=False,
        label_for=COUNTRIES.label,
        known=lambda code: code in COUNTRIES,
        resolve=suggestions.resolve_country,
    )
    available_from = DateField(
        label=_("Available from"), required=False, help_text=_("Left empty: available now. Otherwise 31/12/2026.")
    )
    wage_wish = MoneyField(label=_("Wage hoped for, a month"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        urls: dict[str, str],
        phone_slots: int = PHONES,
        language_slots: int = OTHER_LANGUAGES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # As many as are on file, so that correcting one thing never drops another.
        self.phone_slots = range(max(PHONES, phone_slots))
        self.language_slots = range(max(OTHER_LANGUAGES, language_slots))
        self._add_phones()
        self._add_occupations(urls["occupation"])
        self._add_languages()
        self._fill_choices()
        self.fields["other_destinations"].widget.url = urls["country"]  # type: ignore[attr-defined]
        self.fields["skills"].widget.url = urls["skill"]  # type: ignore[attr-defined]

    def _add_phones(self) -> None:
        for index in self.phone_slots:
            name = _("Phone") if index == 0 else _("Other phone")
            self.fields[f"phone_{index}"] = forms.CharField(label=name, required=False, widget=PhoneInput)
            self.fields[f"phone_{index}_owner"] = _choice(_("Whose phone"), PhoneOwner.choices)
            self.fields[f"phone_{index}_owner_name"] = _text(_("Name of its owner, if not the person"))
            self.fields[f"phone_{index}_hour"] = _text(_("Best hour to call"), attrs={"size": "16"})
            self.fields[f"phone_{index}_voice"] = _tick(_("Voice only: does not read messages"))
            self.fields[f"phone_{index}_whatsapp"] = _tick(_("On WhatsApp"))

    def _add_occupations(self, url: str) -> None:
        names = (_("Occupation wanted first"), _("Second occupation"), _("Third occupation"))
        for index, name in enumerate(names):
            self.fields[f"occupation_{index}"] = SuggestField(
                label=name,
                url=url,
                required=False,
                label_for=suggestions.occupation_label,
                known=suggestions.is_unit_group,
                resolve=suggestions.resolve_occupation,
                keeps_words=True,
                help_text=_("In everyday words, then choose: welder, market gardener…") if index == 0 else "",
            )
            self.fields[f"occupation_{index}_years"] = forms.IntegerField(
                label=_("Years of practice"),
                required=False,
                min_value=0,
                max_value=MOST_YEARS,
                widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
            )

    def _add_languages(self) -> None:
        levels = LANGUAGE_LEVELS.choices()
        for code in HOME_LANGUAGES:
            label = LANGUAGES.label(code)
            self.fields[f"speaks_{code}"] = _choice(label[:1].upper() + label[1:], levels, empty=_("Does not speak it"))
        others = [(language.code, language.label) for language in LANGUAGES if language.code not in HOME_LANGUAGES]
        for index in self.language_slots:
            self.fields[f"language_{index}"] = _choice(_("Other language"), others, empty=_("None"))
            self.fields[f"language_{index}_level"] = _choice(_("How well"), levels, empty=CHOOSE)

    def _fill_choices(self) -> None:
        everyone = [(country.code, country.label) for country in in_form_order()]
        regions = list(region_names().items())
        usual = [(code, COUNTRIES.label(code)) for code in FIRST if code != HOME]
        levels = [(level.code, level.label) for level in EDUCATION_LEVELS]
        for name, choices in {
            "nationality": everyone,
            "country": everyone,
            "preferred_language": [(language.code, language.label) for language in LANGUAGES],
            "region": [("", CHOOSE), *regions],
            "cercle": cercle_choices(),
            "education": [("", NONE), *levels],
            "education_field": [("", NONE), *EDUCATION_FIELDS.choices()],
            "licences": LICENCES.choices(),
            "mobility": regions,
            "destinations": usual,
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a region of those who live in Mali, and for the level of each other language."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("country") == HOME and not cleaned.get("region") and not cleaned.get("cercle"):
            self.add_error("region", _("Choose the region the person lives in."))
        for index in self.language_slots:
            if cleaned.get(f"language_{index}") and not cleaned.get(f"language_{index}_level"):
                self.add_error(f"language_{index}_level", _("Say how well the person speaks this language."))
        return cleaned

    def data_entered(self) -> PersonData:
        """Return what a valid form says, as the action takes it."""
        held = self.cleaned_data
        copied = {name: held[name] for name in _COPIED}
        return PersonData(
            **copied,
            nina=self._nina(),
            education=int(held["education"]) if held["education"] else None,
            skills=tuple(held["skills"]),
            licences=tuple(held["licences"]),
            mobility=(ANY,) if held["anywhere"] else tuple(held["mobility"]),
            destinations=(ANY,)
            if held["any_country"]
            else tuple(dict.fromkeys([*held["destinations"], *held["other_destinations"]])),
            phones=tuple(self._phone(index) for index in self.phone_slots if held[f"phone_{index}"].strip()),
            occupations=tuple(
                OccupationData(
                    code=held[f"occupation_{index}"],
                    words=str(self.data.get(f"occupation_{index}_text", "")),
                    years=held[f"occupation_{index}_years"] or 0,
                )
                for index in range(OCCUPATIONS)
                if held[f"occupation_{index}"]
            ),
            languages=self._languages(),
            documents=self._documents(),
        )

    def _nina(self) -> str | None:
        return str(self.cleaned_data["nina"])

    def _documents(self) -> tuple[DocumentData, ...] | None:
        return None

    def _phone(self, index: int) -> PhoneData:
        held = self.cleaned_data
        return PhoneData(
            number=held[f"phone_{index}"],
            owner=held[f"phone_{index}_owner"] or PhoneOwner.OWN,
            owner_name=held[f"phone_{index}_owner_name"],
            best_hour=held[f"phone_{index}_hour"],
            voice_only=held[f"phone_{index}_voice"],
            whatsapp=held[f"phone_{index}_whatsapp"],
        )

    def _languages(self) -> tuple[LanguageData, ...]:
        held = self.cleaned_data
        pairs = [(code, held[f"speaks_{code}"]) for code in HOME_LANGUAGES]
        pairs += [(held[f"language_{i}"], held[f"language_{i}_level"]) for i in self.language_slots]
        return tuple(LanguageData(code=code, level=level) for code, level in pairs if code and level)


_COPIED = (
    "surname", "given_names", "sex", "born", "birth_place", "no_nina_reason", "father_name", "mother_name",
    "maiden_name", "other_script_name", "nationality", "preferred_channel", "preferred_language", "email", "country",
    "region", "cercle", "commune", "locality", "landmark", "reading_latin", "reading_nko", "reading_arabic",
    "education_field", "diploma", "diploma_verified", "situation", "available_from", "wage_wish",
)  # fmt: skip


class RegisterForm(PersonForm):
    """A new person: also the office, one identity document, the consents, and the answer to likely duplicates."""

    office = forms.ModelChoiceField(label=_("Office"), queryset=Structure.objects.none(), empty_label=CHOOSE)
    document_kind = _choice(_("Document shown"))
    document_number = _text(_("Its number"), attrs={"size": "22"})
    document_expires = DateField(label=_("Its last day"), required=False, help_text="")
    consent_how = _choice(
        _("How the agreement was given"),
        [("oral", _("Said aloud, after explanation")), ("signed", _("Signed on paper"))],
        required=True,
    )
    confirmed_new = _tick(_("None of these people: I have looked"))
    form_token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, urls: dict[str, str], **kwargs: Any) -> None:
        initial = {
            "form_token": uuid.uuid4(),
            "country": HOME,
            "nationality": HOME,
            "preferred_channel": Channel.VOICE,
            "preferred_language": "bm",
            "phone_0_owner": PhoneOwner.OWN,
            "phone_1_owner": PhoneOwner.SHARED,
        }
        super().__init__(*args, urls=urls, initial=initial, **kwargs)
        self._offer_offices(actor)
        documents = [(kind.code, kind.label) for kind in IDENTITY_DOCUMENTS]
        self.fields["document_kind"].choices = [("", NONE), *documents]  # type: ignore[attr-defined]
        for purpose in ConsentPurpose:
            self.fields[f"consent_{purpose.value}"] = _tick(purpose.label)

    def _offer_offices(self, actor: Actor) -> None:
        offices = list(registering_offices(actor))
        field: Any = self.fields["office"]
        field.queryset = registering_offices(actor)
        field.choices = [("", CHOOSE), *((str(office.pk), office.name) for office in offices)]
        held = {row.structure_id for row in actor.user.memberships_on(actor.today)} if actor.user else set()  # type: ignore[attr-defined]
        own = [office for office in offices if office.pk in held] or offices[:1]
        self.initial["office"] = str(own[0].pk) if own else ""
        if len(offices) == 1:
            field.widget = forms.HiddenInput()

    def _documents(self) -> tuple[DocumentData, ...]:
        held = self.cleaned_data
        if not held["document_kind"]:
            return ()
        return (
            DocumentData(
                kind=held["document_kind"], number=held["document_number"], expires_on=held["document_expires"]
            ),
        )

    def consents(self) -> ConsentData:
        """Return what was agreed to, purpose by purpose."""
        given = {purpose: self.cleaned_data[f"consent_{purpose}"] for purpose in ConsentPurpose.values}
        return ConsentData(given=given, how=self.cleaned_data["consent_how"])


class EditForm(PersonForm):
    """A person on file. The NINA on file is not shown: left empty, it stays as it is."""

    def __init__(self, *args: Any, person: Person, urls: dict[str, str], **kwargs: Any) -> None:
        others = [row for row in person.languages.all() if row.code not in HOME_LANGUAGES]
        super().__init__(
            *args,
            urls=urls,
            initial=initial_of(person),
            phone_slots=len(person.phones.all()),
            language_slots=len(others),
            **kwargs,
        )
        self.has_nina = bool(person.nina_print)
        # Codes that an import brought from another list stay when something else is corrected.
        on_file = frozenset(person.skills)
        self.fields["skills"].known = lambda code: code in SKILLS or code in on_file  # type: ignore[attr-defined]
        if self.has_nina:
            self.fields["nina"].help_text = _("A NINA is on file. Leave this empty to keep it, or enter the right one.")
            self.fields["no_nina_reason"].choices = [("", _("Keep the NINA")), *NoNina.choices]  # type: ignore[attr-defined]
        elif person.no_nina_reason and person.no_nina_reason not in NoNina.values:
            own = (person.no_nina_reason, person.no_nina_reason)
            self.fields["no_nina_reason"].choices = [own, *NoNina.choices]  # type: ignore[attr-defined]

    def _nina(self) -> str | None:
        typed = str(self.cleaned_data["nina"])
        kept = self.has_nina and not typed.strip() and not self.cleaned_data["no_nina_reason"]
        return None if kept else typed


def initial_of(person: Person) -> dict[str, Any]:
    """Return what the form of a person on file shows (phones, occupations, languages loaded)."""
    usual = set(FIRST)
    values: dict[str, Any] = {
        name: getattr(person, name) for name in _COPIED if name not in ("region", "cercle", "born")
    }
    values.update(
        version=person.version,
        born=born_text(person.born, person.born_precision),
        region=person.region_id or "",
        cercle=person.cercle_id or "",
        education="" if person.education is None else str(person.education),
        skills=person.skills,
        licences=person.licences,
        anywhere=ANY in person.mobility,
        mobility=[code for code in person.mobility if code != ANY],
        any_country=ANY in person.destinations,
        destinations=[code for code in person.destinations if code in usual],
        other_destinations=[code for code in person.destinations if code not in usual and code != ANY],
    )
    for index, phone in enumerate(person.phones.all()):
        values.update(
            {
                f"phone_{index}": phones.show(phone.number),
                f"phone_{index}_owner": phone.owner,
                f"phone_{index}_owner_name": phone.owner_name,
                f"phone_{index}_hour": phone.best_hour,
                f"phone_{index}_voice": phone.voice_only,
                f"phone_{index}_whatsapp": phone.whatsapp,
            }
        )
    for index, row in enumerate(list(person.occupations.all())[:OCCUPATIONS]):
        values.update({f"occupation_{index}": row.code, f"occupation_{index}_years": row.years})
    others = [row for row in person.languages.all() if row.code not in HOME_LANGUAGES]
    values.update({f"speaks_{row.code}": row.level for row in person.languages.all() if row.code in HOME_LANGUAGES})
    for index, spoken in enumerate(others):
        values.update({f"language_{index}": spoken.code, f"language_{index}_level": spoken.level})
    return values


class ReasonForm(Form):
    """Why another office's file is opened."""

    reason = forms.CharField(
        label=_("Why you need this file"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person's office reads this: who is in front of you, and for what."),
    )


class RightForm(Form):
    """What a person asks by right."""

    kind = forms.ChoiceField(label=_("What the person asks"), choices=[("", CHOOSE), *RightKind.choices])
    details = forms.CharField(
        label=_("In the person's words"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )


class AnswerForm(Form):
    """The answer to a request by right."""

    granted = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Done as asked")), ("no", _("Refused, with the reason"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("What is told to the person"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class DocumentForm(Form):
    """A document that the person shows."""

    kind = forms.ChoiceField(label=_("Document shown"))
    number = _text(_("Its number"), attrs={"size": "22"})
    issued_on = DateField(label=_("Issued on"), required=False, help_text="")
    expires_on = DateField(label=_("Its last day"), required=False, help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, kind.label) for kind in IDENTITY_DOCUMENTS]
        self.fields["kind"].choices = [("", CHOOSE), *kinds]  # type: ignore[attr-defined]
