"""decide(): who may do what, and why. Pure: the rows come from each package's rechten.py, the facts are handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from baken.kern.journaal import Spoor
from baken.organisaties.rollen import Rol


class Band(StrEnum):
    """The tie between the person who acts and the thing acted upon."""

    GEEN = "geen"  # the act has no thing yet (a new signaal) or the thing belongs to everyone
    EIGENAAR = "eigenaar"  # own organisation keeps the dossier and holds a valid toegang
    MELDER = "melder"  # the person reported it
    AFZENDER = "afzender"  # own organisation gave the verstrekking
    ONTVANGER = "ontvanger"  # own organisation received the verstrekking
    ORGANISATIE = "organisatie"  # the thing belongs to the own organisation
    DEELNEMER = "deelnemer"  # another organisation lets the own one read along, on a deelbesluit whose basis holds now
    NOODTOEGANG = "noodtoegang"  # the person broke the glass of this dossier of the own organisation, and it still runs


# Ties of one person to one dossier: these hold through its shield; the tie of a whole organisation does not.
DOOR_HET_SCHERM = frozenset({Band.MELDER, Band.NOODTOEGANG})


@dataclass(frozen=True)
class Wie:
    """A person who acts: ids, roles valid today and whether a second factor was shown in this session."""

    medewerker_id: int
    organisatie_id: int
    rollen: frozenset[Rol]
    vandaag: date
    tweede_factor: bool = False
    naam: str = ""

    def spoor(self) -> Spoor:
        """Return the actor part of a journaal line; the most dossier-bound role names the line."""
        rol = next((r for r in Rol if r in self.rollen and r != Rol.MELDER), Rol.MELDER)
        return Spoor(actor_id=self.medewerker_id, rol=str(rol), organisatie_id=self.organisatie_id)


@dataclass(frozen=True)
class Onderwerp:
    """What the decision is about. Empty fields mean: does not apply.

    zicht: for who reads along, which groups of fields about which parts: pairs, because two deelbesluiten on one
    dossier (care of the victim, offences of the offender) must not give their product. None: nobody reads along.
    dicht: parts of which this person reads nothing here, whatever the role; "" in it closes what belongs to nobody.
    """

    soort: str = ""
    status: str = ""
    banden: frozenset[Band] = frozenset({Band.GEEN})
    afgeschermd: bool = False
    lid: bool = False
    veldgroepen: frozenset[str] = frozenset()
    grondslag: str = ""
    doel: str = ""
    zicht: frozenset[tuple[str, str]] | None = None
    dicht: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Besluit:
    """The answer with its reason in plain Dutch, and on which basis and for which purpose."""

    toegestaan: bool
    reden: str
    grondslag: str = ""
    doel: str = ""
    alleen_stand: bool = False  # everything fits but the state: the move came too late


@dataclass(frozen=True)
class Recht:
    """One row of the rights table: these roles may do this act when one of these ties holds."""

    handeling: str
    rollen: frozenset[Rol]
    banden: frozenset[Band]
    uitleg: str
    statussen: frozenset[str] = frozenset()  # empty: in every state
    tweede_factor: bool = True
    veldgroepen: frozenset[str] = frozenset()  # groups this row opens; empty: the act is not about fields
    delen: frozenset[str] = frozenset()  # parts (slachtoffer, dader, ...) whose fields it opens; empty: every part


@dataclass
class _Tabel:
    rechten: dict[str, tuple[Recht, ...]] = field(default_factory=dict)


_TABEL = _Tabel()


def registreer(*rechten: Recht) -> None:
    """Add rows to the table (from rechten.py of a package, once at start; the same row twice is one row)."""
    for recht in rechten:
        rijen = _TABEL.rechten.get(recht.handeling, ())
        if recht not in rijen:
            _TABEL.rechten[recht.handeling] = (*rijen, recht)


def alle_rechten() -> tuple[Recht, ...]:
    """Return every row, sorted by act, for the rights page and the tests."""
    return tuple(r for naam in sorted(_TABEL.rechten) for r in _TABEL.rechten[naam])


def handelingen() -> frozenset[str]:
    """Return the names of all acts that are known."""
    return frozenset(_TABEL.rechten)


def rechten_voor(wie: Wie, handeling: str) -> tuple[Recht, ...]:
    """Return the rows that this person's roles and second factor open, whatever the thing is."""
    return tuple(
        recht
        for recht in _TABEL.rechten.get(handeling, ())
        if recht.rollen & wie.rollen and (wie.tweede_factor or not recht.tweede_factor)
    )


def bereik(wie: Wie, handeling: str) -> frozenset[Band]:
    """Return the ties through which this person reaches things for an act: the queryset scope is built on it."""
    return frozenset(band for recht in rechten_voor(wie, handeling) for band in recht.banden)


def decide(wie: Wie, handeling: str, onderwerp: Onderwerp, veldgroep: str = "", deel: str = "") -> Besluit:
    """Decide whether `wie` may do `handeling` on `onderwerp` (default: no).

    veldgroep: ask for one group of fields (identiteit, contact, zorg, strafbaar, locatie). deel: of a person with
    this part; "" asks whether any row opens the group, whoever it is about (a place belongs to nobody).
    """
    if handeling not in _TABEL.rechten:
        return Besluit(False, "Deze handeling bestaat niet.")
    op_rol = [r for r in _TABEL.rechten[handeling] if r.rollen & wie.rollen]
    if not op_rol:
        return Besluit(False, "Uw rol heeft dit recht niet.")
    met_factor = [r for r in op_rol if wie.tweede_factor or not r.tweede_factor]
    if not met_factor:
        return Besluit(False, "Hiervoor is een tweede factor nodig.")
    met_band = [r for r in met_factor if r.banden & onderwerp.banden]
    if not met_band:
        return Besluit(False, "Dit hoort niet bij uw organisatie of uw werk.")
    if onderwerp.afgeschermd and not onderwerp.lid:
        met_band = [r for r in met_band if r.banden & onderwerp.banden & DOOR_HET_SCHERM]
        if not met_band:
            return Besluit(False, _waarom_dicht(onderwerp))
    in_status = [r for r in met_band if not r.statussen or onderwerp.status in r.statussen]
    if not in_status:
        return Besluit(False, "Dit kan niet meer in deze stand.", alleen_stand=True)
    if veldgroep and not _opent(in_status, onderwerp, veldgroep, deel):
        return Besluit(False, "Deze gegevens horen niet bij uw taak.")
    return Besluit(True, in_status[0].uitleg, onderwerp.grondslag, onderwerp.doel)


def _waarom_dicht(onderwerp: Onderwerp) -> str:
    if Band.NOODTOEGANG in onderwerp.banden:
        return "Met noodtoegang kunt u dit dossier alleen lezen. Het dossierteam doet de rest."
    return "Dit dossier is afgeschermd. Alleen leden van het dossierteam zien het."


def _opent(rijen: Iterable[Recht], onderwerp: Onderwerp, veldgroep: str, deel: str) -> bool:
    """Say whether one row has both the group and the part: never the group of one row and the part of another."""
    if deel in onderwerp.dicht:
        return False
    passend = [r for r in rijen if veldgroep in r.veldgroepen and (not deel or not r.delen or deel in r.delen)]
    if not any(_in_zicht(r, onderwerp, veldgroep, deel) for r in passend):
        return False
    return not onderwerp.veldgroepen or veldgroep in onderwerp.veldgroepen


def _in_zicht(recht: Recht, onderwerp: Onderwerp, veldgroep: str, deel: str) -> bool:
    """Say whether a row opens this pair: who only reads along has no more than the pairs of its deelbesluiten."""
    if recht.banden & onderwerp.banden != {Band.DEELNEMER}:
        return True
    return any(veldgroep == groep and deel in {"", over} for groep, over in onderwerp.zicht or ())
