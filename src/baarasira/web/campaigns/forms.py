"""Forms of the campaigns' pages."""

import re
import uuid
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from baarasira.cooperation import queries as cooperation
from baarasira.cooperation.enums import ENDED, PREPARED
from baarasira.employers import queries as employers
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.network.enums import TerritoryKind
from baarasira.network.queries import Gazetteer
from baarasira.openings.campaign_details import CampaignDetails, SplitOrder, Window
from baarasira.openings.details import OpeningDetails, of
from baarasira.openings.enums import CampaignOpinionSense, CampaignState, ContractKind, WagePeriod
from baarasira.openings.models import Campaign
from baarasira.openings.policies import CAMPAIGNS
from baarasira.programmes.enums import Opinion, SplitWeight, VersionState
from baarasira.programmes.models import ProgrammeVersion
from baarasira.reference.currencies import CURRENCIES
from baarasira.reference.occupations import is_unit_group
from baarasira.web.employers.offices import OfficeField, country_choices, offices_for
from baarasira.web.openings import choices
from baarasira.web.openings.forms import NumberField
from baarasira.web.shell.components.text import short_date
from baarasira.web.shell.forms import DateField, Form, SuggestField

CHOOSE = _("Choose…")
_FIRST_CURRENCIES = ("EUR", "XOF", "SAR", "KWD", "EGP", "LYD", "MAD", "USD")
_WINDOW = re.compile(r"^(?P<place>.+?)\s*:\s*(?P<first>\S+)(?:\s*(?:-|–|au|\s)\s*(?P<last>\d\S+))?$")
_WORK = (
    "title", "occupation", "seats", "country", "workplace", "description", "contract", "months", "wage", "wage_currency",
    "wage_period", "starts_on",
)  # fmt: skip


def whole(label: Any, *, required: bool = False, least: int = 0, **kwargs: Any) -> forms.IntegerField:
    """Return a small whole number."""
    widget = forms.NumberInput(attrs={"class": "short"})
    return forms.IntegerField(label=label, required=required, min_value=least, widget=widget, **kwargs)


def area(label: Any, *, required: bool = False, rows: int = 3, length: int = 3000, **kwargs: Any) -> forms.CharField:
    """Return a box for some sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, required=required, widget=widget, **kwargs)


def _employer(code: str) -> Employer | None:
    try:
        return Employer.objects.filter(pk=UUID(code)).first()
    except ValueError:
        return None


class CampaignForm(Form):
    """One campaign on one page: programme and agreement, the work, the calendar, the bounds."""

    sections: ClassVar = [
        (_("Programme and agreement"), ("office", "version_id", "agreement_id", "employer")),
        (_("The work"), ("title", "occupation", "seats", "country", "workplace", "description")),
        (_("Contract and pay"), ("contract", "months", "wage", "wage_currency", "wage_period", "starts_on")),
        (_("Calendar"), ("opens_on", "closes_on", "interviews_from", "interviews_to", "selection_on")),
        (_("A crowd at the door"), ("daily_cap", "total_cap", "windows")),
    ]
    office = OfficeField()
    version_id = forms.ChoiceField(label=_("Programme"))
    agreement_id = forms.ChoiceField(label=_("Agreement"), required=False)
    employer = SuggestField(
        label=_("Employer"),
        url=reverse_lazy("employers:suggest"),
        label_for=lambda code: found.name if (found := _employer(code)) else code,
        known=lambda code: _employer(code) is not None,
        help_text=_("Its name or its number."),
    )
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("As candidates will read it."))
    occupation = SuggestField(
        label=_("Occupation"),
        url=reverse_lazy("campaigns:suggest-occupation"),
        label_for=choices.occupation_label,
        known=is_unit_group,
        resolve=choices.resolve_occupation,
        help_text=_("Type the work in everyday words, then choose among the suggestions."),
    )
    seats = whole(_("Places"), required=True, least=1)
    country = forms.ChoiceField(label=_("Country of work"))
    workplace = forms.CharField(label=_("Workplace"), max_length=200, required=False)
    description = area(_("Description"), rows=4, length=5000)
    contract = forms.ChoiceField(label=_("Contract"), choices=[("", CHOOSE), *ContractKind.choices])
    months = whole(_("Length in months"))
    wage = NumberField(label=_("Wage"), required=False, max_digits=12, decimal_places=2)
    wage_currency = forms.ChoiceField(label=_("Currency"), initial="EUR")
    wage_period = forms.ChoiceField(label=_("Paid"), choices=WagePeriod.choices, initial=WagePeriod.MONTH)
    starts_on = DateField(label=_("Beginning of the work"))
    opens_on = DateField(label=_("First day of applications"))
    closes_on = DateField(label=_("Last day of applications"))
    interviews_from = DateField(label=_("First day of interviews"), required=False)
    interviews_to = DateField(label=_("Last day of interviews"), required=False)
    selection_on = DateField(label=_("Day of the selection"))
    daily_cap = whole(_("Applications an office receives in a day"), help_text=_("Leave it empty for no bound."))
    total_cap = whole(_("Applications received in all"), help_text=_("Leave it empty for no bound."))
    windows = area(
        _("Days of each cercle"),
        rows=5,
        help_text=_(
            "One line each, for example: Ségou : 01/12/2026 - 03/12/2026. People of a place left out come any day."
        ),
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, campaign: Campaign | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(actor, campaign), **kwargs)
        self.actor = actor
        self._offer("version_id", _versions(campaign))
        self._offer("agreement_id", _agreements(actor))
        self._offer("country", [("", CHOOSE), *country_choices(home=False)])
        order = {code: place for place, code in enumerate(_FIRST_CURRENCIES)}
        currencies = sorted(CURRENCIES, key=lambda item: order.get(item.code, 99))
        self._offer("wage_currency", [(item.code, item.label) for item in currencies])
        self.fields["employer"].resolve = self._employer_named  # type: ignore[attr-defined]
        if campaign is None:
            office: OfficeField = self.fields["office"]  # type: ignore[assignment]
            office.offer(actor, offices_for(actor, CAMPAIGNS, "record"))
            del self.fields["version"]
        else:
            del self.fields["office"], self.fields["form_token"]

    def _offer(self, name: str, offered: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = offered  # type: ignore[attr-defined]

    def _employer_named(self, text: str) -> str | None:
        found = list(employers.named(employers.findable_by(self.actor), text)[:2])
        return str(found[0].pk) if len(found) == 1 else None

    @property
    def chosen_employer(self) -> Employer:
        """The employer of a valid form."""
        return Employer.objects.get(pk=UUID(self.cleaned_data["employer"]))

    def clean_windows(self) -> tuple[Window, ...]:
        """Return the windows typed, one a line; ValidationError naming the line that cannot be read."""
        places, found = Gazetteer(), []
        for line in filter(None, (line.strip() for line in self.cleaned_data["windows"].splitlines())):
            match = _WINDOW.match(line)
            days = [_day(match[name] or match["first"]) for name in ("first", "last")] if match else [None, None]
            place = match and (
                places.find(match["place"], TerritoryKind.CERCLE) or places.find(match["place"], TerritoryKind.REGION)
            )
            if not place or days[0] is None or days[1] is None:
                sentence = now("This line cannot be read: “%(line)s”. Write the cercle, then its days.")
                raise forms.ValidationError(sentence % {"line": line[:80]})
            found.append(Window(territory=place.code, opens_on=days[0], closes_on=days[1]))
        return tuple(found)

    def details(self) -> CampaignDetails:
        """Return what a valid form says."""
        held = self.cleaned_data
        work = {name: held[name] for name in _WORK if held.get(name) not in (None, "")}
        return CampaignDetails(
            work=OpeningDetails(**work),
            version_id=UUID(held["version_id"]),
            agreement_id=UUID(held["agreement_id"]) if held["agreement_id"] else None,
            opens_on=held["opens_on"],
            closes_on=held["closes_on"],
            selection_on=held["selection_on"],
            interviews_from=held["interviews_from"],
            interviews_to=held["interviews_to"],
            daily_cap=held["daily_cap"],
            total_cap=held["total_cap"],
            windows=held["windows"],
        )


def _day(text: str) -> date | None:
    try:
        return DateField().to_python(text)
    except forms.ValidationError:
        return None


def _initial(actor: Actor, campaign: Campaign | None) -> dict[str, Any]:
    if campaign is None:
        return {"form_token": uuid.uuid4(), "opens_on": actor.today}
    details = of(campaign.opening)
    values = {name: getattr(details, name) for name in _WORK}
    own = (
        "opens_on",
        "closes_on",
        "interviews_from",
        "interviews_to",
        "selection_on",
        "daily_cap",
        "total_cap",
        "version",
    )
    windows = campaign.windows.select_related("territory")
    return {
        **values,
        **{name: getattr(campaign, name) for name in own},
        "version_id": str(campaign.programme_version_id),
        "agreement_id": str(campaign.agreement_id or ""),
        "employer": str(campaign.opening.employer_id),
        "windows": "\n".join(
            f"{row.territory.name} : {short_date(row.opens_on)} - {short_date(row.closes_on)}" for row in windows
        ),
    }


def _versions(campaign: Campaign | None) -> list[tuple[str, Any]]:
    rows = ProgrammeVersion.objects.filter(state=VersionState.PUBLISHED).order_by("title")
    held = [(str(row.pk), row.title) for row in rows]
    if campaign is not None and str(campaign.programme_version_id) not in {key for key, _title in held}:
        held.append((str(campaign.programme_version_id), campaign.programme_version.title))
    return [("", CHOOSE), *held]


def _agreements(actor: Actor) -> list[tuple[str, Any]]:
    rows = cooperation.visible_to(actor).exclude(state__in=[*PREPARED, *ENDED]).order_by("reference")
    return [("", _("None")), *((str(row.pk), f"{row.reference} – {row.title}") for row in rows)]


class SplitForm(Form):
    """How the seats are split: between which territories, by which figures."""

    by = forms.ChoiceField(label=_("Between"), choices=[("region", _("the regions")), ("cercle", _("the cercles"))])
    among = area(
        _("Only these territories"), rows=4, help_text=_("One a line, by name. Leave it empty for all of them.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in SplitWeight.choices:
            if name != SplitWeight.LABOUR_FORCE:  # no figure of it stands in the register
                self.fields[f"mix_{name}"] = whole(label, help_text=_("Points: how much this figure counts."))

    def clean_among(self) -> tuple[str, ...]:
        """Return the codes of the territories named; ValidationError naming the one that is not known."""
        places, level, found = Gazetteer(), self.data.get("by", "region"), []
        for name in filter(None, (line.strip() for line in self.cleaned_data["among"].splitlines())):
            place = places.find(name, level)
            if place is None:
                raise forms.ValidationError(
                    now("No territory of this level is called “%(name)s”.") % {"name": name[:60]}
                )
            found.append(place.code)
        return tuple(found)

    def order(self) -> SplitOrder:
        """Return what a valid form orders."""
        held = self.cleaned_data
        mix = {name.removeprefix("mix_"): points for name, points in held.items() if name.startswith("mix_") and points}
        return SplitOrder(by=held["by"], mix=mix, among=held["among"])


class ReasonForm(Form):
    """A reason in words."""

    reason = area(_("Reason, in your own words"), required=True, rows=3, length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DecisionForm(ReasonForm):
    """A reason and the decision it rests on."""

    reference = forms.CharField(label=_("Reference of the decision"), max_length=120)
    field_order: ClassVar = ["reason", "reference"]


class OpinionForm(Form):
    """An opinion that the programme asks for."""

    kind = forms.ChoiceField(label=_("Opinion"), choices=Opinion.choices)
    sense = forms.ChoiceField(label=_("It is"), choices=CampaignOpinionSense.choices)
    given_on = DateField(label=_("Date"))
    reference = forms.CharField(label=_("Reference of the letter"), max_length=120)

    def __init__(self, *args: Any, kinds: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, Opinion(kind).label) for kind in kinds]  # type: ignore[attr-defined]


class CampaignFilter(Form):
    """The filters of the list."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *CampaignState.choices])
    everywhere = forms.BooleanField(label=_("Of the whole country"), required=False)


class CounterForm(Form):
    """Who stands at the counter."""

    q = forms.CharField(
        label=_("Name, phone, file number or NINA"),
        max_length=100,
        widget=forms.TextInput(attrs={"size": "26", "autocomplete": "off", "autofocus": True}),
    )


class TicketsForm(Form):
    """How many tickets are handed out."""

    count = whole(_("Tickets"), required=True, least=1, initial=10)
