"""`baarasira serve`: the web server and the background worker, in the foreground."""

import argparse
import sys

SUMMARY = "serve the application, with its background worker, until stopped"
NEEDS_DJANGO = False


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=2, help="server processes (2)")


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; 2 when the port is taken."""
    from baarasira.project.server import port_is_free, serve

    if not port_is_free(args.host, args.port):
        print(
            f"Le port {args.port} est déjà pris sur {args.host}. Arrêtez l'autre programme ou choisissez un autre port : "
            f"baarasira serve --port {args.port + 1}",
            file=sys.stderr,
        )
        return 2
    return serve(
        args.host, args.port, args.workers, lambda: print(f"Prêt : http://{args.host}:{args.port}", flush=True)
    )
