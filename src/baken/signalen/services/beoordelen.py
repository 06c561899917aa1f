"""A person decides on a signaal; the advice is stored as it was given then."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import prefetch_related_objects

from baken.dossiers.context import handeling
from baken.dossiers.services import sleutel_van
from baken.kern import journaal, klok
from baken.kern.fouten import OngeldigeInvoerError, OvergangNietToegestaanError
from baken.organisaties.besluit import Wie
from baken.signalen.beoordelingsgegevens import verzamel
from baken.signalen.inhoud import open_risico
from baken.signalen.models import Beoordeling, Signaal
from baken.signalen.ontvangerstanden import (
    AFSLUITING,
    kan_weer_dicht,
    laatste_besluit,
    ongezien,
    standen,
    verstrekkingen_van,
)
from baken.signalen.rules.advies import LAAG, Advies, Uitkomst
from baken.signalen.rules.afsluiten import Sluitcontrole, mag_sluiten
from baken.signalen.rules.besluit import mag_besluiten, telbare_reden
from baken.signalen.rules.leiding import beoordeel as weeg
from baken.signalen.services.behandelen import eis_versie, haal_met_slot
from baken.signalen.services.overnemen import vertel_bij_sluiten
from baken.signalen.verloop import Status

MAX_REDEN = 5_000


def advies_voor(signaal: Signaal) -> Advies:
    """Return the explained advice as the facts stand now. The caller asked decide()."""
    return weeg(verzamel(signaal, open_risico(signaal).factoren))


@handeling("signalen.beoordelen")
def beoordeel(*, signaal_id: int, uitkomsten: Collection[Uitkomst], reden: str, versie: int, door: Wie) -> Beoordeling:
    """Record a decision. A low outcome closes the signaal; the others wait for the doorgeleiding.

    Raises OngeldigeInvoerError (no reason while deciding otherwise, low against a hard stop), VerouderdError
    when somebody changed the signaal since, OvergangNietToegestaanError when it is no longer being assessed.
    """
    signaal = haal_met_slot(door, signaal_id, "signalen.beoordelen")
    eis_versie(signaal, versie)
    advies = advies_voor(signaal)
    gekozen = [u for u in Uitkomst if u in set(uitkomsten)]
    controle = mag_besluiten(advies, gekozen, reden)
    if not controle.toegestaan:
        veld = "reden" if controle.code == "reden_nodig" else "uitkomsten"
        raise OngeldigeInvoerError({veld: [controle.reden, *controle.wat_te_doen]})
    beoordeling = _leg_vast(
        signaal,
        uitkomsten=[str(u) for u in gekozen],
        advies=_advies_van_toen(advies),
        afwijking=controle.afwijking.wijkt_af,
        reden=reden,
        door=door,
    )
    signaal.beoordeeld_op = klok.nu()
    if set(gekozen) <= LAAG:
        signaal.zet(Status.GESLOTEN)
    else:
        signaal.versie += 1
    signaal.save(update_fields=["status", "versie", "beoordeeld_op"])
    journaal.noteer(
        door.spoor(),
        "signaal.beoordeeld",
        signaal.dossier_id,
        inhoud={"uitkomsten": ",".join(map(str, gekozen)), "afwijking": controle.afwijking.wijkt_af},
    )
    if signaal.status == Status.GESLOTEN:
        vertel_bij_sluiten(signaal, door=door)
    return beoordeling


def _advies_van_toen(advies: Advies) -> dict[str, Any]:
    return {
        "uitkomsten": [str(u) for u in advies.uitkomsten],
        "gronden": [g.code for g in advies.gronden],
        "kan_niet_laag": advies.kan_niet_laag,
    }


def _leg_vast(
    signaal: Signaal, *, uitkomsten: list[str], advies: dict[str, Any], afwijking: bool, reden: str, door: Wie
) -> Beoordeling:
    """Store a decision with its reason sealed."""
    rij = uuid.uuid4()
    tekst = telbare_reden(reden)[:MAX_REDEN].encode()
    gesloten = None
    if tekst:
        sleutel = sleutel_van(signaal.dossier)
        gesloten = sleutel.versleutel(tekst, label="reden", rij=rij, dossier=signaal.dossier_id)
    return Beoordeling.objects.create(
        id=rij,
        signaal=signaal,
        op=klok.nu(),
        door_id=door.medewerker_id,
        uitkomsten=uitkomsten,
        advies=advies,
        afwijking=afwijking,
        reden=gesloten,
    )


def _samen(controle: Sluitcontrole, redenen: Mapping[str, str], reden: str) -> str:
    """Return the reasons as one text: each behind what it is about, when there is more than one."""
    per_soort = {s: telbare_reden(redenen.get(s) or reden) for s in controle.soorten}
    if len(set(per_soort.values())) == 1:
        return next(iter(per_soort.values()))
    over = {s: " ".join(o.tekst for o in controle.open if o.code == s) for s in per_soort}
    return " ".join(f"[{over[s]}] {tekst}" for s, tekst in per_soort.items())


@handeling("signalen.afsluiten")
def sluit(
    *, signaal_id: int, versie: int, door: Wie, reden: str = "", redenen: Mapping[str, str] | None = None
) -> Signaal:
    """Close a signaal that was passed on, or whose reporter never answered.

    Each kind of what is open (rules.afsluiten) asks a reason, kept as a decision that departs: `redenen` per kind, or
    one `reden` for all of them. Raises OngeldigeInvoerError without that reason, and always for a hard stop that nobody
    took on; OvergangNietToegestaanError while it is still assessed and nobody has it; VerouderdError.
    """
    signaal = haal_met_slot(door, signaal_id, "signalen.afsluiten")
    eis_versie(signaal, versie)
    verstrekkingen, advies = verstrekkingen_van(signaal), advies_voor(signaal)
    beoordelingen, ontvangers = list(signaal.beoordelingen.all()), standen(verstrekkingen)
    laatste = laatste_besluit(beoordelingen)
    if signaal.status == Status.IN_BEOORDELING and not kan_weer_dicht(laatste, ontvangers):
        raise OvergangNietToegestaanError(signaal.status, Status.GESLOTEN)
    prefetch_related_objects(verstrekkingen, "berichten")
    los = ongezien(
        signaal,
        [(v, [b.op for b in v.berichten.all()]) for v in verstrekkingen],
        beoordelingen=beoordelingen,
        geadviseerd=advies.uitkomsten,
        bericht=signaal.berichten.filter(van_melder=True, gelezen_op=None).exists(),
    )
    controle = mag_sluiten(ontvangers, kan_niet_laag=advies.kan_niet_laag, reden=reden, redenen=redenen, ongezien=los)
    if not controle.toegestaan:
        raise OngeldigeInvoerError({controle.veld: controle.redenen})
    if controle.open and laatste is not None:
        _leg_vast(
            signaal,
            uitkomsten=laatste.uitkomsten,
            advies={**_advies_van_toen(advies), AFSLUITING: [o.code for o in controle.open]},
            afwijking=True,
            reden=_samen(controle, redenen or {}, reden),
            door=door,
        )
    signaal.zet(Status.GESLOTEN)
    signaal.save(update_fields=["status", "versie"])
    journaal.noteer(door.spoor(), "signaal.gesloten", signaal.dossier_id, inhoud={"open": len(controle.open)})
    vertel_bij_sluiten(signaal, door=door)
    return signaal
