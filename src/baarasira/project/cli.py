"""The `baarasira` command: one verb per module of `project/commands`."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

from baarasira import __version__
from baarasira.project import commands
from baarasira.project.manners import stand_behind_pages


def verbs() -> list[str]:
    """Return the names of the verbs, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__) if not module.name.startswith("_"))


def load(verb: str) -> ModuleType:
    """Return the module of a verb: `SUMMARY`, `NEEDS_DJANGO`, `configure(parser)`, `run(args) -> int`, perhaps `BEHIND_PAGES`."""
    module_name = verb.replace("-", "_")
    return importlib.import_module(f"baarasira.project.commands.{module_name}")


def _names() -> dict[str, str]:
    """Return verb as typed → module name; a module may not take a Python keyword or builtin for its name."""
    return {name.removesuffix("_command").replace("_", "-"): name for name in verbs()}


def _overview() -> str:
    lines = [f"baarasira {__version__}", "", "usage: baarasira VERB …   (baarasira VERB --help tells more)", ""]
    width = max((len(name) for name in _names()), default=0)
    for name, module_name in _names().items():
        lines.append(f"  {name:<{width}}  {load(module_name).SUMMARY}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit status; 2 for a verb that does not exist."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] in ([], ["--help"], ["-h"], ["help"]):
        print(_overview())
        return 0
    if words[0] == "--version":
        print(f"baarasira {__version__}")
        return 0
    names = _names()
    if words[0] not in names:
        print(f"baarasira: no verb « {words[0]} »; baarasira --help lists them", file=sys.stderr)
        return 2
    module = load(names[words[0]])
    if arguments is None and getattr(module, "BEHIND_PAGES", False):  # in a process of its own
        stand_behind_pages()
    if module.NEEDS_DJANGO:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baarasira.project.settings")
        import django

        django.setup()
    parser = argparse.ArgumentParser(prog=f"baarasira {words[0]}", description=module.SUMMARY)
    module.configure(parser)
    return int(module.run(parser.parse_args(words[1:])))


if __name__ == "__main__":
    sys.exit(main())
