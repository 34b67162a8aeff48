"""The tile map: one equal tile per region, laid out roughly as the regions lie (no boundary file ships)."""

from typing import NamedTuple


class Tile(NamedTuple):
    """Where a region's tile stands: column from the west, row from the north, both from 0."""

    column: int
    row: int


TILES: dict[str, Tile] = {
    "ML-10": Tile(5, 0),  # Taoudénit
    "ML-6": Tile(5, 1),  # Tombouctou
    "ML-8": Tile(6, 1),  # Kidal
    "ML-NIO": Tile(1, 2),  # Nioro
    "ML-NAR": Tile(2, 2),  # Nara
    "ML-5": Tile(4, 2),  # Mopti
    "ML-DOU": Tile(5, 2),  # Douentza
    "ML-7": Tile(6, 2),  # Gao
    "ML-9": Tile(7, 2),  # Ménaka
    "ML-1": Tile(0, 3),  # Kayes
    "ML-KIT": Tile(1, 3),  # Kita
    "ML-2": Tile(2, 3),  # Koulikoro
    "ML-4": Tile(3, 3),  # Ségou
    "ML-SAN": Tile(4, 3),  # San
    "ML-BAN": Tile(5, 3),  # Bandiagara
    "ML-BKO": Tile(2, 4),  # Bamako
    "ML-DIO": Tile(3, 4),  # Dioïla
    "ML-KOU": Tile(4, 4),  # Koutiala
    "ML-BOU": Tile(3, 5),  # Bougouni
    "ML-3": Tile(4, 5),  # Sikasso
}
COLUMNS = 1 + max(tile.column for tile in TILES.values())
ROWS = 1 + max(tile.row for tile in TILES.values())
