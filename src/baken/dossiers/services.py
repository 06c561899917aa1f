"""The only writers of dossiers, betrokkenen and locaties; and eis(): the question every service asks first."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from baken.dossiers.deelname import Deelname, deelnames
from baken.dossiers.kanten import achter_scherm, dicht_in_dossier, dicht_in_gedeeld, dicht_in_pakket
from baken.dossiers.models import (
    Betrokkene,
    Dossier,
    Dossierlid,
    Dossiersoort,
    Dossiertoegang,
    Locatie,
    Verstrekking,
    Zoekindex,
)
from baken.dossiers.querysets import eigen_toegang, lid_van, noodtoegang_op, zichtbare_dossiers
from baken.kern import klok, versleuteling
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OvergangNietToegestaanError
from baken.kern.invoegen import voeg_in
from baken.kern.versleuteling import Gegevenssleutel
from baken.organisaties.besluit import Band, Besluit, Onderwerp, Wie, decide
from baken.organisaties.selectors import geldig_op

_WAT = {"casus": "de casus", "traject": "het traject"}
GESLOTEN_GROEPEN = ("identiteit", "contact", "zorg", "strafbaar")


@dataclass(frozen=True)
class NieuweBetrokkene:
    """A person to record. `identiteit`, `contact`, `zorg`, `strafbaar` hold text by field name and are sealed."""

    deel: str
    leeftijdsgroep: str = ""
    geslacht: str = ""
    nationaliteit: str = ""
    identiteit: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)
    zorg: Mapping[str, str] = field(default_factory=dict)
    strafbaar: Mapping[str, str] = field(default_factory=dict)
    ook_deel: str = ""


@dataclass(frozen=True)
class NieuweLocatie:
    """A place to record: address or description, sealed. van: whose place it is, as in OpenLocatie."""

    gemeente_code: str = ""
    adres: str = ""
    omschrijving: str = ""
    van: int | None = None


def open_dossier(
    soort: Dossiersoort, organisatie_id: int, *, dossier_id: uuid.UUID | None = None
) -> tuple[Dossier, Gegevenssleutel]:
    """Make a dossier with its own key and the owner's toegang. Two INSERTs, inside the caller's transaction.

    dossier_id: made before, with the form, so that the same form makes one dossier however often it is sent.
    """
    dossier_id = dossier_id or uuid.uuid4()
    sleutel, verpakt = versleuteling.nieuwe_gegevenssleutel(dossier_id)
    nu = klok.nu()
    dossier = Dossier(
        id=dossier_id,
        soort=soort,
        organisatie_id=organisatie_id,
        verpakte_sleutel=verpakt,
        aangemaakt_op=nu,
    )
    toegang = Dossiertoegang(
        dossier=dossier,
        organisatie_id=organisatie_id,
        dossier_organisatie_id=organisatie_id,
        eigenaar=True,
        doel="eigen dossier",
        geldig_van=klok.vandaag(),
    )
    voeg_in([dossier])
    voeg_in([toegang])
    return dossier, sleutel


def sleutel_van(dossier: Dossier) -> Gegevenssleutel:
    """Return the usable key of a dossier. Raises NietGevondenError when the content was destroyed."""
    if dossier.verpakte_sleutel is None:
        raise NietGevondenError
    return versleuteling.pak_uit(bytes(dossier.verpakte_sleutel), dossier.pk)


def indexeer(dossier: Dossier, soort_waarden: Iterable[tuple[str, str]]) -> None:
    """Record blind indexes of (kind, value) pairs; values with nothing to index fall away. At most one INSERT."""
    voeg_in(_indexen(dossier, soort_waarden))


def _indexen(dossier: Dossier, soort_waarden: Iterable[tuple[str, str]]) -> list[Zoekindex]:
    return [
        Zoekindex(dossier=dossier, organisatie_id=dossier.organisatie_id, soort=soort, waarde=index)
        for soort, ruw in soort_waarden
        if (index := versleuteling.blinde_index(dossier.organisatie_id, soort, ruw))
    ]


def zoekwaarden(identiteit: Mapping[str, str], contact: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the (kind, value) pairs of a person that may be searched for."""
    waarden = [
        ("telefoon", contact.get("telefoon", "")),
        ("email", contact.get("email", "")),
        ("document", identiteit.get("document", "")),
    ]
    naam, geboren = identiteit.get("naam", ""), identiteit.get("geboortedatum", "")
    if naam and geboren:
        waarden.append(("naam_geboortedatum", f"{naam}|{geboren}"))
    return waarden


def leg_inhoud_vast(
    dossier: Dossier,
    sleutel: Gegevenssleutel,
    personen: Sequence[NieuweBetrokkene],
    locaties: Sequence[NieuweLocatie],
    *,
    al: int = 0,
) -> None:
    """Record persons and places with their blind indexes. At most three INSERTs, inside the caller's transaction.

    al: how many persons the dossier has already.
    """
    for rijen in stel_inhoud_op(dossier, sleutel, personen, locaties, al=al):
        voeg_in(rijen)


def stel_inhoud_op(
    dossier: Dossier,
    sleutel: Gegevenssleutel,
    personen: Sequence[NieuweBetrokkene],
    locaties: Sequence[NieuweLocatie],
    *,
    al: int = 0,
) -> tuple[list[Betrokkene], list[Locatie], list[Zoekindex]]:
    """Return the sealed rows of persons and places with their blind indexes, not yet in the database."""
    zoek = [paar for p in personen for paar in zoekwaarden(p.identiteit, p.contact)]
    zoek += [("adres", locatie.adres) for locatie in locaties]
    return (
        [_betrokkene(dossier, sleutel, n, p) for n, p in enumerate(personen, start=al + 1)],
        [_locatie(dossier, sleutel, locatie) for locatie in locaties],
        _indexen(dossier, zoek),
    )


def _betrokkene(dossier: Dossier, sleutel: Gegevenssleutel, volgorde: int, persoon: NieuweBetrokkene) -> Betrokkene:
    rij = uuid.uuid4()
    gesloten = {groep: dict(getattr(persoon, groep)) for groep in GESLOTEN_GROEPEN if getattr(persoon, groep)}
    inhoud = None
    if gesloten:
        inhoud = sleutel.versleutel_json(gesloten, label="betrokkene", rij=rij, dossier=dossier.pk)
    return Betrokkene(
        id=rij,
        dossier=dossier,
        volgorde=volgorde,
        deel=persoon.deel,
        ook_deel=persoon.ook_deel,
        leeftijdsgroep=persoon.leeftijdsgroep,
        geslacht=persoon.geslacht,
        nationaliteit=persoon.nationaliteit,
        inhoud=inhoud,
    )


def _locatie(dossier: Dossier, sleutel: Gegevenssleutel, locatie: NieuweLocatie) -> Locatie:
    rij = uuid.uuid4()
    inhoud: dict[str, str | int] = {"adres": locatie.adres, "omschrijving": locatie.omschrijving}
    if locatie.van is not None:
        inhoud["van"] = locatie.van
    return Locatie(
        id=rij,
        dossier=dossier,
        gemeente_code=locatie.gemeente_code,
        inhoud=sleutel.versleutel_json(inhoud, label="locatie", rij=rij, dossier=dossier.pk),
    )


def onderwerp_dossier(
    door: Wie,
    dossier: Dossier,
    *,
    soort: str,
    status: str = "",
    banden: frozenset[Band] = frozenset(),
    mee: Sequence[Deelname] | None = None,
) -> Onderwerp:
    """Gather what decide() needs on a dossier: ties, shielding, team, basis. One query, two for a casus.

    Of a dossier of others: whether the own organisation reads along, on which basis and what it then may see. mee:
    its deelnames, for who asked them already.
    """
    rij = (
        Dossier.objects.filter(pk=dossier.pk)
        .annotate(toegang=eigen_toegang(door, "pk"), lid=lid_van(door, "pk"), nood=noodtoegang_op(door, "pk"))
        .values("afgeschermd", "toegang", "lid", "nood", "organisatie_id", "soort")
        .first()
    )
    if rij is None:
        raise NietGevondenError
    eigen = rij["toegang"] and rij["organisatie_id"] == door.organisatie_id
    eigen_banden = {Band.EIGENAAR: eigen, Band.NOODTOEGANG: eigen and rij["nood"]}
    if rij["organisatie_id"] == door.organisatie_id:
        mee = ()
    elif mee is None:
        mee = deelnames(door, dossier.pk)
    if mee:
        eigen_banden[Band.DEELNEMER] = True
    return Onderwerp(
        soort=soort,
        status=status,
        banden=banden | {band for band, geldt in eigen_banden.items() if geldt},
        afgeschermd=rij["afgeschermd"],
        lid=rij["lid"],
        grondslag=mee[0].verstrekking.grondslag.code if mee else "",
        doel="meelezen op een deelbesluit" if mee else f"behandeling van {_WAT.get(soort, 'het signaal')}",
        zicht=frozenset(paar for deelname in mee for paar in deelname.paren) if mee else None,
        dicht=dicht_in_dossier(door, rij["soort"], dossier.pk) if eigen else dicht_in_gedeeld(door, dossier.pk),
    )


def haal_dossier(door: Wie, dossier_id: uuid.UUID, recht: str, *, slot: bool = False) -> Dossier:
    """Return a dossier of the own organisation for an act that is the same for every kind of dossier.

    Such a right says in `statussen` for which kinds it is. Raises NietGevondenError: what you may not reach, or what
    was destroyed, is not there; NietToegestaanError.
    """
    rijen = Dossier.objects.filter(zichtbare_dossiers(door, recht, pad="pk", afgeschermd="afgeschermd"), pk=dossier_id)
    if slot:
        rijen = rijen.select_for_update(of=("self",), no_key=True)
    dossier = rijen.filter(verpakte_sleutel__isnull=False).first()
    if dossier is None:
        raise NietGevondenError
    onderwerp = onderwerp_dossier(door, dossier, soort=dossier.soort, status=dossier.soort)
    if decide(door, recht, onderwerp).alleen_stand:
        raise NietGevondenError
    eis(door, recht, onderwerp)
    return dossier


def onderwerp_verstrekking(door: Wie, verstrekking: Verstrekking) -> Onderwerp:
    """Gather what decide() needs on a verstrekking. At most three queries."""
    banden = set()
    dicht: frozenset[str] = frozenset()
    afgeschermd = lid = False
    if verstrekking.ontvanger_id == door.organisatie_id:
        banden.add(Band.ONTVANGER)
        dicht |= dicht_in_pakket(door, verstrekking.pk)
        afgeschermd = achter_scherm(door, verstrekking.pk)
    if verstrekking.afzender_id == door.organisatie_id:
        banden.add(Band.AFZENDER)
        rij = (
            Dossier.objects.filter(pk=verstrekking.dossier_id)
            .annotate(lid=lid_van(door, "pk"), nood=noodtoegang_op(door, "pk"))
            .values("afgeschermd", "lid", "nood", "organisatie_id", "soort")
            .get()
        )
        dicht |= dicht_in_dossier(door, rij["soort"], verstrekking.dossier_id)
        afgeschermd, lid = rij["afgeschermd"], rij["lid"]
        if rij["nood"] and rij["organisatie_id"] == door.organisatie_id:
            banden.add(Band.NOODTOEGANG)
    return Onderwerp(
        soort="verstrekking",
        status=verstrekking.status,
        banden=frozenset(banden),
        afgeschermd=afgeschermd,
        lid=lid,
        veldgroepen=frozenset(verstrekking.veldgroepen),
        grondslag=str(verstrekking.grondslag_id),
        doel="verstrekking aan een ontvanger",  # the purpose itself is free text, sealed in the row
        dicht=dicht,
    )


def eis(door: Wie, handeling: str, onderwerp: Onderwerp, veldgroep: str = "") -> Besluit:
    """Return the Besluit, or raise NietToegestaanError with its reason.

    Raises OvergangNietToegestaanError when only the state stands in the way: someone was first.
    """
    besluit = decide(door, handeling, onderwerp, veldgroep)
    if besluit.alleen_stand:
        raise OvergangNietToegestaanError(onderwerp.status, handeling)
    if not besluit.toegestaan:
        raise NietToegestaanError(besluit.reden, besluit)
    return besluit


def voeg_lid_toe(dossier: Dossier, medewerker_id: int) -> None:
    """Put a person in the team of a dossier, inside the caller's transaction; also who left it earlier today."""
    Dossierlid.objects.update_or_create(
        dossier=dossier, medewerker_id=medewerker_id, geldig_van=klok.vandaag(), defaults={"geldig_tot": None}
    )


def leden_van(dossier: Dossier) -> list[int]:
    """Return who is in the team of a dossier today. One query."""
    return list(dossier.leden.filter(geldig_op(klok.vandaag())).values_list("medewerker_id", flat=True).distinct())


def neem_lid_weg(dossier: Dossier, medewerker_id: int) -> None:
    """Take a person out of the team of a dossier at once, inside the caller's transaction."""
    dossier.leden.filter(geldig_op(klok.vandaag()), medewerker_id=medewerker_id).update(geldig_tot=klok.vandaag())
