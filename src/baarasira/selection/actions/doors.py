"""What every act on a run begins with: the run alone behind its campaign's door."""

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.errors import WrongState
from baarasira.kernel.locking import door
from baarasira.openings.actions.campaign_doors import campaign_key

from ..models import Run


def locked_run(run: Run) -> Run:
    """Return the run as the database has it, alone behind its campaign's door until the transaction ends."""
    door(campaign_key(run.campaign_id))
    rows = Run.objects.select_for_update(of=("self",)).select_related(
        "campaign__opening", "campaign__programme_version", "campaign__agreement", "first_by", "second_by", "former"
    )
    return rows.get(pk=run.pk)


def signer(run: Run) -> User:
    """Return who signed first. Raises WrongState when nobody did."""
    if run.first_by is None:
        raise WrongState(_("Nobody has signed this run yet."), code="run.unsigned")
    return run.first_by
