"""The pictures, drawn for this product: tasks, levels, presence, signs of people, the few acts of the phone.

Each is what stands inside an SVG of 64 by 64 whose lines are 3.5 wide, of the colour of the text (`picture` draws it). Three
colours of the house fill what helps to see what it is: O ochre, I indigo, L leaf, C clay, W the ground.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

O, I, L, C, W = "#e3a33c", "#8fa8df", "#7fbf8d", "#e0806a", "#ffffff"  # noqa: E741 - the letters of the drawings


def _person(x: float, y: float, size: float = 1, fill: str = W) -> str:
    """Draw somebody: a head at (x, y) and shoulders below it."""
    head, wide, deep = 7 * size, 11 * size, 19 * size
    low = y + head + 2 * size + deep
    return (
        f'<circle cx="{x}" cy="{y}" r="{head}" fill="{fill}"/>'
        f'<path fill="{fill}" d="M{x - wide} {low}v{-deep * 0.45}a{wide} {deep * 0.55} 0 0 1 {2 * wide} 0v{deep * 0.45}z"/>'
    )


def _sparks(x: float, y: float) -> str:
    return f'<path stroke="{C}" d="M{x} {y - 13}v6M{x + 11} {y - 8}l-4 4M{x - 11} {y - 8}l4 4M{x + 14} {y + 3}h-6M{x - 14} {y + 3}h6"/>'


_TASKS = {
    "tools": f'<path fill="{I}" d="M10 49 33 26a11 11 0 0 1 13-15l-7 8 2 6 6 2 8-7a11 11 0 0 1-15 13L17 56a5 5 0 0 1-7-7z"/>'
    f'<path d="M27 29 11 13M11 13l3-3M54 55 40 41" /><path fill="{O}" d="m38 43 5-5 14 13a4 4 0 0 1-6 6z"/>',
    "wheel": f'<circle cx="32" cy="32" r="23" stroke-width="8"/><circle cx="32" cy="32" r="12" fill="{I}"/>'
    '<circle cx="32" cy="32" r="2.5" fill="currentColor"/><path d="M32 23v3M40 29l-3 1M37 39l-2-2M27 39l2-2M24 29l3 1"/>',
    "oil": f'<path fill="{O}" d="M8 30h28v24H8z"/><path d="M15 30v-7h14v7M36 36l18-14"/>'
    f'<path fill="{O}" d="M55 32c5 7 6 9 6 12a6 6 0 0 1-12 0c0-3 1-5 6-12z"/>',
    "plug": f'<path d="M27 4h10v8H27z"/><path fill="{W}" d="M24 12h16v16H24z"/><path fill="{O}" d="M19 28h26v8H19z"/>'
    f'<path d="M26 36h12v12H26zM27 41h10M32 48v3M38 48v9h-8"/><path stroke="{C}" d="M20 52l-6-3M20 57l-6 3M45 54h6"/>',
    "battery": f'<path fill="{I}" d="M6 22h52v32H6z"/><path fill="{W}" d="M13 14h10v8H13zM41 14h10v8H41z"/>'
    '<path d="M13 36h12M39 36h12M45 30v12"/>',
    "brake": f'<circle cx="30" cy="32" r="22"/><circle cx="30" cy="32" r="7" fill="{I}"/>'
    '<path d="M30 16v.1M30 48v.1M16 26v.1M16 39v.1M42 44v.1M41 20v.1" stroke-width="5"/>'
    f'<path fill="{C}" d="M44 18h14v28H44c6-9 6-19 0-28z"/>',
    "belt": f'<path stroke-width="5" d="M12 33 40 10M27 54 54 30"/><circle cx="19" cy="43" r="13" fill="{O}"/>'
    f'<circle cx="46" cy="20" r="11" fill="{O}"/><circle cx="19" cy="43" r="3" fill="currentColor"/>'
    '<circle cx="46" cy="20" r="3" fill="currentColor"/>',
    "engine": f'<path fill="{I}" d="M16 24h26l8 8h6v-4h4v20h-4v-4h-6l-6 8H22l-6-8h-4v6H6V30h6v4h4z"/>'
    '<path d="M22 24v-8M36 24v-8M16 16h26"/>',
    "chain": f'<g fill="{O}"><rect x="4" y="38" width="26" height="16" rx="8" transform="rotate(-30 17 46)"/>'
    '<rect x="20" y="25" width="26" height="16" rx="8" transform="rotate(-30 33 33)"/>'
    '<rect x="36" y="12" width="26" height="16" rx="8" transform="rotate(-30 49 20)"/></g>'
    '<path d="M17 46v.1M25 41v.1M33 33v.1M41 28v.1M49 20v.1" stroke-width="5"/>',
    "car": f'<path fill="{I}" d="M4 44v-9l9-3 8-13h20l11 13 8 4v8z"/><path fill="{W}" d="M20 31l5-8h7v8zM36 23h4l7 8H36z"/>'
    '<circle cx="17" cy="45" r="7" fill="#1f1b16"/><circle cx="46" cy="45" r="7" fill="#1f1b16"/>',
    "motorbike": '<circle cx="14" cy="44" r="10"/><circle cx="50" cy="44" r="10"/>'
    f'<path fill="{C}" d="M22 32h20l-4 8H24z"/><path d="M14 44l10-8M50 44 42 24h-7M18 30h10M42 24l6-3"/>',
    "mask": f'<path fill="{I}" d="M14 12c12-7 24-7 36 0v22c0 12-8 20-18 24-10-4-18-12-18-24z"/>'
    '<path fill="#1f1b16" d="M20 22h24v11H20z"/>',
    "ruler": f'<path fill="{O}" d="M6 42 42 6l16 16-36 36z"/><path d="M15 33l5 5M22 26l7 7M29 19l5 5M36 12l7 7"/>',
    "saw": f'<path fill="{W}" d="M22 24h38v12L22 44z"/><path d="M24 44l3 5 3-6 4 5 3-6 4 4 3-5 4 4 3-5 4 4 3-4"/>'
    f'<path fill="{O}" d="M4 22c0-4 4-6 8-6h6c4 0 6 4 5 8l-1 18c0 4-3 6-7 6h-4c-4 0-7-3-7-8zM11 26h4l-1 12h-3z"/>',
    "grinder": f'<path fill="{I}" d="M30 18 54 8a6 6 0 0 1 5 10L36 32z"/><circle cx="26" cy="34" r="14" fill="{W}"/>'
    f'<circle cx="26" cy="34" r="4" fill="currentColor"/><path d="M4 54h56"/><path stroke="{C}" d="M12 48l-7-4M15 51l-9 0M12 42l-5-5"/>',
    "weld": f'<path fill="{I}" d="M4 50h25v8H4zM35 50h25v8H35z"/><path stroke-width="5" d="M56 6 34 42"/>'
    f'<path fill="{O}" d="M49 5 58 11 53 20 44 14z"/>{_sparks(32, 46)}',
    "torch": f'<path fill="{I}" d="M58 6v10L36 30l-5-7 19-17z"/><path fill="{C}" d="M34 27c0 8-8 10-12 20-1-8 0-18 9-22z"/>'
    '<path d="M4 50h15M26 50h34M4 58h15M26 58h34"/>',
    "door": f'<path fill="{I}" d="M14 6h36v52H14z"/><path d="M21 13h22v14H21zM21 33h22v18H21z"/>'
    '<circle cx="45" cy="31" r="2" fill="currentColor"/><path d="M6 58h52"/>',
    "grid": f'<path fill="{W}" d="M8 8h48v48H8z"/><path d="M20 8v48M32 8v48M44 8v48M8 32h48"/>'
    f'<circle cx="32" cy="32" r="7" fill="{O}"/>',
    "power_off": f'<path fill="{O}" d="M36 4 14 36h14l-6 24 26-34H34z"/><path stroke="{C}" stroke-width="6" d="M8 8l48 48"/>',
    "wire": f'<path stroke-width="11" d="M6 54C6 30 22 40 30 30"/><path stroke="{C}" stroke-width="6" d="M6 54C6 30 22 40 30 30"/>'
    f'<path stroke="{O}" stroke-width="4" d="M31 29 54 6M33 31l25-15M29 27l15-23"/>',
    "socket": f'<path fill="{W}" d="M8 8h48v48H8z"/><circle cx="32" cy="32" r="17" fill="{I}"/>'
    '<circle cx="25" cy="33" r="3" fill="#1f1b16"/><circle cx="39" cy="33" r="3" fill="#1f1b16"/><path d="M32 18v5"/>',
    "bulb": f'<path fill="{O}" d="M24 44c0-8-8-10-8-22a16 16 0 0 1 32 0c0 12-8 14-8 22z"/><path d="M24 50h16M26 57h12M28 44V32l-4-6M36 44V32l4-6"/>',
    "switch": f'<path fill="{W}" d="M12 6h40v52H12z"/><path fill="{I}" d="M22 16h20v32H22z"/><path d="M22 32h20M32 21v6"/>',
    "panel": f'<path fill="{W}" d="M6 8h52v48H6z"/><path fill="{I}" d="M13 18h10v28H13zM27 18h10v28H27zM41 18h10v28H41z"/>'
    '<path stroke-width="6" d="M18 24v6M32 24v6M46 34v6"/>',
    "meter": f'<path fill="{W}" d="M10 6h44v52H10z"/><path fill="{I}" d="M16 14h32v14H16z"/>'
    f'<path d="M22 18v6M29 18v6M36 18v6M43 18v6"/><path fill="{O}" d="M34 33l-9 11h6l-2 9 10-12h-6z" stroke-width="2.5"/>',
    "solar": f'<path fill="{I}" d="M16 30h42L50 56H6z"/><path d="M11 43h43M30 30 22 56M44 30l-8 26"/>'
    f'<circle cx="18" cy="12" r="7" fill="{O}"/><path stroke="{O}" d="M18 24v-2M32 12h-3M28 22l-2-2M28 2l-2 2"/>',
    "tape": f'<path fill="{O}" d="M4 42h56v14H4z"/><path d="M12 42v6M20 42v8M28 42v6M36 42v8M44 42v6M52 42v8"/>'
    f'<circle cx="22" cy="24" r="15" fill="{O}"/><circle cx="22" cy="24" r="5" fill="{W}"/><path d="M37 24v18"/>',
    "needle": f'<path stroke-width="5" d="M8 56 46 18"/><path fill="{W}" d="M44 12l8-6 6 6-6 8z"/>'
    f'<path stroke="{C}" d="M51 13c12 6 8 18-4 20s-16 8-10 16 14 2 20 6"/>',
    "button": f'<circle cx="32" cy="32" r="25" fill="{I}"/><circle cx="32" cy="32" r="17"/>'
    '<path stroke-width="6" d="M27 27v.1M37 27v.1M27 37v.1M37 37v.1"/>',
    "iron": f'<path fill="{I}" d="M4 50c2-18 14-24 30-24h18l8 24z"/><path d="M34 26v-8h20v14"/><path d="M4 58h56"/>',
    "machine": f'<path fill="{I}" d="M8 12h44a6 6 0 0 1 6 6v28H44V26H22v6H12V26H8z"/><path fill="{O}" d="M4 46h56v10H4z"/>'
    '<path d="M17 32v10"/><circle cx="51" cy="20" r="2" fill="currentColor"/>',
    "scissors": '<path stroke-width="5" d="M14 8 40 42M50 8 24 42"/>'
    f'<circle cx="18" cy="49" r="8" fill="{C}"/><circle cx="46" cy="49" r="8" fill="{C}"/>',
    "boubou": f'<path fill="{I}" d="M24 6h16l20 20v16H48v18H16V42H4V26z"/><path fill="{W}" d="M24 6c0 9 16 9 16 0z"/>'
    f'<path stroke="{O}" d="M32 16v18M26 20v10M38 20v10"/><path d="M48 42V28M16 42V28"/>',
    "customer": f'{_person(16, 24, 1, I)}{_person(48, 24, 1, O)}<path d="M4 56h56" /><path fill="{W}" d="M24 4h16v10h-6l-4 5v-5h-6z"/>',
    "coins": f'<ellipse cx="20" cy="48" rx="15" ry="7" fill="{O}"/><ellipse cx="20" cy="39" rx="15" ry="7" fill="{O}"/>'
    f'<ellipse cx="20" cy="30" rx="15" ry="7" fill="{O}"/><path fill="{L}" d="M26 6h34v20H26z"/><circle cx="43" cy="16" r="5" fill="{W}"/>'
    '<path d="M44 40h14M44 48h14"/>',
    "tally": f'<path fill="{W}" d="M10 6h44v52H10z"/><path d="M4 16h10M4 32h10M4 48h10"/>'
    f'<path d="M22 16v12M28 16v12M34 16v12M40 16v12M22 40v10M28 40v10"/><path stroke="{C}" d="M18 29 46 15"/>',
    "comb": f'<path fill="{O}" d="M6 14h52v16H6z"/><path d="M10 30v22M18 30v22M26 30v22M34 30v22M42 30v22M50 30v22"/>',
    "fridge": f'<path fill="{I}" d="M14 4h36v54H14z"/><path d="M14 24h36M21 12v6M21 30v10M36 34l8 12M44 34l-8 12M34 40h12"/>',
    "ring": f'<circle cx="32" cy="42" r="17"/><path fill="{I}" d="M22 8h20l6 8-16 14-16-14z"/><path d="M16 16h32"/>',
    "circuit": f'<path fill="{L}" d="M6 12h52v40H6z"/><path fill="{W}" d="M24 24h16v16H24z"/><path d="M24 28H12v-8M24 36H12v8M40 28h12v-8M40 36h12v8"/>',
    "pot": f'<path fill="{C}" d="M10 28h44v16c0 8-6 12-12 12H22c-6 0-12-4-12-12z"/><path d="M4 28h56M22 20c-4-6 4-8 0-14M34 20c-4-6 4-8 0-14M46 20c-4-6 4-8 0-14"/>',
    "trowel": f'<path fill="{I}" d="M4 40 30 14l10 12-12 24z"/><path d="M34 20l8-4 4 4"/><path stroke-width="8" d="M46 20l12 12"/>',
}
_SIGNS = {
    "fish": f'<path fill="{I}" d="M4 32c12-20 30-20 42 0 4-4 8-10 14-12-3 8-3 16 0 24-6-2-10-8-14-12-12 20-30 20-42 0z"/><circle cx="16" cy="29" r="2.5" fill="currentColor"/>',
    "bird": f'<path fill="{O}" d="M4 22l10-2c0-8 12-12 18-4l4 8 22-6c-4 18-14 30-28 30-12 0-18-10-16-24z"/><circle cx="21" cy="19" r="2" fill="currentColor"/><path d="M26 48v10M34 48v10"/>',
    "tree": f'<path fill="{O}" d="M27 36h10v22H27z"/><circle cx="32" cy="24" r="19" fill="{L}"/><path d="M18 58h28"/>',
    "sun": f'<circle cx="32" cy="32" r="13" fill="{O}"/><path d="M32 4v8M32 52v8M4 32h8M52 32h8M12 12l6 6M46 46l6 6M52 12l-6 6M18 46l-6 6"/>',
    "moon": f'<path fill="{I}" d="M42 6a27 27 0 1 0 16 38A24 24 0 0 1 42 6z"/><path fill="{O}" d="m50 14 2 5 5 1-4 3 1 5-4-3-5 3 2-5-4-4h5z" stroke-width="2"/>',
    "house": f'<path fill="{O}" d="M12 28h40v30H12z"/><path fill="{C}" d="M4 30 32 6l28 24z"/><path fill="{W}" d="M26 40h12v18H26z"/>',
    "drum": f'<path fill="{O}" d="M10 16l8 20v20h28V36l8-20z"/><ellipse cx="32" cy="16" rx="22" ry="8" fill="{W}"/><path d="M18 36h28M14 26l8 10M50 26l-8 10M32 24v12"/>',
    "flower": f'<path d="M32 36v24M32 52c-8 0-12-4-14-10M32 56c8 0 12-4 14-10"/><g fill="{C}"><circle cx="32" cy="12" r="8"/><circle cx="44" cy="21" r="8"/><circle cx="39" cy="34" r="8"/><circle cx="25" cy="34" r="8"/><circle cx="20" cy="21" r="8"/></g><circle cx="32" cy="24" r="6" fill="{O}"/>',
    "boat": f'<path fill="{C}" d="M4 40h56c-4 10-10 16-18 16H22c-8 0-14-6-18-16z"/><path d="M30 40V6"/><path fill="{W}" d="M30 8c14 4 22 14 22 26H30z"/>',
}
_LEVELS = {
    "level_1": f'<path fill="{W}" d="M4 32c8-14 18-20 28-20s20 6 28 20c-8 14-18 20-28 20S12 46 4 32z"/><circle cx="32" cy="32" r="11" fill="{I}"/><circle cx="32" cy="32" r="4" fill="currentColor"/>',
    "level_2": f'{_person(14, 12, 1.2, I)}{_person(38, 20, 1, O)}<path d="M2 60h60"/><path stroke-width="5" d="M25 38h11M44 42l8-18"/><path fill="{C}" d="m44 15 17 8-3 7-17-8z"/>',
    "level_3": f'{_person(24, 16, 1.3, O)}<path d="M2 60h60"/><path stroke-width="5" d="M34 44 50 20"/><path fill="{C}" d="m40 9 20 11-4 8-20-11z"/>',
    "level_4": f'{_person(16, 14, 1.3, O)}<path stroke-width="5" d="M27 32 40 26"/><path d="M26 10c4 2 4 8 0 10M32 6c7 5 7 13 0 18"/>{_person(40, 38, 0.68, I)}{_person(55, 38, 0.68, I)}<path d="M2 60h60"/>',
}
_PRESENCE = {
    "present": f'{_person(26, 18, 1.3, O)}<path d="M4 56h44"/><path stroke="{L}" stroke-width="7" d="M36 46l8 9 16-22"/>',
    "late": f'<circle cx="32" cy="34" r="24" fill="{W}"/><path stroke-width="5" d="M32 20v14l11 7"/><path stroke="{O}" stroke-width="6" d="M32 10a24 24 0 0 1 24 24"/>',
    "absent": f'<g stroke-dasharray="5 6">{_person(30, 18, 1.3, "none")}</g><path stroke="{C}" stroke-width="7" d="M38 36l20 20M58 36 38 56"/>',
    "excused": f'<path fill="{W}" d="M12 4h28l12 12v44H12z"/><path d="M40 4v12h12"/><path fill="{C}" d="M27 24h10v7h7v10h-7v7H27v-7h-7V31h7z"/>',
}
_ACTS = {
    "mic": f'<path fill="{C}" d="M24 8a8 8 0 0 1 16 0v22a8 8 0 0 1-16 0z" transform="translate(0 4)"/><path d="M14 30a18 18 0 0 0 36 0M32 48v10M22 58h20"/>',
    "spoken": f'<path fill="{C}" d="M18 12a8 8 0 0 1 16 0v20a8 8 0 0 1-16 0z"/><path d="M8 28a18 18 0 0 0 36 0M26 46v12M16 60h20"/><path stroke="{L}" stroke-width="7" d="M42 48l6 7 12-16"/>',
    "stop": f'<circle cx="32" cy="32" r="26" fill="{C}"/><path fill="{W}" d="M22 22h20v20H22z"/>',
    "play": f'<path fill="{I}" d="M8 24h12L36 10v44L20 40H8z"/><path d="M44 22c6 6 6 14 0 20M51 14c11 10 11 26 0 36"/>',
    "ok": '<path stroke-width="9" d="M8 34l16 16 32-36"/>',
    "back": '<path stroke-width="8" d="M30 10 8 32l22 22M8 32h50"/>',
    "undo": f'<path stroke="{C}" stroke-width="7" d="M12 12l40 40M52 12 12 52"/>',
    "day": f'<path fill="{W}" d="M8 12h48v46H8z"/><path d="M8 24h48M20 6v12M44 6v12"/><circle cx="32" cy="41" r="8" fill="{O}"/>',
    "waits": f'<path fill="{W}" d="M18 4h28v56H18z"/><path d="M28 54h8"/><circle cx="32" cy="28" r="9" fill="{O}"/><path d="M32 23v5h4"/>',
    "sent": f'<path fill="{W}" d="M18 4h28v56H18z"/><path d="M28 54h8"/><path stroke="{L}" stroke-width="6" d="M24 28l6 7 11-15"/>',
    "no": f'<circle cx="32" cy="32" r="26" fill="{W}"/><path stroke="{C}" stroke-width="7" d="M20 20l24 24M44 20 20 44"/>',
}
DRAWN: dict[str, str] = {**_TASKS, **_SIGNS, **_LEVELS, **_PRESENCE, **_ACTS}
_OPEN = '<svg class="picto" viewBox="0 0 64 64" aria-hidden="true" focusable="false">'
_READY: dict[str, SafeString] = {
    name: mark_safe(f"{_OPEN}{inside}</svg>")  # noqa: S308 - drawn here, from nothing anybody types
    for name, inside in DRAWN.items()
}


def picture(name: str, words: str = "") -> SafeString:
    """Return a picture; with `words`, named by them for who hears the page. KeyError for a name that is not drawn."""
    drawn = _READY[name]
    return format_html('{}<span class="hidden">{}</span>', drawn, words) if words else drawn
