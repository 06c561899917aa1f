"""How a dossier looks on screen: head, tasks, persons, messages, verstrekkingen, timeline. No queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.dossiers.pakket import leesbaar
from baken.dossiers.verloop import LOPEND, Verstrekkingsstatus
from baken.signalen.ontvangerstanden import (
    AFSLUITING,
    gaat_door,
    kan_weer_dicht,
    laatste_besluit,
    ongezien,
    open_weigeringen,
    standen,
    zaak_van,
)
from baken.signalen.ontvangerstanden import is_nieuw as antwoord_is_nieuw
from baken.signalen.rules.advies import ALLEENSTAAND, NAAM, Uitkomst
from baken.signalen.rules.afsluiten import Sluitcontrole, mag_sluiten
from baken.signalen.rules.terugkoppeling import Zaak
from baken.signalen.selectors import Dossierblad
from baken.signalen.soorten import Antwoord
from baken.signalen.termijnen import lopende_termijnen, verlopen_termijnen
from baken.signalen.tijdlijn import tijdlijn
from baken.signalen.verloop import OPEN, Status
from baken.web.signalen import overgenomen, weergave

GROEPEN = ("identiteit", "contact", "zorg", "strafbaar")


def _adres(naam: str, pk: int) -> str:
    return reverse(f"signalen:{naam}", args=[pk])


def kop(blad: Dossierblad, vandaag: date) -> dict[str, Any]:
    """Return what stands above every page of a dossier."""
    s = blad.signaal
    return {
        "signaal": s,
        "badge": weergave.statusbadge(s.status),
        "spoed": s.acuut == Antwoord.JA,
        "mag": blad.mag,
        "in_nood": blad.in_nood,
        "te_laat": weergave.te_laat_zinnen(verlopen_termijnen(s, vandaag), aan_afzender=bool(blad.bronnen)),
        "kruimels": [
            {"naam": _("Signalen"), "url": reverse("signalen:werklijst")},
            {"naam": s.nummer, "url": _adres("detail", s.pk)},
        ],
    }


def pagina(blad: Dossierblad, namen: Mapping[str, str], vandaag: date) -> dict[str, Any]:
    """Return everything the dossier page shows."""
    return {
        **kop(blad, vandaag),
        "blad": blad,
        "feiten": weergave.feiten(blad, namen),
        "indicatoren": [namen.get(i.indicator, i.indicator) for i in blad.signaal.indicatoren.all()],
        "taken": [] if blad.alleen_lezen else [*taken_nieuws(blad), *taken_weigering(blad), *taken(blad)],
        "heropen_vraag": blad.signaal.nieuws_sinds is not None
        and blad.signaal.status == Status.GESLOTEN
        and blad.mag["in_beoordeling_nemen"],
        "bronnen": overgenomen.bronnen(blad),
        "meegegeven": overgenomen.meegegeven(blad),
        "gebeurtenissen": gebeurtenissen(blad),
        "personen": [_persoon(b, namen, blad) for b in blad.inhoud.betrokkenen],
        "locaties": [_locatie(plek, namen, blad) for plek in blad.inhoud.locaties],
        "melder": _melder(blad),
        "besluiten": besluiten(blad),
        "mag_door": mag_door(blad),
        "verstrekkingen": verstrekkingen(blad),
        "zonder_regie": zonder_regie(blad),
        "teruggekomen": teruggekomen(blad),
        "sluitcontrole": sluitcontrole(blad),
        "anderen": anderen(blad),
        "risicofactoren": [namen.get(code, code) for code in blad.risico.factoren],
        "toon_grenzen": bool(blad.advies.harde_grenzen) and blad.signaal.status in OPEN,
        "advies_uitkomsten": [NAAM[u] for u in blad.advies.uitkomsten],
    }


def _regel(naam: str, waarde: str, blad: Dossierblad) -> dict[str, Any]:
    if blad.onthuld or not waarde:
        return {"naam": naam, "waarde": waarde}
    return {"naam": naam, "gemaskeerd": True}


def _persoon(b: Any, namen: Mapping[str, str], blad: Dossierblad) -> dict[str, Any]:
    open_ = [
        {"naam": _("Leeftijd"), "waarde": namen.get(b.leeftijdsgroep, "")},
        {"naam": _("Geslacht"), "waarde": namen.get(b.geslacht, "")},
        {"naam": _("Land van nationaliteit"), "waarde": namen.get(b.nationaliteit, "")},
        {"naam": _("Op verzoek beperkt"), "waarde": b.beperkt_op and _("Niet doorgeven; alleen bewaren.")},
    ]
    dicht = [
        _regel(weergave.VELDNAMEN.get(veld, veld.capitalize()), leesbaar(veld, tekst), blad)
        for groep in GROEPEN
        for veld, tekst in b.groepen.get(groep, {}).items()
        if tekst
    ]
    return {
        "nummer": b.nummer,
        "deel": namen.get(b.deel, b.deel),
        "gegevens": [r for r in open_ if r["waarde"]] + dicht,
    }


def _locatie(plek: Any, namen: Mapping[str, str], blad: Dossierblad) -> dict[str, Any]:
    return {
        "gegevens": [
            {"naam": _("Bij wie"), "waarde": weergave.plaats_van(plek)},
            {"naam": _("Gemeente"), "waarde": namen.get(plek.gemeente_code, "")},
            _regel(_("Adres"), plek.adres, blad),
            {"naam": _("Omschrijving"), "waarde": plek.omschrijving},
        ]
    }


def _melder(blad: Dossierblad) -> list[dict[str, Any]]:
    """Return how the reporter can be reached; empty when anonymous."""
    contact = blad.verhaal.contact
    return [
        _regel(weergave.VELDNAMEN.get(v, v), contact[v], blad)
        for v in ("naam", "functie", "telefoon", "email")
        if contact.get(v)
    ]


def besluiten(blad: Dossierblad) -> list[dict[str, Any]]:
    """Return the decisions, newest first."""
    return [
        {
            "op": b.op,
            "door": b.door.naam if b.door else "",
            "uitkomsten": [_("Sluiten terwijl er nog iets openstond")]
            if AFSLUITING in b.advies
            else [weergave.hoofdletter(NAAM[Uitkomst(u)]) for u in b.uitkomsten],
            "afwijking": b.afwijking,
            "reden": reden,
        }
        for b, reden in reversed(blad.beoordelingen)
    ]


def zaak(blad: Dossierblad) -> Zaak:
    """Return what happened with the signaal, as the rules on telling the reporter look at it."""
    return zaak_van(
        blad.signaal,
        beoordelingen=[b for b, _reden in blad.beoordelingen],
        verstrekkingen=[v for v, _antwoorden in blad.verstrekkingen],
        terugkoppelingen=blad.terugkoppelingen,
    )


def sluitcontrole(blad: Dossierblad, redenen: Mapping[str, str] | None = None) -> Sluitcontrole | None:
    """Return what stands in the way of closing; None when it cannot be closed from where it stands."""
    ontvangers = standen(v for v, _antwoorden in blad.verstrekkingen)
    besluit = laatste_besluit(b for b, _reden in blad.beoordelingen)
    open_ = blad.signaal.status == Status.IN_BEOORDELING and not kan_weer_dicht(besluit, ontvangers)
    if open_ or not blad.mag["afsluiten"]:
        return None
    los = ongezien(
        blad.signaal,
        [(v, [a.op for a in antwoorden]) for v, antwoorden in blad.verstrekkingen],
        beoordelingen=[b for b, _reden in blad.beoordelingen],
        geadviseerd=blad.advies.uitkomsten,
        bericht=any(b.van_melder and not b.gelezen for b in blad.berichten),
    )
    return mag_sluiten(ontvangers, kan_niet_laag=blad.advies.kan_niet_laag, redenen=redenen, ongezien=los)


def teruggekomen(blad: Dossierblad) -> bool:
    """Say whether the signaal came back: after the last decision nobody took it on."""
    besluit = laatste_besluit(b for b, _reden in blad.beoordelingen)
    if blad.signaal.status != Status.IN_BEOORDELING or besluit is None or not gaat_door(besluit):
        return False
    sinds = [v for v, _antwoorden in blad.verstrekkingen if v.klaargezet_op >= besluit.op]
    return bool(sinds) and not any(v.status in LOPEND for v, _antwoorden in blad.verstrekkingen)


def verstrekkingen(blad: Dossierblad) -> list[dict[str, Any]]:
    """Return the receivers with their answers."""
    return [
        {
            "ontvanger": v.ontvanger.naam,
            "kenmerk": v.kenmerk,
            "nieuw": is_nieuw(blad, v, antwoorden),
            "url": reverse("signalen:verstrekking", args=[v.pk]),
            "badge": weergave.verstrekkingsbadge(v.status),
            "grondslag": v.grondslag.naam,
            "procesregie": v.procesregie and v.status in LOPEND,
            "buiten_baken": v.buiten_baken,
            "moet_verzenden": v.status == Verstrekkingsstatus.KLAARGEZET,
            "antwoorden": antwoorden,
        }
        for v, antwoorden in blad.verstrekkingen
    ]


def is_nieuw(blad: Dossierblad, v: Any, antwoorden: Sequence[Any]) -> bool:
    """Say whether this receiver let something know since somebody last looked."""
    return antwoord_is_nieuw(blad.signaal.nieuws_sinds, v, [a.op for a in antwoorden])


def taken_nieuws(blad: Dossierblad) -> list[dict[str, Any]]:
    """Return what came in and must be read first."""
    if blad.signaal.nieuws_sinds is None:
        return []
    uit = []
    if any(b.van_melder and not b.gelezen for b in blad.berichten):
        uit.append(_taak(_("Lees het nieuwe bericht van de melder"), "#berichten", "nieuw"))
    for v, antwoorden in blad.verstrekkingen:
        if is_nieuw(blad, v, antwoorden):
            url = reverse("signalen:verstrekking", args=[v.pk])
            uit.append(_taak(_("Lees het nieuwe antwoord van %(wie)s") % {"wie": v.ontvanger.naam}, url, "nieuw"))
    return uit


def taken_weigering(blad: Dossierblad) -> list[dict[str, Any]]:
    """Return the refusals of who the decision or the advice names: another takes the place, or somebody explains."""
    alle = [v for v, _antwoorden in blad.verstrekkingen]
    open_ = open_weigeringen(alle, [b for b, _reden in blad.beoordelingen], blad.advies.uitkomsten)
    naam = _("%(wie)s nam het niet aan: kies opnieuw of leg uit waarom niet")
    return [
        _taak(naam % {"wie": v.ontvanger.naam}, reverse("signalen:verstrekking", args=[v.pk]), "niet") for v in open_
    ]


def zonder_regie(blad: Dossierblad) -> bool:
    """Say whether receivers work on it while nobody directs: who had the process direction refused."""
    lopend = [v for v, _antwoorden in blad.verstrekkingen if v.status in LOPEND]
    return blad.signaal.status == Status.DOORGELEID and bool(lopend) and not any(v.procesregie for v in lopend)


def anderen(blad: Dossierblad) -> list[dict[str, Any]]:
    """Return other signalen of the own organisation per thing they share."""
    return [
        {
            "wat": weergave.ZOEKSOORTEN.get(soort, soort),
            "signalen": [
                {
                    "nummer": s.nummer,
                    "url": _adres("detail", s.pk),
                    "badge": weergave.statusbadge(s.status),
                    "op": s.ontvangen_op,
                }
                for s in rijen[: weergave.MEER_DAN]
            ],
            "meer": max(len(rijen) - weergave.MEER_DAN, 0),
        }
        for soort, rijen in blad.anderen.items()
    ]


def gebeurtenissen(blad: Dossierblad) -> list[dict[str, Any]]:
    """Return the timeline: what is still to come in front, then what happened, newest first."""
    straks = [
        {"wanneer": t.uiterlijk, "titel": weergave.TERMIJNNAMEN[t.wat], "straks": True}
        for t in reversed(lopende_termijnen(blad.signaal))
    ]
    return straks + [{"wanneer": g.op, "titel": g.wat, "tekst": g.detail} for g in tijdlijn(blad)]


def _taak(naam: str, url: str, stand: str, **anders: Any) -> dict[str, Any]:
    return {"naam": naam, "url": "" if stand in {"kan_nog_niet"} else url, "stand": stand, **anders}


def taken(blad: Dossierblad) -> list[dict[str, Any]]:
    """Return what is to be done on a dossier, in order."""
    s, pk = blad.signaal, blad.signaal.pk
    besloten = bool(blad.beoordelingen)
    nieuw = s.status == Status.ONTVANGEN
    uit = [
        _taak(
            _("Bekijk het signaal en neem het in beoordeling"),
            "#oppakken" if nieuw else "",
            "" if nieuw else "klaar",
            **({"termijn": s.bekijken_voor} if nieuw else {}),
        ),
        _taak(
            _("Vul aan wat u weet"),
            _adres("aanvullen", pk),
            _stand_aanvullen(blad),
            uitleg=_ontbreekt(len(blad.advies.ontbreekt)) if blad.advies.ontbreekt and s.status in OPEN else "",
        ),
    ]
    te_beoordelen = s.status == Status.IN_BEOORDELING and s.beoordeeld_op is None
    stand = (
        "klaar"
        if besloten and s.status != Status.IN_BEOORDELING
        else ("bezig" if s.status == Status.IN_BEOORDELING else "kan_nog_niet")
    )
    uit.append(
        _taak(
            _("Lees het advies en neem een besluit"),
            _adres("beoordelen", pk),
            stand,
            **({"termijn": s.beoordelen_voor} if te_beoordelen else {}),
        )
    )
    uit += _taken_doorgeven(blad)
    if s.terugkoppeling_gewenst and s.status != Status.INGETROKKEN:
        uit.append(_taak_terugkoppelen(blad))
    if s.status in {Status.DOORGELEID, Status.IN_BEOORDELING} and sluitcontrole(blad) is not None:
        uit.append(_taak(_("Sluit het signaal als iedereen klaar is"), "#sluiten", "niet"))
    return uit


def _ontbreekt(n: int) -> str:
    return _("Er ontbreekt nog 1 antwoord.") if n == 1 else _("Er ontbreken nog %(n)d antwoorden.") % {"n": n}


def _stand_aanvullen(blad: Dossierblad) -> str:
    if blad.mag["aanvullen"]:
        return "bezig"
    return "kan_nog_niet" if blad.signaal.status == Status.ONTVANGEN else "klaar"


def moet_door(blad: Dossierblad) -> bool:
    """Say whether the last decision asks to pass the signaal on."""
    laatste: Sequence[str] = blad.beoordelingen[-1][0].uitkomsten if blad.beoordelingen else []
    return bool(laatste) and not set(laatste) <= {str(u) for u in ALLEENSTAAND}


def mag_door(blad: Dossierblad) -> bool:
    """Say whether this reader can pass the signaal on now."""
    return moet_door(blad) and blad.mag["doorgeleiden"]


def _taken_doorgeven(blad: Dossierblad) -> list[dict[str, Any]]:
    pk = blad.signaal.pk
    if blad.beoordelingen and not moet_door(blad):
        return []
    klaar = blad.signaal.status in {Status.DOORGELEID, Status.GESLOTEN} and bool(blad.verstrekkingen)
    stand = "klaar" if klaar else ("niet" if mag_door(blad) else "kan_nog_niet")
    uit = [_taak(_("Geef het signaal door"), _adres("doorgeleiden", pk) if mag_door(blad) else "", stand)]
    for v, _antwoorden in blad.verstrekkingen:
        url = reverse("signalen:verstrekking", args=[v.pk])
        if v.status == Verstrekkingsstatus.KLAARGEZET:
            uit.append(
                _taak(
                    _("Geef het pakket aan %(wie)s") % {"wie": v.ontvanger.naam},
                    url,
                    "niet",
                    uitleg=_("Deze organisatie werkt buiten Baken."),
                )
            )
        elif v.buiten_baken and v.status in {Verstrekkingsstatus.VERZONDEN, Verstrekkingsstatus.GEACCEPTEERD}:
            uit.append(_taak(_("Vul het antwoord van %(wie)s in") % {"wie": v.ontvanger.naam}, url, "bezig"))
    return uit


def _taak_terugkoppelen(blad: Dossierblad) -> dict[str, Any]:
    s = blad.signaal
    naam = _("Laat de afzender iets horen") if blad.bronnen else _("Laat de melder iets horen")
    if s.teruggekoppeld_op is not None:
        return _taak(naam, _adres("terugkoppelen", s.pk), "klaar")
    if not blad.mag["terugkoppelen"]:
        return _taak(naam, "", "kan_nog_niet")
    return _taak(naam, _adres("terugkoppelen", s.pk), "", termijn=s.terugkoppelen_voor)
