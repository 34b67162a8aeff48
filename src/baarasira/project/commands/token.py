"""`baarasira token`: keys of the systems that use the interface."""

import argparse
import sys

SUMMARY = "issue, list or revoke the tokens of systems"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """Three verbs of its own."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    issue = verbs.add_parser("issue", help="give a system a token (shown once)")
    issue.add_argument("--by", required=True, metavar="EMAIL", help="the administrator who issues it")
    issue.add_argument("--user", required=True, metavar="EMAIL", help="the account whose roles it carries")
    issue.add_argument("--name", required=True, help="the system")
    issue.add_argument("--days", type=int, default=365)
    issue.add_argument("--write", action="store_true", help="let it write, not only read")
    verbs.add_parser("list", help="list them")
    revoke = verbs.add_parser("revoke", help="stop one at once")
    revoke.add_argument("id")
    revoke.add_argument("--by", required=True, metavar="EMAIL")


def run(args: argparse.Namespace) -> int:
    """Do it; 1 when it is refused, with the reason."""
    from django.utils import timezone, translation

    from baarasira.accounts.models import User
    from baarasira.api import tokens
    from baarasira.api.models import SystemToken
    from baarasira.kernel.actor import Actor
    from baarasira.kernel.errors import BusinessError

    if args.verb == "list":
        for row in SystemToken.objects.select_related("user"):
            state = "révoqué" if row.revoked_at else f"jusqu'au {row.expires_at:%d/%m/%Y}"
            print(f"{row.pk}  {row.name}  {row.user.email}  {'écrit' if row.may_write else 'lit'}  {state}")
        return 0
    with translation.override("fr"):
        try:
            actor = Actor(User.objects.get_by_natural_key(args.by), timezone.now(), channel="command")
            if args.verb == "revoke":
                print(f"Révoqué : {tokens.revoke_token(actor=actor, token_id=args.id).name}")
                return 0
            user = User.objects.get_by_natural_key(args.user)
            _row, token = tokens.issue_token(
                actor=actor, user_id=user.pk, name=args.name, days=args.days, may_write=args.write
            )
        except (User.DoesNotExist, SystemToken.DoesNotExist):
            print("Aucun compte ou jeton de ce nom.", file=sys.stderr)
            return 1
        except BusinessError as refusal:
            print(str(refusal), file=sys.stderr)
            return 1
    print("Conservez ce jeton : il ne sera plus affiché.", file=sys.stderr)
    print(token)
    return 0
