"""A proposal to give something to one receiver, and the gate it must pass."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format

from baken.dossiers import pakket
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.models import Toestemming
from baken.dossiers.pakket import OverWie, Regel
from baken.dossiers.rules import TOESTEMMING
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingrijen import geldt
from baken.kern.fouten import NietGevondenError
from baken.keten.models import Afspraak, Grondslag
from baken.keten.rules import MINIMUM_UITLEG, Levering
from baken.keten.selectors import toets
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.selectors import geldig_op, ontvangt_in_baken

Keuze = tuple[uuid.UUID, str]  # a person, and the part a packet is about
OPNIEUW_JA = "Zei de persoon daarna opnieuw ja? Leg dat eerst vast onder Toestemmingen."


@dataclass(frozen=True)
class Voorstel:
    """What somebody chose for one receiver. `toestemming` and `noodreden` are asked when the basis needs them.

    toestemming_id: a consent that was recorded already; then no words are asked here. Of a deelbesluit: live, the
    receiver also reads along in the dossier; geldig_tot, the first day on which it does not; motivering, why it shares;
    vorm, whether the form of exploitation goes along.
    toelichting: what the sender writes for this receiver. verhaal: the whole story of the reporter goes along;
    verhaal_gelezen: the sender read it for what it says on others. gemeentereden: why a gemeente gets it where it
    does not happen, or beside another. over_wie: the parts of the persons it is about; gekozen: of those only these
    persons, each with its part; None: everybody who has such a part.
    """

    ontvanger_id: int
    grondslag_id: int
    veldgroepen: frozenset[str]
    doel: str
    over_wie: frozenset[str] = frozenset()
    procesregie: bool = False
    toestemming: str = ""
    noodreden: str = ""
    verwachte_hash: str = ""
    toelichting: str = ""
    verhaal: bool = False
    verhaal_gelezen: bool = False
    gemeentereden: str = ""
    toestemming_id: uuid.UUID | None = None
    live: bool = False
    geldig_tot: date | None = None
    motivering: str = ""
    vorm: bool = False
    gekozen: frozenset[Keuze] | None = None

    def over(self, instemming: uuid.UUID | None) -> OverWie:
        """Return about whom the packet is. instemming: the one person whose consent it is."""
        return OverWie(self.over_wie, self.gekozen, instemming)

    def wie_van(self, in_dossier: Collection[Keuze]) -> frozenset[uuid.UUID]:
        """Return whom of these persons, each with its part, the packet is about."""
        if self.gekozen is not None:
            return frozenset(persoon for persoon, _deel in self.gekozen)
        return frozenset(persoon for persoon, deel in in_dossier if deel in self.over_wie)


@dataclass(frozen=True)
class Getoetst:
    """A proposal that passed the gate today, with the lines that will be sent."""

    voorstel: Voorstel
    ontvanger: Organisatie
    grondslag: Grondslag
    afspraak_id: int | None
    buiten_baken: bool  # nobody there can open it in Baken: the sender gives it and records how and when
    regels: Sequence[Regel] = field(default_factory=tuple)
    afspraak_naam: str = ""
    mist: Sequence[str] = ()  # dangers of the signaal that the chosen groups leave out of this packet
    persoon: uuid.UUID | None = None  # on consent: the one person who is in it
    personen: frozenset[uuid.UUID] | None = None  # of a deelbesluit: everybody it is about
    niet_gekozen: frozenset[uuid.UUID] = frozenset()  # of a deelbesluit: who has such a part, and was left out


def toets_voorstel(voorstel: Voorstel, regels: Sequence[Regel], *, door: Wie, op: date | None = None) -> Getoetst:
    """Ask the gate for the day of disclosure (default today).

    Raises VerstrekkingGeweigerdError with the reason, also from the day on which a deelbesluit ends;
    NietGevondenError.
    """
    ontvanger, grondslag, afspraak = eis_poort(voorstel, afzender_id=door.organisatie_id, op=op or door.vandaag)
    gekozen = pakket.stel_samen(regels, voorstel.veldgroepen)
    return Getoetst(
        voorstel=voorstel,
        ontvanger=ontvanger,
        grondslag=grondslag,
        afspraak_id=afspraak.pk if afspraak else None,
        buiten_baken=not ontvangt_in_baken(ontvanger),
        regels=tuple(gekozen),
        afspraak_naam=afspraak.naam if afspraak else "",
    )


def eis_poort(voorstel: Voorstel, *, afzender_id: int, op: date) -> tuple[Organisatie, Grondslag, Afspraak | None]:
    """Ask the gate for what this sender gives on a day, in the context of the sender. Returns what it rests on.

    Raises VerstrekkingGeweigerdError with the reason, NietGevondenError.
    """
    ontvanger = Organisatie.objects.filter(pk=voorstel.ontvanger_id).first()
    grondslag = Grondslag.objects.filter(pk=voorstel.grondslag_id).first()
    if ontvanger is None or grondslag is None:
        raise NietGevondenError
    _eis_loopt(voorstel, op)
    vastgelegd = _toestemming(voorstel, ontvanger, afzender_id, op)
    levering = _levering(voorstel, ontvanger, afzender_id, op, vastgelegd=vastgelegd)
    poort, afspraak = toets(levering, grondslag)
    if not poort.open:
        raise VerstrekkingGeweigerdError(f"{ontvanger.naam}: {poort.reden}")
    return ontvanger, grondslag, afspraak


def _eis_loopt(voorstel: Voorstel, op: date) -> None:
    if voorstel.geldig_tot is not None and voorstel.geldig_tot <= op:
        dag = date_format(voorstel.geldig_tot, "j F Y")
        raise VerstrekkingGeweigerdError(f"Dit deelbesluit gold tot {dag}. Hierop mag niets meer worden gedeeld.")


def _toestemming(voorstel: Voorstel, ontvanger: Organisatie, afzender_id: int, op: date) -> bool:
    """Say whether consent is there: a row that holds on the day, or words of which a row will be made.

    Raises VerstrekkingGeweigerdError when the consent that was recorded does not hold any more.
    """
    if voorstel.toestemming_id is None:
        return len(voorstel.toestemming.strip()) >= MINIMUM_UITLEG
    rij = Toestemming.objects.filter(
        pk=voorstel.toestemming_id,
        dossier__organisatie_id=afzender_id,
        doel=Toestemmingsdoel.DELEN,
        ontvanger_id=ontvanger.pk,
    ).first()
    if rij is None:
        return False
    eis_niet_voorbij(rij, op)
    return geldt(rij, op)


def eis_niet_voorbij(toestemming: Toestemming, op: date) -> None:
    """Raise VerstrekkingGeweigerdError, with the day, when a consent was taken back or its last day passed."""
    if toestemming.ingetrokken_op is not None and toestemming.ingetrokken_op <= op:
        dag = date_format(toestemming.ingetrokken_op, "j F Y")
        raise VerstrekkingGeweigerdError(f"De toestemming is ingetrokken op {dag}. U kunt hier niet meer op delen.")
    if toestemming.vervalt_op is not None and toestemming.vervalt_op <= op:
        dag = date_format(toestemming.vervalt_op, "j F Y")
        raise VerstrekkingGeweigerdError(f"De toestemming gold tot {dag}. U kunt hier niet meer op delen.")


def eis_woorden_gelden(dossier_id: uuid.UUID, getoetst: Getoetst) -> None:
    """Refuse typed words of consent after a consent was taken back: a new yes is recorded by itself first.

    What counts is the consent that was recorded last, of this person or of nobody by name, for this receiver. Raises
    VerstrekkingGeweigerdError with the day. One query, on consent only.
    """
    if getoetst.grondslag.soort != TOESTEMMING or getoetst.voorstel.toestemming_id is not None:
        return
    van_wie = Q(betrokkene__isnull=True) | Q(betrokkene=getoetst.persoon)
    laatste = (
        Toestemming.objects.filter(van_wie, dossier_id=dossier_id, doel=Toestemmingsdoel.DELEN)
        .filter(ontvanger_id=getoetst.ontvanger.pk)
        .order_by("-vastgelegd_op", "-versie")
        .first()
    )
    if laatste is not None and laatste.ingetrokken_op is not None:
        dag = date_format(laatste.ingetrokken_op, "j F Y")
        raise VerstrekkingGeweigerdError(f"De toestemming is ingetrokken op {dag}. {OPNIEUW_JA}")


def _levering(voorstel: Voorstel, ontvanger: Organisatie, afzender_id: int, op: date, *, vastgelegd: bool) -> Levering:
    bestaat = Organisatie.objects.filter(geldig_op(op), pk=ontvanger.pk).exists()
    return Levering(
        afzender_id=afzender_id,
        ontvanger_id=ontvanger.pk,
        ontvanger_soort=ontvanger.soort,
        ontvanger_bestaat=bestaat,
        veldgroepen=voorstel.veldgroepen,
        op=op,
        toestemming_vastgelegd=vastgelegd,
        noodreden=voorstel.noodreden,
    )
