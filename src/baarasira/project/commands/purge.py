"""`baarasira purge`: the files kept longer than the settings allow (domain.md B.8)."""

import argparse
import sys
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from baarasira.people.retention import RetentionClass

SUMMARY = "show the files whose time has passed, and with --apply empty them for good"
NEEDS_DJANGO = True
BEHIND_PAGES = True
_SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Say who answers for it."""
    parser.add_argument("--apply", action="store_true", help="empty them; without it nothing is changed")
    parser.add_argument("--by", metavar="EMAIL", help="the administrator who answers for it (needed with --apply)")
    parser.add_argument("--list", action="store_true", help="show every file number, not only the first ones")


def run(args: argparse.Namespace) -> int:
    """Print what would be emptied, class by class; with --apply do it. 2 when it may not be done, else 0."""
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.candidacies.models import Placement
    from baarasira.kernel.errors import NotAllowed
    from baarasira.mobility.incidents.actions.forgetting import over_time
    from baarasira.mobility.incidents.models import Incident
    from baarasira.mobility.journeys.actions.forgetting import verdicts_over_time
    from baarasira.people.retention import due_for_purge

    if args.apply and not args.by:
        print(
            _("Say with --by who answers for this purge: the e-mail address of a national administrator."),
            file=sys.stderr,
        )
        return 2
    now = timezone.now()
    placed = Placement.objects.values_list("candidacy__person_id", flat=True)
    reported = Incident.objects.filter(person__isnull=False).values_list("person_id", flat=True)
    classes = due_for_purge(now.date(), placed, reported)
    total = sum(_show(item, None if args.list else _SHOWN) for item in classes)
    old = over_time(now.date()).count()
    print(_("Incidents about nobody by name, ended longer ago than they are kept: %(count)d") % {"count": old})
    verdicts = verdicts_over_time(now.date()).count()
    print(_("Medical visits of files that ended longer ago than they are kept: %(count)d") % {"count": verdicts})
    total += old + verdicts
    if not args.apply:
        print(
            _("Nothing was changed. To empty these files for good: baarasira purge --apply --by EMAIL") if total else ""
        )
        return 0
    try:
        done = _purge(args.by, now, [pk for item in classes for pk in item.people.values_list("pk", flat=True)])
    except NotAllowed as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 2
    print(_("Files emptied: %(count)d.") % {"count": done})
    return 0


def _show(item: "RetentionClass", most: int | None) -> int:
    from django.utils.translation import gettext as _

    numbers = list(item.people.values_list("number", "last_activity"))
    print(
        _("%(label)s: kept %(years)d years after the last activity; %(count)d files without activity since %(date)s")
        % {"label": item.label, "years": item.years, "count": len(numbers), "date": f"{item.kept_since:%d/%m/%Y}"}
    )
    for number, last in numbers[:most]:
        print(f"  {number}  {last:%d/%m/%Y}")
    if most is not None and len(numbers) > most:
        print(_("  … and %(count)d more (--list shows them all)") % {"count": len(numbers) - most})
    return len(numbers)


def _purge(email: str, now: datetime, ids: list[UUID]) -> int:
    from django.utils.translation import gettext as _

    from baarasira.accounts.models import User
    from baarasira.kernel.actor import Actor
    from baarasira.kernel.errors import NotAllowed
    from baarasira.mobility.incidents.actions import forget_over_time
    from baarasira.mobility.journeys.actions import forget_verdicts
    from baarasira.people.actions import purge_person
    from baarasira.people.policies import PEOPLE

    user = User.objects.filter(email=email.strip().lower()).first()
    actor = Actor(user=user, at=now, channel="command") if user is not None else None
    if actor is None or not PEOPLE.allows(actor, "purge"):
        raise NotAllowed(
            _("%(email)s is not an active national administrator: nothing was emptied.") % {"email": email}
        )
    for person_id in ids:
        purge_person(actor=actor, person_id=person_id)
    return len(ids) + forget_over_time(actor=actor) + forget_verdicts(actor=actor)
