"""What can be decided for one dossier, and whether it fits together. Nothing is stored here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from baken.dossiers.inhoud import OpenBetrokkene, open_inhoud
from baken.dossiers.inzage.bronnen import alle_regels
from baken.dossiers.inzage.personen import heeft_meer, huidig, te_verbeteren
from baken.dossiers.lopend import NIET_WEG
from baken.dossiers.models import Avgbesluit, Avgverzoek, Dossier, Dossiersoort, Verstrekking
from baken.dossiers.querysets import zichtbare_dossiers
from baken.dossiers.services import eis, onderwerp_dossier
from baken.dossiers.soorten import DICHT_TRAJECT
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.verzoekverloop import Dossieruitkomst, Verzoeksoort, Verzoekstatus, grond
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.organisaties.besluit import Wie, rechten_voor
from baken.organisaties.models import Organisatie

RECHT = "verzoeken.besluiten"
VAN_EEN_TEAM = Q(dossier__soort=Dossiersoort.TRAJECT, dossier__afgeschermd=True)
MINSTE_MOTIVERING = 20
LANGSTE_TEKST = 4_000
LANGSTE_VELD = 200
GEEFT = frozenset({Dossieruitkomst.TOEGEWEZEN, Dossieruitkomst.DEELS})
WEIGERT = frozenset({Dossieruitkomst.DEELS, Dossieruitkomst.GEWEIGERD})
_WEG = (*NIET_WEG, Verstrekkingsstatus.INGETROKKEN)  # who got nothing of it
ZONDER_MELDEN = frozenset({"strafbare_feiten", "openbare_veiligheid", "toezicht", "anderen"})  # AVG 23 lid 2 onder h


@dataclass(frozen=True)
class Besluitvorm:
    """What somebody chose for one dossier.

    persoon: number of the person in the dossier. velden: codes of the lines to give or to erase. nieuw: code -> the
    corrected text. samenvatting: what is told of the rest, in own words. motivering: why, for ourselves only.
    ontvangers: organisations that the answer names as receivers.
    """

    uitkomst: Dossieruitkomst
    grond: str = ""
    verzwijgen: bool = False
    motivering: str = ""
    persoon: int | None = None
    velden: frozenset[str] = frozenset()
    nieuw: Mapping[str, str] = field(default_factory=dict)
    samenvatting: str = ""
    ontvangers: frozenset[int] = frozenset()


def eis_besluit(door: Wie, besluit_id: uuid.UUID) -> Avgbesluit:
    """Return a decision on a dossier that this person may see. Raises NietGevondenError, NietToegestaanError."""
    rijen = Avgbesluit.objects.select_related("dossier", "verzoek")
    rij = rijen.filter(te_zien(door), pk=besluit_id, verzoek__organisatie_id=door.organisatie_id).first()
    if rij is None:
        raise NietGevondenError
    dicht = rij.dossier.afgeschermd and rij.dossier.soort == Dossiersoort.TRAJECT
    stand = DICHT_TRAJECT if dicht else rij.dossier.soort
    eis(door, RECHT, onderwerp_dossier(door, rij.dossier, soort="avgbesluit", status=stand))
    return rij


def te_zien(door: Wie) -> Q:
    """Return the filter for decisions on dossiers that this person decides on.

    The aandachtsfunctionaris: on every dossier that is not shielded, or of whose team he is. The zorgcoordinator: on
    the shielded trajecten of the own team only.
    """
    mag = zichtbare_dossiers(door, RECHT, pad="dossier_id", afgeschermd="dossier__afgeschermd")
    if any(not recht.statussen for recht in rechten_voor(door, RECHT)):
        return mag
    return mag & VAN_EEN_TEAM


def buiten_bereik(verzoek: Avgverzoek, door: Wie) -> bool:
    """Say whether the answer tells of a dossier that this person may not even see the answer of. One query.

    A destroyed dossier is not in any answer. Of a shielded traject the answer is checked by an aandachtsfunctionaris:
    no other role may, and none of that role can be in its team. What the traject itself holds stays closed.
    """
    rijen = verzoek.besluiten.filter(dossier__verpakte_sleutel__isnull=False).exclude(VAN_EEN_TEAM)
    return rijen.exclude(pk__in=verzoek.besluiten.filter(te_zien(door)).values("pk")).exists()


def uitkomsten(verzoek: Avgverzoek) -> list[str]:
    """Return what was decided on each dossier that is still there; on one that was destroyed nothing can be."""
    return list(verzoek.besluiten.filter(dossier__verpakte_sleutel__isnull=False).values_list("uitkomst", flat=True))


def ontvangers_van(dossier: Dossier) -> list[Organisatie]:
    """Return the organisations that got a packet from a dossier, by name. One query."""
    gegeven = Verstrekking.objects.filter(dossier=dossier).exclude(status__in=_WEG)
    return list(Organisatie.objects.filter(pk__in=gegeven.values("ontvanger_id")).order_by("naam", "pk"))


def vind_persoon(dossier: Dossier, nummer: int | None) -> OpenBetrokkene | None:
    """Return the person with this number in the dossier, opened, or None."""
    return next((b for b in open_inhoud(dossier).betrokkenen if b.nummer == nummer), None)


def keur(verzoek: Avgverzoek, rij: Avgbesluit, vorm: Besluitvorm) -> dict[str, Any]:
    """Return the words of a decision as they are sealed. Raises OngeldigeInvoerError, NietGevondenError."""
    fouten = _keur_weigering(verzoek, vorm)
    persoon = vind_persoon(rij.dossier, vorm.persoon) if vorm.uitkomst in GEEFT else None
    nieuw: dict[str, str] = {}
    if vorm.uitkomst in GEEFT:
        if persoon is None:
            fouten.setdefault("persoon", []).append("Kies wie in dit dossier de persoon is die het vraagt.")
        else:
            nieuw = _keur_soort(verzoek, rij.dossier, persoon, vorm, fouten)
    if max(len(vorm.motivering), len(vorm.samenvatting)) > LANGSTE_TEKST:
        fouten.setdefault("motivering", []).append(f"Gebruik hoogstens {LANGSTE_TEKST} tekens.")
    if vorm.ontvangers - {o.pk for o in ontvangers_van(rij.dossier)}:
        fouten.setdefault("ontvangers", []).append("Deze ontvanger kreeg niets uit dit dossier.")
    if fouten:
        raise OngeldigeInvoerError(fouten)
    geeft = vorm.uitkomst in GEEFT
    return {
        "persoon": vorm.persoon if geeft else None,
        "velden": sorted(vorm.velden) if geeft else [],
        "nieuw": nieuw,
        "samenvatting": vorm.samenvatting.strip() if geeft else "",
        "motivering": vorm.motivering.strip(),
        "ontvangers": sorted(vorm.ontvangers) if geeft else [],
    }


def _keur_weigering(verzoek: Avgverzoek, vorm: Besluitvorm) -> dict[str, list[str]]:
    """Return what is wrong with the reason: only a reason of the law, and never without our own words."""
    fouten: dict[str, list[str]] = {}
    if vorm.uitkomst == Dossieruitkomst.OPEN:
        fouten["uitkomst"] = ["Kies wat u besluit."]
    if vorm.uitkomst in WEIGERT:
        reden = grond(vorm.grond)
        if reden is None or verzoek.soort not in reden.soorten:
            fouten["grond"] = ["Kies de reden uit de wet."]
        if len(vorm.motivering.strip()) < MINSTE_MOTIVERING:
            fouten["motivering"] = [f"Schrijf ten minste {MINSTE_MOTIVERING} tekens: waarom is dit nodig?"]
    elif vorm.grond:
        fouten["grond"] = ["Een reden hoort alleen bij weigeren, of bij een deel."]
    if vorm.verzwijgen and (vorm.uitkomst != Dossieruitkomst.GEWEIGERD or vorm.grond not in ZONDER_MELDEN):
        fouten["verzwijgen"] = ["Verzwijgen kan alleen als u alles weigert, met een reden uit AVG artikel 23."]
    return fouten


def _keur_soort(
    verzoek: Avgverzoek, dossier: Dossier, persoon: OpenBetrokkene, vorm: Besluitvorm, fouten: dict[str, list[str]]
) -> dict[str, str]:
    """Add what is wrong for this kind of request; returns the corrections that change something."""
    regels = alle_regels(dossier, persoon, {}, verzoek.soort)
    alle = {r.code for r in regels}
    deels = vorm.uitkomst == Dossieruitkomst.DEELS
    if vorm.velden - alle:
        fouten["velden"] = ["Deze regel is er niet meer. Bekijk de pagina opnieuw."]
    if verzoek.soort == Verzoeksoort.INZAGE:
        _keur_inzage(persoon, vorm, alle, fouten)
    elif verzoek.soort == Verzoeksoort.RECTIFICATIE:
        return _keur_nieuw(persoon, vorm, fouten)
    elif verzoek.soort == Verzoeksoort.WISSING:
        if dossier.vastgehouden:
            fouten["uitkomst"] = ["Op dit dossier rust een plicht om te bewaren. Wissen kan nu niet."]
        if deels and not vorm.velden:
            fouten["velden"] = ["Kies wat wordt gewist."]
        if lopend := [r.loopt for r in regels if r.loopt and (not deels or r.code in vorm.velden)]:
            fouten["velden" if deels else "uitkomst"] = lopend
    elif deels:
        fouten["uitkomst"] = ["Beperken gaat altijd over alles van deze persoon in dit dossier."]
    return {}


def _keur_inzage(persoon: OpenBetrokkene, vorm: Besluitvorm, alle: set[str], fouten: dict[str, list[str]]) -> None:
    volledig = vorm.velden == alle and not heeft_meer(persoon)
    if vorm.uitkomst == Dossieruitkomst.TOEGEWEZEN and not volledig:
        fouten["uitkomst"] = [
            "U geeft niet alles. Kies voor een deel, met de reden. Wat is gezien van strafbare feiten, gaat nooit mee."
        ]
    if vorm.uitkomst == Dossieruitkomst.DEELS and not (vorm.velden or vorm.samenvatting.strip()):
        fouten["velden"] = ["Kies wat de persoon krijgt, of schrijf een samenvatting."]


def _keur_nieuw(persoon: OpenBetrokkene, vorm: Besluitvorm, fouten: dict[str, list[str]]) -> dict[str, str]:
    mag = set(te_verbeteren(persoon))
    nieuw = {code: tekst.strip() for code, tekst in vorm.nieuw.items() if tekst.strip() != huidig(persoon, code)}
    for code, tekst in nieuw.items():
        if code not in mag:
            fouten["nieuw"] = ["Dit veld is er niet meer. Bekijk de pagina opnieuw."]
        elif len(tekst) > LANGSTE_VELD:
            fouten["nieuw"] = [f"Gebruik hoogstens {LANGSTE_VELD} tekens."]
        elif code.endswith(".geboortedatum") and tekst and not _is_dag(tekst):
            fouten["nieuw"] = ["Vul een geboortedatum in die bestaat, en die niet in de toekomst ligt."]
    if not nieuw:
        fouten["nieuw"] = ["Verander ten minste één gegeven."]
    return nieuw


def _is_dag(tekst: str) -> bool:
    try:
        return date.fromisoformat(tekst) <= klok.vandaag()
    except ValueError:
        return False


def te_besluiten(verzoek: Avgverzoek) -> bool:
    """Say whether decisions on this request can be made or changed now."""
    return verzoek.status == Verzoekstatus.IN_BEHANDELING
