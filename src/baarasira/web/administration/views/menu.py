"""Which parts of the administration an actor sees: the tabs at the head of its pages."""

from baarasira.accounts.policies import ACCOUNTS
from baarasira.kernel.actor import Actor
from baarasira.matching.policies import INDEX
from baarasira.reference.policies import OCCUPATIONS


def parts_for(actor: Actor) -> dict[str, bool]:
    """Return what `administration/sections.html` asks: whether lost accesses are decided here, what else is shown."""
    return {
        "may_decide": ACCOUNTS.allows(actor, "decide_reset"),
        "may_see_index": INDEX.allows(actor, "view"),
        "may_see_occupations": OCCUPATIONS.allows(actor, "view"),
    }
