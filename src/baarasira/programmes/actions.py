"""What is done to programmes: a file becomes a draft, a second person publishes it, one day it gives way. All journaled."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import events, writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door
from baarasira.network.models import Structure
from baarasira.reference.enums import Origin

from .compiled.building import programme_of
from .compiling import Compilation, compile_file, digest_of
from .enums import VersionState
from .files.reading import UnreadableFile
from .models import Programme, ProgrammeVersion
from .policies import PROGRAMMES
from .queries import OWNING
from .transitions import VERSION

SHORTEST_REASON = 10


def _refuse(code: str, sentence: str, field: str = "") -> RuleRefused:
    return RuleRefused([Finding(code, sentence, field)])


@transaction.atomic
def import_programme(
    *, actor: Actor, owner: Structure, content: bytes, file_name: str, origin: str = Origin.ADMINISTRATOR
) -> ProgrammeVersion:
    """Make a draft of a programme file, in the name of the structure that owns the programme.

    A draft of the same programme that still waited is discarded. Raises NotAllowed, and RuleRefused with the findings of the
    checker, when the owner may own none, when another structure owns the programme, or when nothing has changed.
    """
    PROGRAMMES.require(actor, "import", owner.pk)
    if owner.kind not in OWNING:
        raise _refuse("owner", _("Only a department or headquarters may own a programme."), "owner")
    compilation = _compiled(content)
    compiled = programme_of(compilation.canonical)
    door(f"programme:{compiled.key}")
    programme = Programme.objects.select_for_update().filter(key=compiled.key).first()
    if programme is None:
        programme = Programme(key=compiled.key, owner=owner)
        writing.create(programme, "programme.make", actor=actor, structure_id=owner.pk)
    elif programme.owner_id != owner.pk:
        programme = _taken_over(actor, programme, owner)
    version = ProgrammeVersion(
        programme=programme,
        number=_after_the_last(programme, compilation, actor),
        origin=origin,
        file_name=file_name[:200],
        text=compilation.text,
        canonical=compilation.canonical,
        digest=compilation.digest,
        title=compiled.title.in_language("fr"),
        kind=compiled.kind,
        author=actor.user if isinstance(actor.user, User) else None,
        author_number=actor.user.staff_number if actor.user is not None else "",
    )
    VERSION.begin(version, "import", actor=actor, structure_id=owner.pk)
    events.emit(events.Event("programme.import", actor, version.pk))
    return version


def _compiled(content: bytes) -> Compilation:
    try:
        compilation = compile_file(content)
    except UnreadableFile as error:
        sentence = _("Line %(line)d: %(sentence)s") % {"line": error.flaw.line, "sentence": error.flaw.sentence}
        raise _refuse(error.flaw.code, sentence, "file") from None
    if not compilation.clean:
        raise RuleRefused(
            [
                Finding(
                    flaw.code, _("Line %(line)d: %(sentence)s") % {"line": flaw.line, "sentence": flaw.sentence}, "file"
                )
                for flaw in compilation.flaws
            ]
        )
    return compilation


def _taken_over(actor: Actor, programme: Programme, owner: Structure) -> Programme:
    """Give the programme to another structure, by who may write in both."""
    PROGRAMMES.require(actor, "import", programme.owner_id)
    writing.edit(programme, "programme.give", actor=actor, values={"owner": owner}, structure_id=owner.pk)
    return programme


def _after_the_last(programme: Programme, compilation: Compilation, actor: Actor) -> int:
    """Return the next number, the draft that waited discarded; RuleRefused when it, or what is published, says the same."""
    rows = list(ProgrammeVersion.objects.select_for_update().filter(programme=programme).order_by("number"))
    standing = [row for row in rows if row.state in {VersionState.DRAFT, VersionState.PUBLISHED}]
    if standing and standing[-1].digest == compilation.digest:
        sentence = _("This file says the same as version %(number)d: nothing was imported.")
        raise _refuse("unchanged", sentence % {"number": standing[-1].number}, "file")
    for row in rows:
        if row.state == VersionState.DRAFT:
            _end(row, "discard", actor, _("Replaced by a newer file before it was published."))
    return rows[-1].number + 1 if rows else 1


def _end(version: ProgrammeVersion, name: str, actor: Actor, reason: str) -> None:
    VERSION.apply(
        version,
        name,
        actor=actor.because(reason),
        structure_id=version.programme.owner_id,
        values={"ended_on": actor.today, "end_reason": reason},
    )
    events.emit(events.Event(f"programme.{name}", actor, version.pk))


def _locked(version_id: UUID, expected: int | None) -> ProgrammeVersion:
    rows = ProgrammeVersion.objects.select_for_update(of=("self",)).select_related("programme", "author")
    version = rows.get(pk=version_id)
    version.require_version(expected)
    return version


@transaction.atomic
def publish_programme(*, actor: Actor, version_id: UUID, expected_version: int | None = None) -> ProgrammeVersion:
    """Publish a draft, by another person than its author; the version published before is retired.

    Raises NotAllowed (also when the author holds this account, or another of the same staff number), WrongState, Stale.
    """
    version = _locked(version_id, expected_version)
    PROGRAMMES.require(actor, "publish", version.programme.owner_id)
    VERSION.check("publish", version.state)
    publisher = _second_person(actor, version)
    if digest_of(version.canonical) != version.digest:
        raise _refuse(
            "digest", _("What this version says no longer gives its hash: it was changed outside the application.")
        )
    door(f"programme:{version.programme.key}")
    before = ProgrammeVersion.objects.select_for_update().filter(
        programme=version.programme, state=VersionState.PUBLISHED
    )
    for row in before:
        _end(row, "retire", actor, _("Replaced by version %(number)d.") % {"number": version.number})
    VERSION.apply(
        version,
        "publish",
        actor=actor,
        structure_id=version.programme.owner_id,
        values={
            "published_by": publisher,
            "publisher_number": publisher.staff_number,
            "published_on": actor.today,
        },
    )
    events.emit(events.Event("programme.publish", actor, version.pk))
    return version


def _second_person(actor: Actor, version: ProgrammeVersion) -> User:
    user = actor.user
    if not isinstance(user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="programme.person")
    same_number = bool(user.staff_number) and user.staff_number == version.author_number
    if same_person(version.author, user) or same_number:
        raise NotAllowed(
            _(
                "You imported this file yourself: a second person reads and publishes it. Ask a colleague of the department."
            ),
            code="R-16",
        )
    return user


def _reason(actor: Actor) -> str:
    reason = " ".join(actor.reason.split())
    if not SHORTEST_REASON <= len(reason) <= 300:
        raise _refuse("reason", _("Write the reason in a sentence of at most 300 characters."), "reason")
    return reason


@transaction.atomic
def discard_draft(*, actor: Actor, version_id: UUID, expected_version: int | None = None) -> ProgrammeVersion:
    """Give up a draft, with the reason the actor gave. Raises NotAllowed, WrongState, Stale, RuleRefused."""
    version = _locked(version_id, expected_version)
    PROGRAMMES.require(actor, "discard", version.programme.owner_id)
    VERSION.check("discard", version.state)
    _end(version, "discard", actor, _reason(actor))
    return version


@transaction.atomic
def retire_programme(*, actor: Actor, version_id: UUID, expected_version: int | None = None) -> ProgrammeVersion:
    """Retire the published version: no opening is made on it any more, those already made keep it.

    The reason is the actor's. Raises NotAllowed, WrongState, Stale, RuleRefused.
    """
    version = _locked(version_id, expected_version)
    PROGRAMMES.require(actor, "retire", version.programme.owner_id)
    VERSION.check("retire", version.state)
    _end(version, "retire", actor, _reason(actor))
    return version
