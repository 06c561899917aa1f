"""Who acts in the demonstration, found once: one read of the region serves every invented life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from baken.kern import klok
from baken.keten.models import Afspraak, Grondslag
from baken.keten.rules import Overeenkomst
from baken.keten.selectors import als_overeenkomst
from baken.opdrachten.demonstratie import regio
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker, Organisatie, Regiolid
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN
from baken.organisaties.selectors import wie


@dataclass
class Spelers:
    """Who acts, as found once: aandachtsfunctionarissen per gemeente, receivers per organisation."""

    afs: dict[int, list[Wie]]
    ontvangers: dict[int, Wie]
    melders: dict[int, Wie]
    partner: Wie
    gemeenten: list[Organisatie]
    grondslagen: dict[str, Grondslag]
    organisaties: dict[int, Organisatie]
    grondslag_op_id: dict[int, Grondslag]
    regios: dict[int, set[int]]
    afspraken: dict[str, list[tuple[Afspraak, Overeenkomst]]]

    def grondslagen_voor(self, soort: str) -> list[Grondslag]:
        """Return the grondslagen that hold today for a kind of receiver, from memory."""
        dag = klok.vandaag()
        geldig = (g for g in self.grondslagen.values() if g.geldig_van <= dag < (g.geldig_tot or date.max))
        return [g for g in geldig if soort in g.ontvangers]

    def afspraak(self, soort: str, een: int, ander: int) -> tuple[Afspraak | None, Overeenkomst | None]:
        """Return the afspraak of a kind between two organisations; all of them hold over the whole past."""
        samen = (paar for paar in self.afspraken.get(soort, ()) if {een, ander} <= paar[1].partijen)
        return next(samen, (None, None))

    def partner_van(self, gemeente_id: int, soort: str) -> Organisatie | None:
        """Return the first receiver of a kind in the regions of a gemeente; those never change here."""
        eigen = self.regios[gemeente_id]
        rijen = (o for o in self.organisaties.values() if o.soort == soort and o.pk != gemeente_id)
        return min((o for o in rijen if self.regios.get(o.pk, set()) & eigen), key=lambda o: o.naam, default=None)


def _regios() -> dict[int, set[int]]:
    uit: dict[int, set[int]] = {}
    for organisatie_id, regio_id in Regiolid.objects.values_list("organisatie_id", "regio_id"):
        uit.setdefault(organisatie_id, set()).add(regio_id)
    return uit


def _afspraken() -> dict[str, list[tuple[Afspraak, Overeenkomst]]]:
    uit: dict[str, list[tuple[Afspraak, Overeenkomst]]] = {}
    for afspraak in Afspraak.objects.order_by("-geldig_van", "pk"):
        uit.setdefault(afspraak.soort, []).append((afspraak, als_overeenkomst(afspraak, klok.vandaag())))
    return uit


def zoek_spelers(organisaties: dict[str, Organisatie]) -> Spelers:
    """Find the invented people and what they may do."""
    gemeenten = [organisaties[regio.code(n)] for n in regio.GEMEENTEN]
    afs: dict[int, list[Wie]] = {}
    ontvangers: dict[int, Wie] = {}
    melders: dict[int, Wie] = {}
    for medewerker in Medewerker.objects.select_related("organisatie").order_by("pk"):
        speler = wie(medewerker, tweede_factor=True)
        if "aandachtsfunctionaris" in speler.rollen:
            afs.setdefault(speler.organisatie_id, []).append(speler)
        elif medewerker.organisatie.soort in {"zorgcoordinatie", "zvh", "riec"} and ONTVANGENDE_ROLLEN & speler.rollen:
            ontvangers.setdefault(speler.organisatie_id, speler)
        if medewerker.username == "demo-balie":
            melders[speler.organisatie_id] = speler
    partner = wie(Medewerker.objects.get(username="demo-partner"), tweede_factor=True)
    grondslagen = {g.code: g for g in Grondslag.objects.all()}
    op_id = {o.pk: o for o in organisaties.values()}
    return Spelers(
        afs=afs,
        ontvangers=ontvangers,
        melders=melders,
        partner=partner,
        gemeenten=gemeenten,
        grondslagen=grondslagen,
        organisaties=op_id,
        grondslag_op_id={g.pk: g for g in grondslagen.values()},
        regios=_regios(),
        afspraken=_afspraken(),
    )
