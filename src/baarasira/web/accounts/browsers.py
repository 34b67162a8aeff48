"""What opened a visit, in words: a browser says its name in a text that names half a dozen others."""

from django.utils.translation import gettext as _

# The first that is found is the one meant: each borrows the names of those below it.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_MOST = 60


def browser_of(agent: str) -> str:
    """Return the browser and its system (``Firefox sous Windows``) from what it sent of itself.

    What is not known is shown as it was sent, cut at 60 characters: a visit one does not recognise must look strange.
    """
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return agent if len(agent) <= _MOST else f"{agent[: _MOST - 1]}…"
