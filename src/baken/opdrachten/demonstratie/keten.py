"""What happens after a signaal was taken on: care, shelter, CoMensha, sharing and what got stuck. All invented."""

from __future__ import annotations

from baken.dossiers.context import leescontext
from baken.opdrachten.demonstratie.collegas import speel_collegas, speel_verhuizing
from baken.opdrachten.demonstratie.landelijk import speel_hulpvragen, speel_registraties
from baken.opdrachten.demonstratie.leren import speel_leercasussen, speel_overleggen
from baken.opdrachten.demonstratie.opvang import speel_opvang
from baken.opdrachten.demonstratie.samen import speel_samen
from baken.opdrachten.demonstratie.zorgpunt import speel_trajecten
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker, Organisatie
from baken.organisaties.selectors import wie


def speel_keten(organisaties: dict[str, Organisatie]) -> None:
    """Play it inside the caller's transaction."""
    ilse, piet, eva = (speler(naam) for naam in ("demo-zorg", "demo-zvh", "demo-regisseur"))
    gemeenten = [o.gemeente_code for o in organisaties.values() if o.gemeente_code]
    with leescontext(ilse):
        trajecten = speel_trajecten(ilse, gemeenten)
        speel_hulpvragen(ilse, trajecten)
        speel_opvang(ilse, trajecten, organisaties["woonzorg-delta"])
        speel_registraties(ilse, trajecten)
        speel_overleggen(ilse, 2)
        speel_verhuizing(ilse, speler("demo-zeekust"), trajecten)
        inge, bert = (speler(naam) for naam in ("demo-zorg-collega", "demo-zorg-beheer"))
        speel_collegas(ilse, inge, bert, speler("demo-partner"), trajecten)
    with leescontext(piet):
        speel_samen(piet, eva, speler("demo-partner"))
        speel_overleggen(piet, 2)
    with leescontext(eva):
        speel_leercasussen(eva)


def speler(naam: str) -> Wie:
    """Return an invented person who acts."""
    return wie(Medewerker.objects.get(username=naam), tweede_factor=True)
