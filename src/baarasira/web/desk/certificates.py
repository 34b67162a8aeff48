"""The desk of those who certify: people who completed a course, certificates that wait for a signature."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor, by_others
from baarasira.training.certificates import queries
from baarasira.training.certificates.policies import CERTIFICATES

from .shapes import SHOWN, Act, Block, Row, day_words


def certificates_to_sign(actor: Actor) -> Block | None:
    """The certificates that another person proposed and that the actor may sign."""
    if not CERTIFICATES.allows(actor, "issue"):
        return None
    waiting = queries.to_sign(actor).filter(by_others(actor, "proposed_by"))
    rows = [
        Row(
            title=row.holder,
            url=reverse("certificates:file", args=[row.pk]),
            when=day_words(row.valid_from),
            word=_("To be signed"),
            tone="wait",
            detail=row.title,
            acts=(Act(_("See those to sign"), reverse("certificates:list")),),
        )
        for row in waiting[:SHOWN]
    ]
    empty = _("No certificate waits for your signature.")
    return Block(_("Certificates to sign"), waiting.count(), 0, rows, reverse("certificates:list"), empty)


def certificates_to_propose(actor: Actor) -> Block | None:
    """The people who completed a course of the actor's centres and have no certificate; no block where there is none."""
    if not CERTIFICATES.allows(actor, "propose"):
        return None
    waiting = queries.waiting(actor)
    first = list(waiting[:SHOWN])
    if not first:
        return None
    rows = [
        Row(
            title=str(row.person),
            url=reverse("certificates:list"),
            when=day_words(row.ended_on) if row.ended_on else "",
            word=_("Completed"),
            tone="wait",
            detail=row.session.course.title,
            acts=(Act(_("Propose the certificate"), reverse("certificates:list")),),
        )
        for row in first
    ]
    empty = _("Everybody who completed a course has a certificate, or a proposal.")
    return Block(_("People without their certificate"), waiting.count(), 0, rows, reverse("certificates:list"), empty)
