"""What the invented organisations do in the chain, with three tasks that nobody has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from baken.keten.models import Ketentaak
from baken.organisaties.models import Organisatie

_NIET_INGEVULD = 4  # the last gemeenten said nothing yet
GEMEENTETAKEN = ("KTAAK-12", "KTAAK-21", "KTAAK-23", "KTAAK-42", "KTAAK-43")
# code of the organisation -> task, forms (none: all) and what it knows
PARTNERTAKEN: Mapping[str, Sequence[tuple[str, tuple[str, ...], str]]] = {
    "zorgpunt-delta": (
        ("KTAAK-22", (), "Advies op werkdagen, ook zonder namen (verzonnen)."),
        ("KTAAK-51", (), "Werkt met tolken en kent de bedenktijd (verzonnen)."),
        ("KTAAK-55", (), ""),
    ),
    "zvh-delta-noord": (("KTAAK-52", (), ""),),
    "zvh-delta-zuid": (("KTAAK-52", (), "Vaste tafel voor jongeren (verzonnen)."),),
    "riec-delta": (("KTAAK-34", (), "Ziet verbanden tussen bedrijven (verzonnen)."),),
    "politie-delta": (
        ("KTAAK-31", (), ""),
        ("KTAAK-41", ("SEKS",), "Gaat mee met het controleteam (verzonnen)."),
    ),
    "arbeidsinspectie-demo": (("KTAAK-32", ("ARB",), ""),),
    "veilig-thuis-delta": (("KTAAK-24", (), ""),),
    "om-delta": (("KTAAK-33", (), ""),),
    "alliantie-delta": (("KTAAK-11", ("CRIM", "SEKS"), "Lessen voor middelbare scholen (verzonnen)."),),
    "comensha-demo": (("KTAAK-25", (), ""),),
    "woonzorg-delta": (("KTAAK-53", (), ""),),
}


def maak_ketentaken(organisaties: Mapping[str, Organisatie], gemeenten: Sequence[str], vanaf: date) -> None:
    """Record what each does since a day."""
    alle = [*PARTNERTAKEN.items()]
    alle += [(code, [(taak, (), "") for taak in GEMEENTETAKEN]) for code in gemeenten[:-_NIET_INGEVULD]]
    Ketentaak.objects.bulk_create(
        Ketentaak(organisatie=organisaties[code], taak=taak, vormen=list(vormen), kennis=kennis, geldig_van=vanaf)
        for code, taken in alle
        for taak, vormen, kennis in taken
    )
