"""The grounds on which an offer may not choose, and the sentence that says so."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Ground(models.TextChoices):
    """A ground of discrimination (domain.md R-09, ILO Convention 111; criteria refused in 0.9 and A.8)."""

    SEX = "sex", pgettext_lazy("ground", "sex")
    MARITAL_STATUS = "marital_status", pgettext_lazy("ground", "marital status")
    CHILDREN = "children", pgettext_lazy("ground", "children and family duties")
    PREGNANCY = "pregnancy", pgettext_lazy("ground", "pregnancy")
    ORIGIN = "origin", pgettext_lazy("ground", "ethnic group, colour or origin")
    RELIGION = "religion", pgettext_lazy("ground", "religion")
    HEALTH = "health", pgettext_lazy("ground", "health or disability")
    POLITICS = "politics", pgettext_lazy("ground", "political opinion or union membership")
    AGE = "age", pgettext_lazy("ground", "age")


ADVICE: dict[str, Promise] = {
    Ground.SEX: _("Describe the work itself: women and men may apply."),
    Ground.MARITAL_STATUS: _("Say what the work asks for instead: travel, nights, lodging on the spot."),
    Ground.CHILDREN: _("Say what the work asks for instead: hours, travel, time away from home."),
    Ground.PREGNANCY: _("Nobody may be refused work for this; take it out."),
    Ground.ORIGIN: _("If a language is needed, ask for the language and its level."),
    Ground.RELIGION: _("Say what the work asks for instead: days, hours, dress required for safety."),
    Ground.HEALTH: _("Say what must be done (carry 25 kg, work at height); only the doctor says who is fit."),
    Ground.POLITICS: _("Opinions and union membership are free; take it out."),
    Ground.AGE: _("Give the legal text that asks for this age, or ask for the experience you need."),
}
"""What to write instead."""
