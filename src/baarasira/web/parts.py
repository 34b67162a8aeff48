"""What one subject's pages show on another's: the parts of a person's file that other rooms fill.

Placed once, when the application starts, so that the page of the person imports nobody who imports it.
"""

from .apprenticeships import known, receiving
from .campaigns import links
from .campaigns import sections as campaigns
from .candidacies import sections as candidacies
from .certificates import sections as certificates
from .contracts import sections as contracts
from .cooperation import effects
from .counselling import sections as counselling
from .courses import sections as courses
from .doubles import sections as doubles
from .employers import sections as employers
from .funds import sections as funds
from .incidents import sections as incidents
from .journeys import sections as journeys
from .people import sections as people
from .projects import sections as projects
from .reintegration import sections as reintegration
from .shell import offline


def place_parts() -> None:
    """Add each room's sections, due things and links to the person's file; what is there already stays once."""
    for wanted, held in (
        (counselling.SECTIONS, people.SECTIONS),
        (counselling.DUE, people.DUE),
        (counselling.LINKS, people.LINKS),
        (candidacies.SECTIONS, people.SECTIONS),
        (certificates.SECTIONS, people.SECTIONS),
        (doubles.SECTIONS, people.SECTIONS),
        (doubles.DUE, people.DUE),
        (campaigns.SECTIONS, people.SECTIONS),
        (campaigns.DUE, people.DUE),
        (campaigns.EFFECTS, effects.EFFECTS),
        (incidents.SECTIONS, people.SECTIONS),
        (reintegration.PERSON_SECTIONS, people.SECTIONS),
        (courses.PERSON_SECTIONS, people.SECTIONS),
        (courses.PERSON_DUE, people.DUE),
        (projects.CASE_SECTIONS, reintegration.SECTIONS),
        (funds.CASE_SECTIONS, reintegration.SECTIONS),
        (incidents.EMPLOYER_SECTIONS, employers.SECTIONS),
        (candidacies.DUE, people.DUE),
        (candidacies.LINKS, people.LINKS),
        (contracts.CAMPAIGN_LINKS, links.CAMPAIGN_LINKS),
        (contracts.FILE_LINKS, links.FILE_LINKS),
        (journeys.FILE_LINKS, links.FILE_LINKS),
    ):
        held.extend(part for part in wanted if part not in held)
    offline.RECEIVERS.update(receiving.RECEIVERS)
    if known.phone_actor not in offline.KNOWN_BY:
        offline.KNOWN_BY.append(known.phone_actor)
