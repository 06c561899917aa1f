"""Change a person or place that stands in a dossier. Only called by services that asked decide() and write the line."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from baken.dossiers.eerder import EERDER, WEG, met_eerder
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.models import Betrokkene, Dossier, Locatie
from baken.dossiers.services import GESLOTEN_GROEPEN, NieuweBetrokkene, NieuweLocatie
from baken.dossiers.sleutelwissel import indexeer_opnieuw
from baken.kern.fouten import NietGevondenError
from baken.kern.versleuteling import Gegevenssleutel


@dataclass(frozen=True)
class Wijziging:
    """What changes of a person. An empty value leaves what stands there; what must go is named.

    weg: "groep.veld" of sealed fields to take away.
    """

    persoon: NieuweBetrokkene
    weg: frozenset[str] = field(default_factory=frozenset)


def haal_betrokkene(dossier: Dossier, nummer: int) -> Betrokkene:
    """Lock and return a person by the number in the dossier. Raises NietGevondenError."""
    gevonden = Betrokkene.objects.select_for_update(of=("self",)).filter(dossier=dossier, volgorde=nummer).first()
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def haal_locatie(dossier: Dossier, locatie_id: uuid.UUID) -> Locatie:
    """Lock and return a place of this dossier. Raises NietGevondenError."""
    gevonden = Locatie.objects.select_for_update(of=("self",)).filter(dossier=dossier, pk=locatie_id).first()
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def open_groepen(rij: Betrokkene, sleutel: Gegevenssleutel) -> dict[str, dict[str, str]]:
    """Return the sealed fields of a person by group."""
    if rij.inhoud is None:
        return {}
    open_: dict[str, dict[str, str]] = sleutel.ontsleutel_json(
        bytes(rij.inhoud), label="betrokkene", rij=rij.pk, dossier=rij.dossier_id
    )
    return open_


def wijzig_betrokkene(
    rij: Betrokkene, sleutel: Gegevenssleutel, wijziging: Wijziging, *, groepen: Collection[str]
) -> list[str]:
    """Change a person, inside the caller's transaction. Only in these groups; the others stay as they are.

    Returns the names of what changed, never what it says. A name, number or address that went is kept to cover it in
    texts of before. The blind indexes of the dossier are made anew.
    """
    nieuw, gewijzigd = wijziging.persoon, []
    for kolom in ("deel", "ook_deel", "leeftijdsgroep", "geslacht", "nationaliteit"):
        if getattr(rij, kolom) != getattr(nieuw, kolom):
            setattr(rij, kolom, getattr(nieuw, kolom))
            gewijzigd.append(kolom)
    oud = open_groepen(rij, sleutel)
    over = {groep: dict(velden) for groep, velden in oud.items()}
    for groep in (g for g in GESLOTEN_GROEPEN if g in groepen):
        bij: Mapping[str, str] = getattr(nieuw, groep)
        velden = {**over.get(groep, {}), **{veld: tekst for veld, tekst in bij.items() if tekst}}
        over[groep] = {veld: tekst for veld, tekst in velden.items() if f"{groep}.{veld}" not in wijziging.weg}
        gewijzigd += sorted(
            f"{groep}.{veld}"
            for veld in {*oud.get(groep, {}), *over[groep]}
            if oud.get(groep, {}).get(veld) != over[groep].get(veld)
        )
    over = {groep: velden for groep, velden in met_eerder(oud, over).items() if velden}
    rij.inhoud = sleutel.versleutel_json(over, label="betrokkene", rij=rij.pk, dossier=rij.dossier_id) if over else None
    rij.save(update_fields=["deel", "ook_deel", "leeftijdsgroep", "geslacht", "nationaliteit", "inhoud"])
    indexeer_opnieuw(rij.dossier)
    return gewijzigd


def wijzig_locatie(rij: Locatie, sleutel: Gegevenssleutel, plaats: NieuweLocatie) -> None:
    """Change a place and whose it is, inside the caller's transaction.

    An empty address or description leaves what stands there. An address that went is kept, as of a person.
    """
    oud = _open_plaats(rij, sleutel)
    adres = plaats.adres.strip() or oud.get("adres", "")
    eerder = [a for a in _adressen(oud) if a != adres]
    nieuw = {
        "adres": adres,
        "omschrijving": plaats.omschrijving.strip() or oud.get("omschrijving", ""),
        **({} if plaats.van is None else {"van": plaats.van}),
        **({EERDER: eerder} if eerder else {}),
    }
    rij.gemeente_code = plaats.gemeente_code
    rij.inhoud = sleutel.versleutel_json(nieuw, label="locatie", rij=rij.pk, dossier=rij.dossier_id)
    rij.save(update_fields=["gemeente_code", "inhoud"])
    indexeer_opnieuw(rij.dossier)


def _open_plaats(rij: Locatie, sleutel: Gegevenssleutel) -> dict[str, Any]:
    if rij.inhoud is None:
        return {}
    open_: dict[str, Any] = sleutel.ontsleutel_json(
        bytes(rij.inhoud), label="locatie", rij=rij.pk, dossier=rij.dossier_id
    )
    return open_


def _adressen(oud: Mapping[str, Any]) -> list[str]:
    """Return every address that ever stood at a place, once each."""
    return [a for a in dict.fromkeys([*oud.get(EERDER, ()), oud.get("adres", "")]) if a]


def wis_plaatsen_van(dossier: Dossier, nummer: int) -> None:
    """Erase every place of one person, also one taken out before. The caller has a transaction and indexes anew."""
    inhoud = open_inhoud(dossier)
    weg = [plek.id for plek in (*inhoud.locaties, *inhoud.weg) if plek.id is not None and plek.van == nummer]
    Locatie.objects.filter(dossier=dossier, pk__in=weg).delete()


def haal_locatie_weg(rij: Locatie, sleutel: Gegevenssleutel) -> None:
    """Take a place out of its dossier, inside the caller's transaction.

    What stood there as address is kept, as of a place that changed: it covers texts of before.
    """
    dossier, oud = rij.dossier, _open_plaats(rij, sleutel)
    if adressen := _adressen(oud):
        rest = {WEG: True, EERDER: adressen, **({"van": oud["van"]} if "van" in oud else {})}
        rij.gemeente_code = ""
        rij.inhoud = sleutel.versleutel_json(rest, label="locatie", rij=rij.pk, dossier=rij.dossier_id)
        rij.save(update_fields=["gemeente_code", "inhoud"])
    else:
        rij.delete()
    indexeer_opnieuw(dossier)
