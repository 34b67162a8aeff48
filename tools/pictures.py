"""Take the pictures of the user guide again, from the demonstration register, with Debian's Chromium.

    BAARASIRA_DATA=… .venv/bin/python tools/pictures.py [NAME…]

The demonstration must be loaded in that folder (`baarasira demo --no-serve`). A server is started beside it and stopped
at the end; nothing is written to the register but what looking at pages writes (the journal, a session, drafts of forms that
are never sent).
"""

import base64
import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picture_records import Cast, cast
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "guide" / "images"
CHROMIUM = "/usr/bin/chromium"
LARGEST = 80_000
WIDTH, HEIGHT = 1080, 760
WIDE, PHONE = 1280, 390
PATIENCE = 180_000
"""How long a busy machine is given, in milliseconds."""
Act = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, who looks (a key of `Cast.accounts`, empty: a visitor), at which page of `Cast.paths`, what is
    done first, how high, how wide.

    `needs` names a word of `Cast.words` without which what is done makes no sense.
    """

    name: str
    who: str
    page: str
    act: Act | None = None
    height: int = HEIGHT
    width: int = WIDTH
    needs: str = ""

    def possible(self, played: Cast) -> bool:
        """Tell whether the register holds what the picture shows."""
        there = self.page in played.paths and (not self.who or self.who.rstrip("?") in played.accounts)
        return there and (not self.needs or self.needs in played.words)


def code_of(secret: str) -> str:
    """Return the six digits an authenticator shows now for a secret in base 32."""
    from django_otp.oath import totp

    return f"{totp(base64.b32decode(secret)):06d}"


def office(played: Cast) -> list[Picture]:
    """Return the pictures of a local office's work."""
    words = played.words

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
        page.locator("[name=username], [name=email]").first.fill(played.accounts["counsellor"]["email"])

    agent, adviser, director, admin = "counsellor", "employer_adviser", "director", "national_administrator"
    return [
        Picture("connexion", "", "sign-in", typed, 620),
        Picture("second-facteur", f"{admin}?", "desk", None, 620),
        Picture("bureau", agent, "desk"),
        Picture("recherche", agent, "search", search, 620, needs="surname"),
        Picture("inscription", agent, "register", None, 860),
        Picture("doublons", agent, "register", likely, 860, needs="surname"),
        Picture("dossier", agent, "file", None, 860),
        Picture("autre-agence", agent, "outside", None, 560),
        Picture("carte", agent, "card"),
        Picture("droits", agent, "rights"),
        Picture("rendez-vous", agent, "day", None, 620),
        Picture("plan", agent, "plan", None, 860),
        Picture("employeur", adviser, "employer", None, 860),
        Picture("offre-formulaire", adviser, "offer-new", breaking, 900),
        Picture("offre", adviser, "offer", None, 860),
        Picture("approbation", "approver", "decide", None, 860),
        Picture("preselection", adviser, "shortlist", None, 900, WIDE),
        Picture("mise-en-relation", adviser, "shortlist", refer),
        Picture("candidature", "follower", "candidacy", None, 860),
        Picture("controles", agent, "checks", None, 620),
        Picture("chiffres", director, "figures", None, 980),
        Picture("comptes", admin, "accounts", None, 620),
        Picture("parametres", admin, "settings", None, 700),
        Picture("journal", admin, "journal", None, 700),
        Picture("offres-publiques", "", "public", None, 780, PHONE),
        Picture("offre-publique", "", "public-offer", None, 900, PHONE),
        Picture("verifier-carte", "", "check-card", None, 620, PHONE),
    ]


def at(words: str) -> Act:
    """Return what opens the first section of these words and brings it to the top of the picture."""

    def act(page: Page) -> None:
        found = page.locator("main summary, main h2, main h3").filter(has_text=words).first
        if found.evaluate("e => e.tagName === 'SUMMARY' && !e.parentElement.open"):
            found.click()
            page.wait_for_load_state("networkidle")
        found.evaluate("e => e.scrollIntoView({block: 'start'})")

    return act


def opened(page: Page) -> None:
    """Open the first apprentice of a logbook."""
    page.locator("main summary, main button, main a").first.click()
    page.wait_for_timeout(800)


def verified(page: Page) -> None:
    """Wait for the verdict on a code."""
    page.wait_for_timeout(1500)


def campaigns() -> list[Picture]:
    """Return the pictures from the agreement to the published selection."""
    officer, head, focal = "cooperation_officer", "migration_department", "focal"
    return [
        Picture("accords", officer, "agreements", None, 700, WIDE),
        Picture("accord", officer, "agreement", None, 900),
        Picture("accord-sujets", officer, "topics", at("sujets"), 860),
        Picture("organismes", officer, "bodies", None, 760, WIDE),
        Picture("suspension", officer, "halt", None, 900),
        Picture("programmes", "counsellor", "programmes", None, 620),
        Picture("programme", "counsellor", "programme", None, 860),
        Picture("programme-chemin", "counsellor", "programme", at("Le chemin"), 860),
        Picture("campagnes", focal, "campaigns", None, 560, WIDE),
        Picture("campagne", head, "campaign", None, 980),
        Picture("campagne-etape", head, "campaign-step", None, 760, WIDE),
        Picture("file-du-jour", focal, "day-queue", None, 700),
        Picture("candidature-guichet", focal, "apply", None, 620),
        Picture("dossier-candidat", focal, "dossier", None, 860),
        Picture("recepisse-public", "", "receipt", None, 780, PHONE),
        Picture("selection", head, "selection", None, 860),
        Picture("commission", head, "panel", None, 900),
        Picture("convocations", head, "hearings", None, 760, WIDE),
        Picture("passage", head, "run", None, 1000, WIDE),
        Picture("quota", head, "quota", None, 760),
        Picture("reserve", head, "reserve", None, 760),
        Picture("recours", head, "appeal", None, 860),
        Picture("selection-publique", "", "public-selection", None, 900, PHONE),
    ]


def abroad() -> list[Picture]:
    """Return the pictures from the contract to the recall."""
    head, second = "migration_department", "second"
    return [
        Picture("offre-employeur", head, "offer-abroad", None, 900),
        Picture("contrats", head, "contracts", None, 760, WIDE),
        Picture("contrat-clauses", head, "clauses", None, 980, WIDE),
        Picture("contrat-decision", second, "visa-decide", None, 900, WIDE),
        Picture("contrat-refuse", head, "visa-refused", None, 860),
        Picture("contrat-comparaison", head, "comparison", None, 940, WIDE),
        Picture("droit-destinations", head, "law", None, 760, WIDE),
        Picture("parcours", head, "board", None, 900, WIDE),
        Picture("parcours-travailleur", head, "worker", None, 980),
        Picture("liasse", head, "bundle", None, 760, WIDE),
        Picture("seance", head, "briefing", None, 860, WIDE),
        Picture("liste-depart", head, "manifest", None, 760, WIDE),
        Picture("etranger", head, "abroad", None, 860, WIDE),
        Picture("retours", head, "returns", None, 620, WIDE),
        Picture("repetiteurs", head, "recall", None, 760, WIDE),
        Picture("incidents", head, "incidents", None, 760, WIDE),
        Picture("incident", head, "incident", None, 980),
        Picture("signaler", "", "report", None, 860, PHONE),
        Picture("remboursement", head, "claim", None, 760),
        Picture("couts", head, "costs", None, 760, WIDE),
        Picture("employeurs-etranger", head, "employers-abroad", None, 700, WIDE),
        Picture("employeur-etranger", head, "employer-abroad", None, 900),
        Picture("autorisations", second, "clearance-queue", None, 900, WIDE),
        Picture("autorisation", head, "clearance", None, 860),
        Picture("formulaires", "national_administrator", "forms", None, 760, WIDE),
        Picture("autorisation-bonne", "", "genuine", verified, 860, PHONE),
        Picture("autorisation-utilisee", "", "used", verified, 860, PHONE),
    ]


def returns() -> list[Picture]:
    """Return the pictures of returns and reintegration, from the first contact to the payment."""
    focal, adviser, finance = "focal_point", "project_adviser", "finance_officer"
    return [
        Picture("reintegration", focal, "cases", None, 900, WIDE),
        Picture("reintegration-dossier", focal, "case", None, 980),
        Picture("reintegration-plan", focal, "case-plan", None, 860),
        Picture("reintegration-visite", "field_visitor", "visit", None, 900, PHONE),
        Picture("reintegration-enquete", focal, "survey", None, 980),
        Picture("reintegration-stage", focal, "placement", None, 860),
        Picture("partenaire-bureau", "partner-asked", "partner-desk", None, 620, WIDE),
        Picture("partenaire-dossier", "partner-asked", "partner-file", None, 860),
        Picture("projet", adviser, "project", None, 980),
        Picture("projet-tresorerie", adviser, "project", at("Douze mois"), 860),
        Picture("comite", "committee_member", "session", None, 860),
        Picture("fonds", finance, "funds", None, 760, WIDE),
        Picture("subvention", finance, "grant", None, 860),
        Picture("tranche", finance, "tranche", None, 980),
        Picture("paiement", finance, "payment", None, 860),
    ]


def training() -> list[Picture]:
    """Return the pictures of training: sessions, attendance, support after a course."""
    officer = "training-officer"
    return [
        Picture("formations", officer, "courses", None, 760, WIDE),
        Picture("formation-session", officer, "course-session", None, 980),
        Picture("formation-presence", officer, "course-attendance", None, 800, PHONE),
        Picture("formation-suivi", officer, "course-follow-up", None, 860),
        Picture("concours", "contest-officer", "contest", None, 980),
        Picture("concours-notes", "marker", "marks", None, 760),
        Picture("apprentis", "school-officer", "apprentices", None, 760, WIDE),
        Picture("apprenti", "school-officer", "apprentice", None, 980),
        Picture("carnet", "master", "logbook", opened, 900, PHONE),
        Picture("attestation", "certifier", "certificate", None, 860),
        Picture("planning", "certifier", "week", None, 860, WIDE),
        Picture("formation-commande", "contest-officer", "order", None, 980),
        Picture("formation-plateforme", officer, "online-platform", None, 980),
        Picture("formation-export", officer, "online-export", None, 860),
    ]


def pictures(played: Cast) -> list[Picture]:
    """Return every picture of the guide."""
    return [*office(played), *campaigns(), *abroad(), *returns(), *training()]


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


def session_of(email: str, address: str) -> Any:
    """Return the cookie of a session opened for an account without a password."""
    from django.conf import settings
    from django.test import Client

    from baarasira.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email=email))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


class Studio:
    """A browser with one signed-in window per account."""

    def __init__(self, browser: Browser, address: str, cast_: Cast) -> None:
        self.browser, self.address, self.cast = browser, address, cast_
        self.windows: dict[tuple[str, int], BrowserContext] = {}

    def _window(self, who: str, width: int) -> BrowserContext:
        if (who, width) not in self.windows:
            context = self.browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="fr-FR")
            context.set_default_timeout(PATIENCE)
            self.windows[who, width] = context
            if who:
                self._sign_in(context, self.cast.accounts[who.rstrip("?")], code=not who.endswith("?"))
        return self.windows[who, width]

    def _sign_in(self, context: BrowserContext, account: dict[str, str], *, code: bool) -> None:
        if not account["password"]:
            context.add_cookies([session_of(account["email"], self.address)])
            return
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
        answer = page.goto(self.address + self.cast.paths[picture.page])
        if answer is None or not answer.ok:
            raise SystemExit(f"{picture.name}: {picture.page} answered {answer.status if answer else 'nothing'}")
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
    for picture in [picture for picture in shots if not picture.possible(played)]:
        print(f"{picture.name}: this register holds nothing to show", flush=True)
        shots.remove(picture)
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
