"""Take the pictures of the user guide again, from the demonstration register, with Debian's Chromium.

    BAARASIRA_DATA=… .venv/bin/python tools/pictures.py [NAME…]

The demonstration must be loaded in that folder (`baarasira demo --no-serve`). A server is started beside it and stopped
at the end; nothing is written to the register but what looking at pages writes (the journal, a session, drafts of forms that
are never sent).
"""

import base64
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "guide" / "images"
CHROMIUM = "/usr/bin/chromium"
LARGEST = 80_000
WIDTH, HEIGHT = 1080, 760
PHONE = 390
Act = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, who looks (a key of `Cast.accounts`, empty: a visitor), where, what is done first, how high."""

    name: str
    who: str
    path: str
    act: Act | None = None
    height: int = HEIGHT
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in the pictures: addresses, passwords and codes of the accounts, and the records that are shown."""

    accounts: dict[str, dict[str, str]]
    paths: dict[str, str]
    words: dict[str, str]


def code_of(secret: str) -> str:
    """Return the six digits an authenticator shows now for a secret in base 32."""
    from django_otp.oath import totp

    return f"{totp(base64.b32decode(secret)):06d}"


def cast() -> Cast:
    """Choose accounts and records from the register: an office with work in every state."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "baarasira.project.settings"
    import django

    django.setup()
    from django.conf import settings

    if not settings.BAARASIRA_DEMO:
        raise SystemExit(f"{settings.DATA} holds no demonstration: baarasira demo --no-serve")
    from baarasira.project.demo.agents import sign_ins
    from baarasira.project.installation import prepare

    prepare(lambda _step: None)  # today's style and texts, not those of the day the demonstration was loaded

    accounts: dict[str, dict[str, str]] = {}
    for account in sign_ins():
        accounts.setdefault(account["role"], account)
    return Cast(accounts, *_records(accounts))


def _campaign_records(accounts: dict[str, dict[str, str]]) -> dict[str, tuple[str, list[Any]]]:
    """Choose the demonstration's campaign, and in one focal point's territory a file and somebody who could still apply."""
    from django.utils import timezone

    from baarasira.accounts.models import Membership
    from baarasira.candidacies.applying import answer
    from baarasira.candidacies.models import Candidacy
    from baarasira.kernel.actor import Actor
    from baarasira.openings.models import Campaign
    from baarasira.people.models import Person

    campaign = Campaign.objects.filter(state="open").order_by("-id").first()
    applied = Candidacy.objects.filter(opening_id=campaign.pk, step="pieces").order_by("number")
    focal = max(
        Membership.objects.filter(role="focal_point").select_related("user", "structure").order_by("structure__code"),
        key=lambda held: applied.filter(office__path__startswith=held.structure.path).count(),
    )
    accounts["focal"] = {**accounts["focal_point"], "email": focal.user.email}
    actor = Actor(focal.user, timezone.now())
    here = Person.objects.filter(office__path__startswith=focal.structure.path, state="open").order_by("number")
    others = here.exclude(candidacies__opening_id=campaign.pk).iterator()
    newcomer = next(person for person in others if answer(actor, campaign, person).eligible)
    return {
        "campaigns": ("campaigns:list", []),
        "campaign": ("campaigns:file", [campaign.pk]),
        "apply": ("campaigns:apply", [campaign.pk, newcomer.pk]),
        "dossier": ("campaigns:dossier", [applied.filter(office__path__startswith=focal.structure.path)[0].pk]),
        "programme": ("programmes:file", [campaign.programme_version_id]),
        "receipt": ("public:receipt", []),
    }


def _records(accounts: dict[str, dict[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    from django.urls import reverse
    from django.utils.timezone import localdate

    from baarasira.accounts.models import Membership
    from baarasira.candidacies.models import Candidacy
    from baarasira.candidacies.queries import seats_free
    from baarasira.cooperation.models import Agreement
    from baarasira.counselling.models import ActionPlan, Appointment
    from baarasira.employers.models import Employer
    from baarasira.openings.models import Opening
    from baarasira.openings.queries import open_for_referral
    from baarasira.people.models import Person

    office = Membership.objects.get(user__email=accounts["counsellor"]["email"]).structure
    region = office.parent
    plan = ActionPlan.objects.filter(state="active", person__office=office).order_by("-id").first()
    followed = plan.person if plan is not None else Person.objects.filter(office=office, state="open").first()
    far = Person.objects.exclude(office__path__startswith=region.path).filter(state="open").order_by("id").first()
    known = Person.objects.filter(office=office, state="open", phones__isnull=False).exclude(pk=followed.pk).first()
    published = next(
        offer
        for offer in open_for_referral(localdate()).filter(office=office).order_by("-seats", "id")
        if seats_free(offer)
    )
    waiting = Opening.objects.filter(state="submitted").order_by("-starts_on", "id").first()
    moved = Candidacy.objects.filter(state="interviewed", opening__state="published").order_by("-id").first()
    for name, role, place in (
        ("approver", "director", waiting.office.parent),
        ("follower", "employer_adviser", moved.opening.office),
    ):
        holder = Membership.objects.get(role=role, structure=place).user
        accounts[name] = {**accounts[role], "email": holder.email}
    employer = Employer.objects.filter(office=office, state="accredited").order_by("name").first()
    day = Appointment.objects.filter(office=office, state="planned").order_by("starts_at").first()
    agreements = {row.reference: row for row in Agreement.objects.filter(source="demo")}
    records: dict[str, tuple[str, list[Any]]] = {
        "desk": ("desk", []),
        "search": ("people:search", []),
        "register": ("people:register", []),
        "file": ("people:file", [followed.pk]),
        "outside": ("people:open_outside", [far.pk]),
        "card": ("counselling:card", [followed.pk]),
        "rights": ("people:rights", [followed.pk]),
        "day": ("counselling:day", []),
        "plan": ("counselling:plan", [followed.pk]),
        "employer": ("employers:file", [employer.pk]),
        "offer-new": ("openings:new", []),
        "offer": ("openings:file", [published.pk]),
        "decide": ("openings:decide", [waiting.pk]),
        "shortlist": ("matching:shortlist", [published.pk]),
        "candidacy": ("candidacies:file", [moved.pk]),
        "checks": ("candidacies:checks", []),
        "agreements": ("cooperation:list", []),
        "agreement": ("cooperation:file", [agreements["DEMO-ARS-2016"].pk]),
        "halt": ("cooperation:suspend", [agreements["DEMO-ESP-2007"].pk]),
        "figures": ("statistics:dashboard", []),
        "accounts": ("administration:accounts", []),
        "settings": ("administration:parameters", []),
        "journal": ("journal:list", []),
        "public": ("public:offers", []),
        "public-offer": ("public:offer", [published.number]),
        "check-card": ("public:check_card", []),
        "sign-in": ("accounts:sign-in", []),
        **_campaign_records(accounts),
    }
    paths = {name: reverse(route, args=args) for name, (route, args) in records.items()}
    if day is not None:
        paths["day"] += f"?day={day.starts_at.date().isoformat()}"
    words = {
        "surname": known.surname,
        "given_names": known.given_names,
        "year": str(known.born.year),
        "sex": known.sex,
        "phone": known.phones.first().number.removeprefix("+223"),
        "employer": employer.name,
    }
    return paths, words


def pictures(cast_: Cast) -> list[Picture]:
    """Return every picture of the guide."""
    words, to = cast_.words, cast_.paths

    def search(page: Page) -> None:
        box = page.locator("main input[type=search], main input[name=q]").first
        box.fill(f"{words['surname']} {words['year']}")
        box.press("Enter")
        page.wait_for_load_state("networkidle")

    def likely(page: Page) -> None:
        page.locator("[name=given_names]").fill(words["given_names"])
        page.locator("[name=surname]").fill(words["surname"])
        page.locator("[name=born]").fill(words["year"])
        page.locator(f"[name=sex][value={words['sex']}]").check(force=True)
        page.locator("[name=born]").press("Tab")
        page.wait_for_timeout(2500)

    def breaking(page: Page) -> None:
        page.locator("[name=title]").fill("Gardien, jeune homme célibataire")
        for name, value in {"seats": "2", "wage": "35000", "hours_per_week": "40"}.items():
            page.locator(f"[name={name}]").fill(value)
        page.locator("[name=wage]").press("Tab")
        page.wait_for_timeout(2500)

    def refer(page: Page) -> None:
        ticks = page.locator("main tbody input[type=checkbox]")
        for number in range(min(2, ticks.count())):
            ticks.nth(number).check(force=True)
        page.get_by_role("button", name="Mettre en relation").first.click()
        page.wait_for_load_state("networkidle")

    def typed(page: Page) -> None:
        page.locator("[name=username], [name=email]").first.fill(cast_.accounts["counsellor"]["email"])

    def road(page: Page) -> None:
        section = page.locator("main summary", has_text="Le chemin").first
        section.evaluate("section => section.scrollIntoView({block: 'start'})")

    agent, adviser, director, admin = "counsellor", "employer_adviser", "director", "national_administrator"
    return [
        Picture("connexion", "", to["sign-in"], typed, 620),
        Picture("second-facteur", f"{admin}?", to["desk"], None, 620),
        Picture("bureau", agent, to["desk"]),
        Picture("recherche", agent, to["search"], search, 620),
        Picture("inscription", agent, to["register"], None, 860),
        Picture("doublons", agent, to["register"], likely, 860),
        Picture("dossier", agent, to["file"], None, 860),
        Picture("autre-agence", agent, to["outside"], None, 560),
        Picture("carte", agent, to["card"]),
        Picture("droits", agent, to["rights"]),
        Picture("rendez-vous", agent, to["day"], None, 620),
        Picture("plan", agent, to["plan"], None, 860),
        Picture("employeur", adviser, to["employer"], None, 860),
        Picture("offre-formulaire", adviser, to["offer-new"], breaking, 900),
        Picture("offre", adviser, to["offer"], None, 860),
        Picture("approbation", "approver", to["decide"], None, 860),
        Picture("preselection", adviser, to["shortlist"], None, 900, 1280),
        Picture("mise-en-relation", adviser, to["shortlist"], refer),
        Picture("candidature", "follower", to["candidacy"], None, 860),
        Picture("controles", agent, to["checks"], None, 620),
        Picture("accords", "cooperation_officer", to["agreements"], None, 700, 1280),
        Picture("accord", "cooperation_officer", to["agreement"], None, 900),
        Picture("suspension", "cooperation_officer", to["halt"], None, 900),
        Picture("campagnes", "focal", to["campaigns"], None, 560, 1280),
        Picture("campagne", "migration_department", to["campaign"], None, 980),
        Picture("candidature-guichet", "focal", to["apply"], None, 620),
        Picture("dossier-candidat", "focal", to["dossier"], None, 860),
        Picture("programme", agent, to["programme"], None, 860),
        Picture("programme-chemin", agent, to["programme"], road, 860),
        Picture("recepisse-public", "", to["receipt"], None, 780, PHONE),
        Picture("chiffres", director, to["figures"], None, 980),
        Picture("comptes", admin, to["accounts"], None, 620),
        Picture("parametres", admin, to["settings"], None, 700),
        Picture("journal", admin, to["journal"], None, 700),
        Picture("offres-publiques", "", to["public"], None, 780, PHONE),
        Picture("offre-publique", "", to["public-offer"], None, 900, PHONE),
        Picture("verifier-carte", "", to["check-card"], None, 620, PHONE),
    ]


@contextmanager
def server() -> Iterator[str]:
    """Serve the demonstration on a free port until the block ends; yield its address."""
    from baarasira.project.server import HOST, port_is_free

    port = next(port for port in range(8151, 8251) if port_is_free(HOST, port))
    process = subprocess.Popen(
        [sys.executable, "-m", "baarasira.project.cli", "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if process.stdout is None or not any(line.startswith("Prêt") for line in process.stdout):
            raise SystemExit("the server did not start")
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


class Studio:
    """A browser with one signed-in window per account."""

    def __init__(self, browser: Browser, address: str, cast_: Cast) -> None:
        self.browser, self.address, self.cast = browser, address, cast_
        self.windows: dict[tuple[str, int], BrowserContext] = {}

    def _window(self, who: str, width: int) -> BrowserContext:
        if (who, width) not in self.windows:
            context = self.browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="fr-FR")
            self.windows[who, width] = context
            if who:
                self._sign_in(context, self.cast.accounts[who.rstrip("?")], code=not who.endswith("?"))
        return self.windows[who, width]

    def _sign_in(self, context: BrowserContext, account: dict[str, str], *, code: bool) -> None:
        page = context.new_page()
        page.goto(self.address + self.cast.paths["sign-in"])
        page.locator("[name=username], [name=email]").first.fill(account["email"])
        page.locator("[name=password]").fill(account["password"])
        page.locator("main button[type=submit]").first.click()
        page.wait_for_load_state("networkidle")
        if code and account["authenticator_secret"]:
            page.locator("main input:not([type=hidden])").first.fill(code_of(account["authenticator_secret"]))
            page.locator("main button[type=submit]").first.click()
            page.wait_for_load_state("networkidle")
        page.close()

    def take(self, picture: Picture) -> bytes:
        """Open the page, act, and return the picture as PNG."""
        page = self._window(picture.who, picture.width).new_page()
        page.set_viewport_size({"width": picture.width, "height": picture.height})
        answer = page.goto(self.address + picture.path)
        if answer is None or not answer.ok:
            raise SystemExit(f"{picture.name}: {picture.path} answered {answer.status if answer else 'nothing'}")
        page.wait_for_load_state("networkidle")
        if picture.act is not None:
            picture.act(page)
        found = page.screenshot(animations="disabled", caret="hide")
        page.close()
        return found


def pressed(png: bytes) -> bytes:
    """Return the picture as WebP, as sharp as fits under the limit."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in (88, 80, 72, 64, 50, 40):
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise SystemExit(f"a picture of {image.size} stays above {LARGEST} bytes")


def main() -> int:
    """Take all the pictures, or those named."""
    wanted = set(sys.argv[1:])
    played = cast()
    shots = [picture for picture in pictures(played) if not wanted or picture.name in wanted]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        studio = Studio(browser, address, played)
        for picture in shots:
            begun = time.monotonic()
            content = pressed(studio.take(picture))
            (FOLDER / f"{picture.name}.webp").write_bytes(content)
            print(f"{picture.name}: {len(content) // 1000} kB, {time.monotonic() - begun:.1f} s", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
