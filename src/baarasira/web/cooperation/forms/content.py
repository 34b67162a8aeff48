"""Forms of what stands in an agreement: ceilings, terms, topics, opinions, committee."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from baarasira.cooperation.details import Ceiling, MeetingData, OpinionData, TermData, TopicLine
from baarasira.cooperation.enums import CeilingPeriod, CommitteeSide, CoverageLevel, OpinionSense, Payer, Topic
from baarasira.cooperation.models import Agreement, MinimumTerm, TopicCoverage
from baarasira.cooperation.terms import SHAPES
from baarasira.reference.currencies import CURRENCIES
from baarasira.reference.enums import Period
from baarasira.reference.parameters import UNITS
from baarasira.web.shell.forms import DateField, Form

from ...openings.forms import NumberField
from .fields import CHOOSE, amendment, area, occupation, organisation, text, whole

EMPTY_LINES = 3
MOST_LINES = 30


class CeilingsForm(Form):
    """The ceiling of a year, then a line per occupation; a line without an occupation is none."""

    yearly = whole(
        _("Seats in each calendar year, all occupations together"), min_value=1, help_text=_("Left empty: no ceiling.")
    )
    amendment = amendment()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        rows = list(agreement.occupations.all())
        self.lines = min(len(rows) + EMPTY_LINES, MOST_LINES)
        initial: dict[str, Any] = {"yearly": agreement.yearly_ceiling, "version": agreement.version}
        for place, row in enumerate(rows):
            initial |= {f"code_{place}": row.code, f"seats_{place}": row.ceiling, f"period_{place}": row.period}
        super().__init__(*args, initial=initial, **kwargs)
        for place in range(self.lines):
            self.fields[f"code_{place}"] = occupation(pgettext_lazy("agreement", "Occupation"))
            self.fields[f"seats_{place}"] = whole(_("Seats"), min_value=1)
            self.fields[f"period_{place}"] = forms.ChoiceField(
                label=_("Counted"), choices=CeilingPeriod.choices, required=False
            )
        if agreement.signed_on is None:
            del self.fields["amendment"]

    def parts(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """Yield the year, then each line under its number, then the amendment."""
        yield _("Ceiling of the year"), [self["yearly"]]
        for place in range(self.lines):
            title = gettext("Line %(number)d") % {"number": place + 1}
            yield title, [self[f"{name}_{place}"] for name in ("code", "seats", "period")]
        if "amendment" in self.fields:
            yield _("Amendment"), [self["amendment"]]

    def ceilings(self) -> tuple[list[Ceiling], list[int]]:
        """Return the lines filled, and the number of the line each stands in."""
        said = self.cleaned_data
        places = [place for place in range(self.lines) if said.get(f"code_{place}")]
        return [
            Ceiling(said[f"code_{n}"], said[f"seats_{n}"], said[f"period_{n}"] or CeilingPeriod.YEAR) for n in places
        ], places

    def clean(self) -> dict[str, Any]:
        """Refuse seats for which no occupation is chosen."""
        said = super().clean() or {}
        for place in range(self.lines):
            alone = said.get(f"seats_{place}") and not said.get(f"code_{place}")
            if alone and f"code_{place}" not in self.errors:
                self.add_error(f"code_{place}", _("Choose the occupation of these seats."))
        return said


class TermForm(Form):
    """One minimum term, with the fields its kind asks for."""

    amount = NumberField(label=_("Number"), max_digits=14, decimal_places=2)
    currency = forms.ChoiceField(label=_("Currency"))
    period = forms.ChoiceField(label=_("Paid by the"), choices=Period.choices, initial=Period.MONTH)
    payer = forms.ChoiceField(label=_("Who pays"), choices=[("", CHOOSE), *Payer.choices])
    clause = text(_("Clause"), 60, help_text=_("Where it stands in the text, for example “art. 5”."))
    note = text(_("Remark"), 300)
    amendment = amendment()

    def __init__(self, *args: Any, kind: str, agreement: Agreement, term: MinimumTerm | None, **kwargs: Any) -> None:
        names = ("amount", "currency", "period", "payer", "clause", "note")
        initial = {name: getattr(term, name) for name in names} if term is not None else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.kind, shape = kind, SHAPES[kind]
        unused = {
            "money": ("payer",),
            "number": ("payer", "currency", "period"),
            "payer": ("amount", "currency", "period"),
        }[shape.type]
        for name in unused:
            del self.fields[name]
        if shape.type == "number":
            self.fields["amount"].help_text = _("In %(unit)s.") % {"unit": UNITS[shape.unit]}
        if shape.type == "money":
            self.fields["amount"].label = _("Amount")
            self.fields["currency"].choices = [("", CHOOSE), *CURRENCIES.choices()]  # type: ignore[attr-defined]
        if agreement.signed_on is None:
            del self.fields["amendment"]

    def term(self) -> TermData:
        """Return what a valid form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "amendment"}
        return TermData(kind=self.kind, **said)


class TopicsForm(Form):
    """The fifteen topics: how far each is covered, and by which clause; one left open is not read yet."""

    def __init__(self, *args: Any, rows: Sequence[TopicCoverage], **kwargs: Any) -> None:
        initial: dict[str, Any] = {}
        for row in rows:
            initial |= {f"level_{row.topic}": row.level, f"clause_{row.topic}": row.clause}
        super().__init__(*args, initial=initial, **kwargs)
        for topic in Topic:
            self.fields[f"level_{topic.value}"] = forms.ChoiceField(
                label=_("Covered?"), choices=[("", _("Not read yet")), *CoverageLevel.choices], required=False
            )
            self.fields[f"clause_{topic.value}"] = text(_("Clause"), 120)

    def parts(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """Yield each topic with its two fields."""
        for topic in Topic:
            yield topic.label, [self[f"level_{topic.value}"], self[f"clause_{topic.value}"]]

    def lines(self) -> list[TopicLine]:
        """Return the topics read."""
        said = self.cleaned_data
        return [
            TopicLine(topic.value, said[f"level_{topic.value}"], said[f"clause_{topic.value}"])
            for topic in Topic
            if said[f"level_{topic.value}"]
        ]


class OpinionForm(Form):
    """What a consulate says."""

    sense = forms.ChoiceField(label=_("Opinion"), choices=OpinionSense.choices, widget=forms.RadioSelect)
    given_on = DateField(label=_("Date of the opinion"))
    reference = text(_("Reference of the consulate’s letter"), 120, required=True)
    consulate = organisation(_("Consulate"), required=False)
    remark = area(_("What it says"))

    def opinion(self) -> OpinionData:
        """Return what a valid form says."""
        said = self.cleaned_data
        consulate = uuid.UUID(said["consulate"]) if said["consulate"] else None
        return OpinionData(**{**said, "consulate": consulate})


class MemberForm(Form):
    """Someone who sits on the joint committee."""

    side = forms.ChoiceField(label=_("Sits for"), choices=CommitteeSide.choices, widget=forms.RadioSelect)
    name = text(_("Name"), 150, required=True)
    function = text(_("Function"), 150)


class MeetingForm(Form):
    """A meeting of the joint committee and its minutes."""

    sections: ClassVar = [
        (_("The meeting"), ("held_on", "place", "present")),
        (_("The minutes"), ("minutes", "minutes_reference")),
        (_("Next"), ("next_on",)),
    ]
    held_on = DateField(label=_("Held on"))
    place = text(_("Place"), 150)
    present = area(_("Who was there"), rows=2)
    minutes = area(_("What was decided"), required=True, rows=5, length=10_000)
    minutes_reference = text(_("Reference of the minutes"), 120)
    next_on = DateField(
        label=_("Next meeting on"),
        required=False,
        help_text=_("Day/month/year. Left empty: counted from the periodicity of the committee."),
    )

    def meeting(self) -> MeetingData:
        """Return what a valid form says."""
        return MeetingData(**self.cleaned_data)
