"""`baarasira user`: invite the first administrator of a new installation, list the accounts, give a lost access back."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baarasira.accounts.actions.invitations import Invited

SUMMARY = "invite an account from the server (the first administrator), list the accounts, or give a lost access back"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """Three verbs: add, list and reset."""
    verbs = parser.add_subparsers(dest="act", required=True, metavar="{add,list,reset}")
    add = verbs.add_parser("add", help="invite someone and print the link by which they choose a password")
    add.add_argument("--email", required=True)
    add.add_argument("--name", required=True, help="given name, then surname")
    add.add_argument("--role", default="national_administrator", help="a role, for example counsellor")
    add.add_argument("--structure", default="", help="code of the structure (headquarters when not given)")
    add.add_argument("--address", default="", help="address of the site, for the link")
    verbs.add_parser("list", help="list the accounts with their state and their roles")
    reset = verbs.add_parser(
        "reset",
        help="when no two administrators are left to do it: end the visits of an account, forget its password and its "
        "phone, and print the link by which its owner begins anew; the journal keeps who typed it and why",
    )
    reset.add_argument("email", metavar="EMAIL", help="the account")
    reset.add_argument("--by", required=True, metavar="NAME", help="given name and surname of whoever types this")
    reset.add_argument("--reason", required=True, metavar="TEXT", help="what happened, how its owner was recognised")
    reset.add_argument("--address", default="", help="address of the site, for the link")


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 when it is refused."""
    match args.act:
        case "add":
            return _add(args)
        case "reset":
            return _reset(args)
        case _:
            return _list()


def _add(args: argparse.Namespace) -> int:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.accounts.actions.invitations import invite
    from baarasira.kernel.actor import system
    from baarasira.kernel.errors import BusinessError
    from baarasira.network.models import Structure

    found = Structure.objects.filter(code=args.structure) if args.structure else Structure.objects.filter(parent=None)
    structure = found.first()
    if structure is None:
        told = _("There is no such structure. Run “baarasira setup” first, then give the code of a structure.")
        print(told, file=sys.stderr)
        return 1
    given_name, _space, surname = args.name.strip().rpartition(" ")
    try:
        made = invite(
            actor=system(timezone.now(), "command"),
            email=args.email,
            given_name=given_name,
            surname=surname,
            role=args.role,
            structure_id=structure.id,
        )
    except BusinessError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    _show(made, args.address)
    return 0


def _show(made: "Invited", address: str) -> None:
    """Print the link alone on the output, and what it is beside it."""
    from django.urls import reverse
    from django.utils import timezone
    from django.utils.translation import gettext as _

    until = timezone.localtime(made.expires_at)
    told = _("%(name)s is invited. This link serves once, until %(until)s; give it to the person themselves:")
    print(told % {"name": made.user.label, "until": f"{until:%d/%m/%Y %H:%M}"}, file=sys.stderr)
    print(_site(address) + reverse("accounts:invitation", args=[made.token]))


def _reset(args: argparse.Namespace) -> int:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.accounts.actions.recovering import recover
    from baarasira.accounts.actions.signing_in import find
    from baarasira.kernel.actor import system
    from baarasira.kernel.errors import BusinessError

    user = find(args.email)
    if user is None:
        told = _("No account has the address %(email)s. “baarasira user list” shows them.")
        print(told % {"email": args.email}, file=sys.stderr)
        return 1
    try:
        actor = system(timezone.now(), "command").because(args.reason)
        made = recover(actor=actor, user_id=user.id, by=args.by)
    except BusinessError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    _show(made, args.address)
    return 0


def _site(address: str) -> str:
    """Return the address given, else the first public one of the settings, else that of this machine."""
    from django.conf import settings

    known = [address, *settings.CSRF_TRUSTED_ORIGINS, "http://127.0.0.1:8000"]
    return next(item for item in known if item).rstrip("/")


def _list() -> int:
    from django.utils import timezone

    from baarasira.accounts.models import User

    on = timezone.now().date()
    for user in User.objects.prefetch_related("memberships__structure"):
        held = [item for item in user.memberships.all() if item.valid_to is None or item.valid_to >= on]
        roles = ", ".join(f"{item.role}@{item.structure.code}" for item in held)
        print(f"{user.email}\t{user.label}\t{user.state}\t{roles}")
    return 0
