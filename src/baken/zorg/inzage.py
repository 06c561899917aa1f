"""What a traject holds on its client, for requests of persons (AVG 15 and 17): to give line by line, and to erase.

Never who signed the client up, and never a house: only the kind of shelter. A piece is written once, so a correction
of one is a new piece by the coordinator; what stands with the person is corrected as in every dossier.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from baken.dossiers.inzage.bronnen import Bron, registreer
from baken.dossiers.inzage.personen import Veldregel
from baken.dossiers.models import Dossier, Dossiersoort
from baken.dossiers.services import sleutel_van
from baken.kern.versleuteling import Gegevenssleutel
from baken.referentie.selectors import namen
from baken.zorg.aanleveringen import keuzes, open_antwoorden, open_hulpvraag, open_registratie, soort_van
from baken.zorg.bewaartermijn_comensha import wis_aanlevering
from baken.zorg.inhoud import Profiel, open_doel, open_overdracht, open_profiel, open_stuk, sluit_stuk
from baken.zorg.models import Hulpvraag, Plaatsing, Registratie, Registratiesleutel, Traject, Trajectstuk
from baken.zorg.rules.verblijf import NAMEN as VERBLIJF
from baken.zorg.soorten import Antwoord, Contactwijze, Inzet, Stuksoort
from baken.zorg.verloop import Bedenktijdstatus, Doelstatus, Overdrachtstatus
from baken.zorg.verloop_comensha import Aanleverstatus
from baken.zorg.verloop_opvang import LOPEND, Wachtstatus

PROFIEL = "traject:profiel"
_LABELS = {
    **{a.value: a.label for a in (*Antwoord, *Inzet, *Contactwijze)},
    **{str(code): naam for code, naam in VERBLIJF.items()},
}
_PROFIELKOPPEN = {
    "verblijf": "Verblijf",
    "ingeschreven": "Ingeschreven",
    "ingeschreven_in": "Ingeschreven in",
    "aangetroffen_in": "Aangetroffen in",
    "woont_in": "Woont in",
    "werkt_in": "Werkte in",
    "taal": "Taal",
    "tolk": "Tolk nodig",
    "kinderen": "Kinderen die meekomen",
    "contra_indicaties": "Let op bij opvang",
    "inzet": "Vrijgekomen bij een actie van",
}
_STUKKOPPEN = {
    "wijze": "Hoe",
    "gevaar_nu": "Gevaar nu",
    "vindbaar": "Te vinden voor wie bedreigt",
    "kinderen_veilig": "Kinderen veilig",
    "met_client": "Met de cliënt erbij",
    "toelichting": "Toelichting",
    "verslag": "Verslag",
    "waarom_zonder": "Waarom zonder toestemming",
    "afspraken": "Afspraken",
    "goed": "Wat ging goed",
    "anders": "Wat moet anders",
    "tekst": "Tekst",
    "reden": "Reden",
}
_DOELKOPPEN = {"behoefte": "Behoefte", "doel": "Doel", "aanbieder": "Wie helpt", "resultaat": "Resultaat"}
_LOOPT = {
    "bedenktijd": "De bedenktijd loopt nog. Leg eerst het einde vast.",
    "verblijf": "Het verblijf loopt nog. Beëindig eerst het verblijf.",
    "wachtplek": "De cliënt wacht nog op een plek. Haal de cliënt eerst van de wachtlijst.",
    "overdracht": "Een overdracht wacht op antwoord. Trek die eerst in.",
    "comensha": "Dit is nog niet gegeven aan CoMensha. Trek het eerst in.",
}


def regels(dossier: Dossier, nummer: int) -> Sequence[Veldregel]:
    """Return what a traject holds on its client; nothing when the number is of somebody else."""
    traject = Traject.objects.filter(dossier=dossier).first()
    client = dossier.betrokkenen.first()
    if traject is None or client is None or client.volgorde != nummer:
        return []
    sleutel = sleutel_van(dossier)
    traject.dossier = dossier
    return [
        *_profiel(open_profiel(traject, sleutel)),
        *_stukken(traject, sleutel),
        *_doelen(traject, sleutel),
        *_opvang(traject),
        *_overdrachten(traject, sleutel),
        *_comensha(traject, sleutel),
    ]


def _tekst(koppen: Mapping[str, str], waarden: Mapping[str, Any], woorden: Mapping[str, str]) -> str:
    """Return "Kop: words" for what is filled in, in the order of `koppen`; codes in words."""
    delen = []
    for veld, kop in koppen.items():
        rauw = waarden.get(veld)
        if rauw in (None, "", (), []):
            continue
        lijst = rauw if isinstance(rauw, list | tuple) else [rauw]
        delen.append(f"{kop}: {', '.join(woorden.get(str(deel), str(deel)) for deel in lijst)}")
    return ". ".join(delen)


def _dag(dag: date) -> str:
    return f"{dag:%d-%m-%Y}"


def _profiel(profiel: Profiel) -> Iterator[Veldregel]:
    tekst = _tekst(_PROFIELKOPPEN, asdict(profiel), {**namen(), **_LABELS})
    if tekst:
        yield Veldregel(PROFIEL, "Wat zorg en opvang moeten weten", tekst)


def _stukken(traject: Traject, sleutel: Gegevenssleutel) -> Iterator[Veldregel]:
    for stuk in traject.stukken.all():
        kop = f"{Stuksoort(stuk.soort).label} van {_dag(stuk.dag)}"
        yield Veldregel(f"traject:stuk:{stuk.pk}", kop, _tekst(_STUKKOPPEN, open_stuk(traject, sleutel, stuk), _LABELS))


def _doelen(traject: Traject, sleutel: Gegevenssleutel) -> Iterator[Veldregel]:
    woorden = namen()
    for doel in traject.doelen.select_related("aanbieder"):
        inhoud = dict(open_doel(traject, sleutel, doel))
        if doel.aanbieder:
            inhoud["aanbieder"] = doel.aanbieder.naam
        kop = f"Plan: {woorden.get(doel.leefgebied, doel.leefgebied).lower()}"
        tekst = _tekst({"stand": "Stand", **_DOELKOPPEN}, {"stand": Doelstatus(doel.status).label, **inhoud}, {})
        yield Veldregel(f"traject:doel:{doel.pk}", kop, tekst)


def _opvang(traject: Traject) -> Iterator[Veldregel]:
    woorden = namen()
    for b in traject.bedenktijden.all():
        loopt = _LOOPT["bedenktijd"] if b.status == Bedenktijdstatus.LOOPT else ""
        tekst = f"Van {_dag(b.begin)} tot {_dag(b.beeindigd_op or b.eindigt_op)}"
        yield Veldregel(f"traject:bedenktijd:{b.pk}", "Bedenktijd", tekst, loopt)
    for p in traject.plaatsingen.select_related("plek__voorziening"):
        loopt = _LOOPT["verblijf"] if p.status in LOPEND else ""
        tekst = f"{_soort(p, woorden)}, van {_dag(p.van)} tot {_dag(p.tot)}"
        yield Veldregel(f"traject:verblijf:{p.pk}", "Opvang", tekst, loopt)
    for w in traject.wachtplekken.all():
        loopt = _LOOPT["wachtplek"] if w.status == Wachtstatus.WACHT else ""
        tekst = f"{woorden.get(w.soort, w.soort)}, sinds {_dag(w.sinds)}"
        yield Veldregel(f"traject:wachtplek:{w.pk}", "Wachtlijst voor opvang", tekst, loopt)


def _soort(plaatsing: Plaatsing, woorden: Mapping[str, str]) -> str:
    soort = plaatsing.plek.voorziening.soort
    return woorden.get(soort, soort)


def _overdrachten(traject: Traject, sleutel: Gegevenssleutel) -> Iterator[Veldregel]:
    for o in traject.overdrachten.all():
        loopt = _LOOPT["overdracht"] if o.status == Overdrachtstatus.VOORGESTELD else ""
        tekst = _tekst({"reden": "Reden", "antwoord": "Antwoord"}, open_overdracht(traject, sleutel, o), {})
        yield Veldregel(f"traject:overdracht:{o.pk}", f"Overdracht: {o.get_status_display().lower()}", tekst, loopt)


def _comensha(traject: Traject, sleutel: Gegevenssleutel) -> Iterator[Veldregel]:
    rijen: list[Registratie | Hulpvraag] = [*traject.registraties.all(), *traject.hulpvragen.all()]
    for rij in rijen:
        if rij.inhoud is None:  # erased before
            continue
        rij.traject = traject
        soort = soort_van(rij)
        gegevens = open_registratie(rij, sleutel) if isinstance(rij, Registratie) else open_hulpvraag(rij, sleutel)
        lijsten = keuzes(soort)
        koppen = {veld: veld.replace("_", " ").capitalize() for veld in lijsten}
        delen = [
            Aanleverstatus(rij.status).label,
            _tekst(koppen, asdict(gegevens), {c: t for lijst in lijsten.values() for c, t in lijst.items()}),
            *(regel.tekst for regel in open_antwoorden(rij, sleutel)),
        ]
        kop = f"Registratie bij CoMensha over {rij.jaar}" if isinstance(rij, Registratie) else "Hulpvraag aan CoMensha"
        open_ = rij.status in {Aanleverstatus.CONCEPT, Aanleverstatus.KLAAR}
        loopt = _LOOPT["comensha"] if open_ else ""
        yield Veldregel(f"traject:{soort}:{rij.pk}", kop, ". ".join(filter(None, delen)), loopt)


def wis(dossier: Dossier, codes: Collection[str] | None) -> None:
    """Erase lines of a traject; None: every word of the care, and the key by which CoMensha's rows find the client."""
    traject = Traject.objects.select_for_update(of=("self",)).get(dossier=dossier)
    per_soort: dict[str, list[str]] = {}
    for code in codes or ():
        voor, _punt, rij = code.rpartition(":")
        per_soort.setdefault(voor, []).append(rij)
    for soort, rijen in (
        ("stuk", traject.stukken),
        ("doel", traject.doelen),
        ("bedenktijd", traject.bedenktijden),
        ("verblijf", traject.plaatsingen),
        ("wachtplek", traject.wachtplekken),
        ("overdracht", traject.overdrachten),
    ):
        weg = rijen.all() if codes is None else rijen.filter(pk__in=per_soort.get(f"traject:{soort}", []))
        weg.delete()
    for model in (Registratie, Hulpvraag):
        aan = model._default_manager.filter(traject=traject, inhoud__isnull=False)
        for aanlevering in aan.select_for_update(of=("self",)):
            if codes is None or f"traject:{soort_van(aanlevering)}:{aanlevering.pk}" in codes:
                wis_aanlevering(aanlevering)
    if codes is None:
        Registratiesleutel.objects.filter(registratie__traject=traject).delete()
    if codes is None or PROFIEL in codes:
        _wis_profiel(traject)


def _wis_profiel(traject: Traject) -> None:
    """Erase the profile, and the copy of it in each intake that stays."""
    traject.profiel = None
    traject.save(update_fields=["profiel"])
    sleutel = sleutel_van(traject.dossier)
    for stuk in Trajectstuk.objects.filter(traject=traject, soort=Stuksoort.INTAKE, inhoud__isnull=False):
        inhoud = {k: v for k, v in open_stuk(traject, sleutel, stuk).items() if k != "profiel"}
        stuk.inhoud = sluit_stuk(traject, sleutel, stuk.pk, inhoud)
        stuk.save(update_fields=["inhoud"])


registreer(Dossiersoort.TRAJECT, Bron(regels, wis))
