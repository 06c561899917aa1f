"""What is left of a full signaal, casus and traject after the night: no word, no person, no colleague, only counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import BinaryField, ForeignKey, Model

from baken.casussen.models import Casus, Opschaling
from baken.casussen.opschalingen import opschalingen
from baken.casussen.services import opschalen
from baken.casussen.verloop import Casusstatus, Opschalingsstatus
from baken.dossiers.models import (
    Avgbesluit,
    Avgcorrectie,
    Avgverzoek,
    Berichtsoort,
    Betrokkene,
    Dossier,
    Dossierlid,
    Dossiertoegang,
    Locatie,
    Noodtoegang,
    Toestemming,
    Verstrekking,
)
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.verzoekverloop import Vaststelling, Verzoeksoort
from baken.kern import bewaartermijnen, journaal, klok
from baken.kern.models import Bewaarregel
from baken.keten.models import Actie, Bijeenkomst
from baken.organisaties.models import Medewerker
from baken.signalen.models import Bericht, Overname, Signaal, Signaalindicator, Terugkoppeling
from baken.signalen.verloop import Status
from baken.zorg.models import Registratie, Traject
from baken.zorg.verloop import Trajectstatus
from tests.browser.wereld import Wereld
from tests.cast import als
from tests.casussen.hulp import regisseur
from tests.gereedschap.rol import als_toepassing
from tests.rijbeveiliging.zaai import zaai

LANG_GELEDEN = timedelta(days=3650)
# model -> why a row of it stays, and which of its sealed columns and staff may still be filled.
BLIJFT: dict[str, tuple[str, set[str]]] = {
    "dossiers.Dossier": ("the tombstone, without its key", set()),
    "dossiers.Dossiertoegang": ("whose tombstone it is", set()),
    "casussen.Casus": ("the tombstone: number, route, forms, states and days", set()),
    "casussen.Opschaling": ("counts: what a casus was stuck on, state and days", set()),
    "casussen.Casusbron": ("how many packets it came from; they are of their own term", set()),
    "zorg.Traject": ("the tombstone: number, group, forms, states and days", set()),
    "zorg.Registratie": ("counts for CoMensha: year, state and days", set()),
    "signalen.Signaal": ("the tombstone: number, forms, sector, states and days", set()),
    "signalen.Signaalvorm": ("counts", set()),
    "signalen.Signaalindicator": ("counts", set()),
    "signalen.Beoordeling": ("counts: day, outcomes and advice in codes", set()),
    "signalen.Doorgeleiding": ("counts: the day", set()),
    "signalen.Doorgeleidingsdeel": ("counts: which packets belong together", set()),
    "signalen.Overname": ("counts: the day", set()),
    "signalen.Terugkoppeling": ("counts: the day, in time or not", set()),
    "dossiers.Verstrekking": (
        "the register of disclosures: a term of its own, and the packet is the receiver's",
        {"pakket", "pakket_sleutel", "doel", "verantwoording", "klaargezet_door", "goedgekeurd_door"},
    ),
    "dossiers.Verstrekkingsbericht": ("goes with its packet", {"inhoud", "door"}),
    "dossiers.Toestemming": ("without its words, while a packet rests on it that can be opened", {"vastgelegd_door"}),
    "dossiers.Noodtoegang": ("supervision: a term of its own", {"medewerker", "beoordeeld_door"}),
    "dossiers.Avgbesluit": ("how a request was answered: a term of its own", {"besloten_door"}),
    "kern.Journaalregel": ("the chain, with the commitment to what was erased", {"verbintenis"}),
    "kern.Zegelregel": ("the chain", {"zegel", "hash"}),
}
Rijen = dict[str, set[Any]]


def _paden(model: type[Model], bekend: set[str]) -> list[str]:
    """Return by which columns a model is of a dossier: its own dossier, or else what is of a dossier itself."""
    velden = {v.attname: v for v in model._meta.concrete_fields}
    if "dossier_id" in velden:
        return ["dossier_id"]
    return [n for n, v in velden.items() if isinstance(v, ForeignKey) and v.related_model._meta.label in bekend]


def _rijen_van(dossier: Dossier) -> Rijen:
    """Return every row of every model that is of this dossier, however far away."""
    gevonden: Rijen = {"dossiers.Dossier": {dossier.pk}}
    for _ronde in range(4):
        for model in apps.get_models(include_auto_created=True):
            for pad in _paden(model, set(gevonden)):
                veld = next(v for v in model._meta.concrete_fields if v.attname == pad)
                van = veld.related_model._meta.label if isinstance(veld, ForeignKey) else "dossiers.Dossier"
                rijen = model._default_manager.filter(**{f"{pad}__in": gevonden.get(van, set())})
                gevonden.setdefault(model._meta.label, set()).update(rijen.values_list("pk", flat=True))
    return gevonden


def _over(rijen: Rijen) -> Iterator[tuple[str, Model]]:
    for label, nummers in rijen.items():
        for rij in apps.get_model(label)._default_manager.filter(pk__in=nummers):
            yield label, rij


def _gevuld(rij: Model) -> set[str]:
    """Return the sealed columns, the fingerprints and the staff of a row that are not empty."""
    gesloten = {v.name for v in rij._meta.concrete_fields if isinstance(v, BinaryField)}
    staf = {v.name for v in rij._meta.concrete_fields if v.related_model is Medewerker}
    return {naam for naam in gesloten | staf if getattr(rij, naam) not in (None, b"")}


def _maak_vol(dossier: Dossier, persoon: Medewerker) -> None:
    """Put down what no act of the others leaves on a dossier of a casus or a traject."""
    nu, vandaag = klok.nu(), klok.vandaag()
    wie = dossier.betrokkenen.first() or Betrokkene.objects.create(dossier=dossier, volgorde=9, deel="slachtoffer")
    Locatie.objects.create(dossier=dossier, inhoud=b"dicht")
    Avgcorrectie.objects.create(dossier=dossier, betrokkene=wie, inhoud=b"dicht", op=nu, door=persoon)
    Dossierlid.objects.get_or_create(dossier=dossier, medewerker=persoon, geldig_van=vandaag)
    Dossiertoegang.objects.filter(dossier=dossier, eigenaar=True).update(gegeven_door=persoon)
    Toestemming.objects.create(
        dossier=dossier,
        betrokkene=wie.pk,
        doel=Toestemmingsdoel.ZORG,
        versie=9,
        gegeven_op=vandaag,
        ingetrokken_op=vandaag,
        inhoud=b"dicht",
        vastgelegd_op=nu,
        vastgelegd_door=persoon,
    )
    Noodtoegang.objects.create(
        dossier=dossier,
        nummer="X",
        organisatie=dossier.organisatie,
        medewerker=persoon,
        reden=b"dicht",
        begonnen_op=nu,
        eindigt_op=nu + timedelta(hours=1),
    )
    overleg = Bijeenkomst.objects.filter(dossier_id=dossier.pk).first()
    Actie.objects.create(
        organisatie=dossier.organisatie,
        eigenaar=persoon,
        dossier_id=dossier.pk,
        bijeenkomst=overleg,
        geheim=b"dicht",
        voor=vandaag,
        gemaakt_op=nu,
    )
    verzoek = Avgverzoek.objects.create(
        organisatie=dossier.organisatie,
        soort=Verzoeksoort.INZAGE,
        vastgesteld=Vaststelling.LEGITIMATIE,
        ontvangen_op=vandaag,
        uiterlijk_op=vandaag + timedelta(days=30),
        geregistreerd_op=nu,
        geregistreerd_door=persoon,
    )
    Avgbesluit.objects.create(verzoek=verzoek, dossier=dossier, inhoud=b"dicht")


@pytest.fixture
def vol(wereld: Wereld) -> Wereld:
    """Give the region with a casus and a traject in which there is a row of every kind."""
    zaai(wereld)
    cast = wereld.cast
    for dossier, persoon in ((_casus().dossier, cast.piet), (_traject().dossier, cast.zoe)):
        _maak_vol(dossier, persoon)
    gedeeld = Verstrekking.objects.get(dossier=_casus().dossier)
    gedeeld.berichten.create(soort=Berichtsoort.VOORTGANG, inhoud=b"dicht", op=klok.nu(), door=cast.zoe)
    journaal.verzegel_regels()
    return wereld


def _casus() -> Casus:
    return Opschaling.objects.select_related("casus").get().casus


def _traject() -> Traject:
    return Traject.objects.get(overdrachten__isnull=False)


def _vol_signaal(w: Wereld) -> Signaal:
    """Return a signaal that was passed on, with what no act of the others left on it."""
    signaal, anna, nu = w.door, w.cast.anna, klok.nu()
    pakket = Verstrekking.objects.filter(dossier=signaal.dossier, overname__isnull=True).earliest("pk")
    Overname.objects.create(signaal=signaal, verstrekking=pakket, op=nu, door=anna)
    Terugkoppeling.objects.create(signaal=signaal, tekst="opgepakt", op=nu, op_tijd=True, door=anna)
    Bericht.objects.create(signaal=signaal, van_melder=False, door=anna, inhoud=b"dicht", op=nu)
    Signaalindicator.objects.get_or_create(signaal=signaal, indicator="verzonnen")
    toen = nu - LANG_GELEDEN
    Signaal.objects.filter(pk=signaal.pk).update(
        status=Status.GESLOTEN, teruggekoppeld_op=toen, melder=w.cast.balie, risico=b"dicht"
    )
    return signaal


def test_of_a_full_signaal_only_counts_stay_and_no_colleague(vol: Wereld) -> None:
    signaal = _vol_signaal(vol)
    voor = _rijen_van(signaal.dossier)
    assert {label for label in voor if label.startswith("signalen.") and not voor[label]} == set()
    assert _nachten().mislukt == 0
    over = list(_over(voor))
    assert {label for label, _rij in over} - set(BLIJFT) == set(), "destroy it, or say in BLIJFT why it stays"
    te_veel = {(label, naam) for label, rij in over for naam in _gevuld(rij) - BLIJFT[label][1]}
    assert te_veel == set()
    assert {"signalen.Beoordeling", "signalen.Doorgeleiding", "signalen.Terugkoppeling"} <= {la for la, _rij in over}
    signaal.refresh_from_db()
    assert (signaal.status, signaal.behandelaar_id, signaal.melder_id) == (Status.GESLOTEN, None, None)


def _laat_sluiten() -> None:
    """Close both long ago."""
    toen = klok.nu() - LANG_GELEDEN
    Casus.objects.filter(pk=_casus().pk).update(status=Casusstatus.AFGESLOTEN, afgesloten_op=toen)
    Traject.objects.filter(pk=_traject().pk).update(status=Trajectstatus.AFGESLOTEN, afgesloten_op=toen)


def _nachten() -> bewaartermijnen.Nachtuitslag:
    """Let two nights pass, a month apart, on periods that two people confirmed. Returns what the second did."""
    bewaartermijnen.laad_standaardregels()
    Bewaarregel.objects.update(bevestigd_fg_op=klok.vandaag(), bevestigd_archivaris_op=klok.vandaag())
    with als_toepassing():
        bewaartermijnen.nachtronde()
    with klok.zet_stil(klok.nu() + timedelta(days=31)), als_toepassing():
        return bewaartermijnen.nachtronde()


def test_of_a_full_casus_and_a_full_traject_only_counts_and_the_chain_stay(vol: Wereld) -> None:
    voor = defaultdict[str, set[Any]](set)
    for dossier in (_casus().dossier, _traject().dossier):
        for label, nummers in _rijen_van(dossier).items():
            voor[label] |= nummers
    leeg = sorted(label for label, nummers in voor.items() if not nummers and not label.startswith("signalen."))
    assert leeg == [], "a table can hold something of a dossier: put a row of it in this casus or traject (zaai.py)"
    _laat_sluiten()
    uitslag = _nachten()
    assert uitslag.mislukt == 0
    vraag = Opschaling.objects.get()
    assert (vraag.status, bool(vraag.belemmering)) == (Opschalingsstatus.INGETROKKEN, True)
    assert opschalingen(als(regisseur(vol.cast))) == ([], False)
    over = list(_over(voor))
    assert {label for label, _rij in over} - set(BLIJFT) == set(), "destroy it, or say in BLIJFT why it stays"
    te_veel = {(label, naam) for label, rij in over for naam in _gevuld(rij) - BLIJFT[label][1]}
    assert te_veel == set()
    journaal.verzegel_regels()
    assert journaal.controleer().klopt


def test_a_consent_stays_while_a_packet_rests_on_it_and_goes_with_the_last(vol: Wereld) -> None:
    traject = _traject()
    consent = Toestemming.objects.get(dossier=traject.dossier, versie=9)
    pakket = Verstrekking.objects.filter(pakket_sleutel__isnull=False, afzender=vol.cast.gemeente).earliest("pk")
    nieuw = Verstrekking.objects.get(pk=pakket.pk)
    Verstrekking.objects.filter(pk=nieuw.pk).update(
        dossier=traject.dossier, afzender=traject.organisatie, ontvanger=vol.cast.zvh, toestemming=consent
    )
    _laat_sluiten()
    assert _nachten().mislukt == 0
    (rij,) = Toestemming.objects.filter(dossier=traject.dossier)
    assert (rij.pk, rij.inhoud) == (consent.pk, None)
    Verstrekking.objects.filter(pk=nieuw.pk).update(status="afgerond", afgerond_op=klok.nu() - LANG_GELEDEN)
    assert _nachten().mislukt == 0
    assert not Toestemming.objects.filter(dossier=traject.dossier).exists()
    assert Verstrekking.objects.get(pk=nieuw.pk).toestemming_id is None


def test_a_legal_hold_keeps_every_row(vol: Wereld) -> None:
    dossiers = [_casus().dossier, _traject().dossier]
    Dossier.objects.filter(pk__in=[d.pk for d in dossiers]).update(vastgehouden=True)
    _laat_sluiten()
    voor = [_rijen_van(dossier) for dossier in dossiers]
    assert _nachten().vastgehouden >= 2
    for eerst, dossier in zip(voor, dossiers, strict=True):
        nu = _rijen_van(dossier)
        assert {label for label, nummers in eerst.items() if nummers - nu[label]} == set()


def _oude_tafel(wereld: Wereld) -> tuple[Bijeenkomst, Opschaling]:
    """Let a stuck casus stand at a Regionale Tafel of long ago, with words on its agenda."""
    tafel = Bijeenkomst.objects.get(dossier_id=None)
    vraag = Opschaling.objects.get()
    eva = als(regisseur(wereld.cast))
    opschalen.breng_naar_tafel(opschaling_id=vraag.pk, bijeenkomst_id=tafel.pk, door=eva)
    Bijeenkomst.objects.filter(pk=tafel.pk).update(op=klok.nu() - LANG_GELEDEN)
    return tafel, vraag


def test_a_regionale_tafel_goes_after_its_own_term_and_the_answer_stays(vol: Wereld) -> None:
    tafel, vraag = _oude_tafel(vol)
    opschalen.beantwoord(
        opschaling_id=vraag.pk, tekst="De tafel besloot dat er een plek bij komt.", door=als(regisseur(vol.cast))
    )
    assert _nachten().mislukt == 0
    assert not Bijeenkomst.objects.filter(pk=tafel.pk).exists()
    vraag.refresh_from_db()
    assert (vraag.status, vraag.bijeenkomst_id) == (Opschalingsstatus.BEANTWOORD, None)
    assert vraag.antwoord is not None


def test_a_regionale_tafel_that_owes_an_answer_stays_and_so_does_one_of_today(vol: Wereld) -> None:
    tafel, _vraag = _oude_tafel(vol)
    vandaag = Bijeenkomst.objects.create(
        soort=tafel.soort,
        organisatie=tafel.organisatie,
        op=klok.nu(),
        wijze=tafel.wijze,
        verpakte_sleutel=tafel.verpakte_sleutel,
        gemaakt_op=klok.nu(),
        gemaakt_door=tafel.gemaakt_door,
    )
    _nachten()
    assert Bijeenkomst.objects.filter(pk__in=[tafel.pk, vandaag.pk]).count() == 2


def test_the_count_for_comensha_stays_and_says_nothing_of_the_client(vol: Wereld) -> None:
    traject = _traject()
    voor = list(Registratie.objects.filter(traject=traject).values_list("pk", "jaar", "status"))
    _laat_sluiten()
    _nachten()
    over = Registratie.objects.filter(traject=traject)
    assert list(over.values_list("pk", "jaar", "status")) == voor
    assert not any(rij.sleutels.exists() or rij.inhoud for rij in over)
