"""`baarasira demo`: a demonstration register, served at once."""

import argparse
import sys

SUMMARY = "load a demonstration register (once) and serve it"
NEEDS_DJANGO = False


def configure(parser: argparse.ArgumentParser) -> None:
    """How large, where to serve, and whether to start afresh."""
    parser.add_argument("--people", type=int, default=5000, help="job seekers to invent, up to millions (5000)")
    parser.add_argument("--employers", type=int, default=120, help="employers to invent (120)")
    parser.add_argument("--offers", type=int, default=300, help="offers to invent (300)")
    parser.add_argument("--port", type=int, default=8000, help="port to serve on (8000)")
    parser.add_argument("--reset", action="store_true", help="throw the demonstration data away and start afresh")
    parser.add_argument("--no-serve", action="store_true", help="load only")


def run(args: argparse.Namespace) -> int:
    """Load what is not loaded yet, then serve in the foreground.

    Returns 2 when the port is taken or real data stand there, 130 when the load was stopped: run again, it goes on.
    """
    from baarasira.project.demo.running import Refused, load_demo
    from baarasira.project.server import HOST, port_is_free, serve

    if not args.no_serve and not port_is_free(HOST, args.port):
        print(
            f"Le port {args.port} est déjà pris. Arrêtez l'autre programme, ou choisissez un autre port : "
            f"PORT={args.port + 1} make demo",
            file=sys.stderr,
        )
        return 2
    address = f"http://{HOST}:{args.port}"
    try:
        accounts = load_demo(args, address)
    except Refused as refusal:
        print(str(refusal), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nArrêté. La même commande continuera où le chargement s'est arrêté.", file=sys.stderr)
        return 130
    for account in accounts:
        print(f"  {account['role_label']:<28} {account['email']:<46} {account['structure']}")
        if account["authenticator_secret"]:
            print(f"  {'':<28} clé d'authentification : {account['authenticator_secret']}")
    print(f"  mot de passe de tous ces comptes : {accounts[0]['password']}   (aussi dans demo-accounts.json)")
    if args.no_serve:
        return 0
    return serve(HOST, args.port, 2, lambda: print(f"Prêt : {address}", flush=True))
