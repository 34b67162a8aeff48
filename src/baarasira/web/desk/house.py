"""The desk of those who keep the house: accounts, resets, the journal; and the figures of everyone's territory."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.accounts.enums import SECOND_FACTOR_ROLES, AccountState
from baarasira.accounts.journal import visible_entries
from baarasira.accounts.models import Membership
from baarasira.accounts.policies import ACCOUNTS, JOURNAL
from baarasira.accounts.queries import resets_to_decide, visible_to
from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.actor import Actor, by_others
from baarasira.kernel.journal.models import Entry, Seal
from baarasira.openings.enums import OpeningState
from baarasira.openings.queries import offers
from baarasira.statistics.indicators import placed, registrations
from baarasira.statistics.policies import FIGURES
from baarasira.statistics.scopes import month_of
from baarasira.web.journal.words import NOUNS
from baarasira.web.shell.components.text import moment

from .shapes import SHOWN, Act, Block, Row, Stat, day_words

SEALED_WITHIN = timedelta(hours=1)
EXPORTS = (
    "journal.export", "figures.export", "person.export", "employer.export", "opening.export", "placement.export",
)  # fmt: skip
EXPORTS_SHOWN_FOR = timedelta(days=30)


def resets(actor: Actor) -> Block | None:
    """Lost passwords and phones that a second administrator decides on."""
    if not ACCOUNTS.allows(actor, "decide_reset"):
        return None
    waiting = resets_to_decide(actor).filter(by_others(actor, "asked_by", "user"))
    count = waiting.count()
    rows = [
        Row(
            title=row.user.label,
            url=reverse("administration:account", args=[row.user_id]),
            when=moment(row.created_at),
            word=_("To be decided"),
            tone="wait",
            detail=str(row.get_kind_display()),
            acts=(Act(_("Decide"), reverse("administration:reset", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Lost passwords and phones"), count, 0, rows, reverse("administration:resets"),
        _("No reset waits for your decision."),
    )  # fmt: skip


def without_second_factor(actor: Actor) -> Block | None:
    """Active accounts of a role that asks for a phone, which has not been set up."""
    if not ACCOUNTS.allows(actor, "grant"):
        return None
    held = Membership.objects.in_force(actor.today).filter(user_id=OuterRef("pk"), role__in=SECOND_FACTOR_ROLES)
    bare = visible_to(actor).filter(Exists(held), state=AccountState.ACTIVE, second_factor_at__isnull=True)
    count = bare.count()
    rows = [
        Row(
            title=row.label,
            url=reverse("administration:account", args=[row.pk]),
            word=_("No second factor"),
            tone="late",
            detail=row.email,
            acts=(Act(_("Open the account"), reverse("administration:account", args=[row.pk])),),
        )
        for row in bare.order_by("surname", "given_name", "id")[:SHOWN]
    ]
    return Block(
        _("Accounts without a second factor"), count, count, rows, reverse("administration:accounts"),
        _("Every account that must have a second factor has one."),
    )  # fmt: skip


def invitations(actor: Actor) -> Block | None:
    """Accounts invited that nobody has opened yet."""
    if not ACCOUNTS.allows(actor, "invite"):
        return None
    invited = visible_to(actor).filter(state=AccountState.INVITED).order_by("created_at", "id")
    count = invited.count()
    rows = [
        Row(
            title=row.label,
            url=reverse("administration:account", args=[row.pk]),
            when=day_words(row.created_at.date()),
            word=_("Not opened yet"),
            tone="wait",
            detail=row.email,
            acts=(Act(_("Open the account"), reverse("administration:account", args=[row.pk])),),
        )
        for row in invited[:SHOWN]
    ]
    url = reverse("administration:accounts") + "?state=invited"
    return Block(_("Invitations not accepted"), count, 0, rows, url, _("Every invitation was accepted."))


def journal_head(actor: Actor) -> Block | None:
    """The chain of the journal: its newest seal; late when what was written is not sealed within the hour."""
    if not JOURNAL.allows(actor, "export"):
        return None
    last = Seal.objects.order_by("-number").first()
    oldest = Entry.objects.order_by("id").values_list("at", flat=True).first()
    since = last.sealed_at if last is not None else oldest
    late = since is not None and actor.at - since > SEALED_WITHIN and _written_since(last)
    url = reverse("journal:list")
    row = Row(
        title=str(_("Seal %(number)d of the journal")) % {"number": last.number}
        if last
        else str(_("Nothing sealed yet")),
        url=url,
        when=moment(last.sealed_at) if last else "",
        word=_("Not sealed for over an hour") if late else pgettext_lazy("journal", "Sealed"),
        tone="late" if late else "done",
        detail=str(_("Head: %(hash)s…")) % {"hash": last.hash[:16]} if last else "",
        acts=(Act(_("Read the journal"), url),),
    )
    return Block(_("The journal"), int(late), int(late), [row], "", _("The journal is sealed up to date."))


def _written_since(last: Seal | None) -> bool:
    newest = Entry.objects.order_by("-id").values_list("at", flat=True).first()
    return newest is not None and (last is None or newest > last.sealed_at)


def exports(actor: Actor) -> Block | None:
    """The last exports, so that whoever watches sees who took what away."""
    if not JOURNAL.allows(actor, "export"):
        return None
    recent = visible_entries(actor).filter(verb__in=EXPORTS, at__gte=actor.at - EXPORTS_SHOWN_FOR)
    found = list(recent.order_by("-id")[:SHOWN])
    rows = [
        Row(
            title=entry.actor_label,
            url=reverse("journal:entry", args=[entry.id]),
            when=moment(entry.at),
            word=_("Exported"),
            detail=str(NOUNS.get(entry.noun, entry.noun)),
        )
        for entry in found
    ]
    url = reverse("journal:list")
    return Block(_("Last exports"), 0, 0, rows, url, _("Nothing was exported in the last thirty days."))


def figures(actor: Actor) -> Sequence[Stat]:
    """Four figures of the actor's territory, this month. Four queries."""
    scope = FIGURES.scope(actor, "view")
    if not scope:
        return ()
    month, url = month_of(actor.today), reverse("statistics:dashboard")
    own = scope.q("office_id")
    active = Card.objects.filter(own, state=CardState.ACTIVE).count()
    published = offers().filter(own, state=OpeningState.PUBLISHED).count()
    [new] = registrations(scope, month)
    return (
        Stat(_("Job seekers registered, active"), active, url),
        Stat(_("Registered this month"), int(new.value or 0), url),
        Stat(_("Offers published"), published, reverse("openings:list") + "?state=published"),
        Stat(_("Placements this month"), placed(scope, month), url),
    )
