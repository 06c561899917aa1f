"""A request of a person about a shielded traject: its own coordinator decides, and an aandachtsfunctionaris checks."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from tests.cast import Cast, als, medewerker
from tests.dossiers.inzagehulp import MOTIVERING, gezocht, persoon
from tests.web.signalen.hulp import als_persoon
from tests.zorg.hulp import client
from tests.zorg.test_begeleiden import contact
from tests.zorg.test_loop import lopend

from baken.dossiers.context import organisatiecontext
from baken.dossiers.inzage import selectors, services
from baken.dossiers.inzage.besluit import Besluitvorm
from baken.dossiers.inzage.bronnen import alle_regels
from baken.dossiers.models import Avgbesluit, Avgverzoek, Dossierlid, Dossiersoort
from baken.dossiers.services import leg_inhoud_vast, open_dossier
from baken.dossiers.tasks import bericht_te_besluiten
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.dossiers.verzoekverloop import Dossieruitkomst, Verzoeksoort, Verzoekstatus
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.organisaties.rollen import Rol
from baken.zorg.models import Traject
from baken.zorg.soorten import Doelgroep

MIRA = {"naam": "Mira Voorbeeld", "geboortedatum": "1998-04-03"}
GEBELD = "Gebeld over de huisarts"


@pytest.fixture
def zorg(cast: Cast) -> Cast:
    """Give the zorgpunt its own people for requests, and a coordinator who is not in the team."""
    for naam, rol in (
        ("anna", Rol.AANDACHTSFUNCTIONARIS),
        ("vera", Rol.AANDACHTSFUNCTIONARIS),
        ("fg", Rol.FG),
        ("zita", Rol.ZORGCOORDINATOR),
    ):
        cast.mensen[naam] = medewerker(f"{naam}-zorg", cast.zorg, rol)
    return cast


@pytest.fixture
def dader(zorg: Cast) -> Traject:
    """Give the traject of an offender, with a note: shielded, and only zoe in its team."""
    t = lopend(zorg, doelgroep=Doelgroep.DADER)
    contact(zorg, t)
    t.dossier.refresh_from_db()
    assert t.dossier.afgeschermd
    return t


def gevraagd(zorg: Cast, soort: Verzoeksoort = Verzoeksoort.INZAGE) -> tuple[Avgverzoek, Avgbesluit]:
    verzoek, (besluit,) = gezocht(zorg, soort, MIRA)
    return verzoek, besluit


def alles(besluit: Avgbesluit) -> Besluitvorm:
    velden = frozenset(r.code for r in alle_regels(besluit.dossier, persoon(besluit), {}, besluit.verzoek.soort))
    return Besluitvorm(uitkomst=Dossieruitkomst.TOEGEWEZEN, persoon=1, velden=velden, motivering=MOTIVERING)


def voorgelegd(zorg: Cast, verzoek: Avgverzoek) -> Avgverzoek:
    verzoek.refresh_from_db()
    return services.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(zorg.anna))


def test_the_coordinator_decides_and_an_aandachtsfunctionaris_checks_the_answer(zorg: Cast, dader: Traject) -> None:
    verzoek, besluit = gevraagd(zorg)
    assert [v.pk for v in selectors.verzoekenlijst(als(zorg.zoe)).lopend] == [verzoek.pk]
    assert selectors.besluitblad(als(zorg.zoe), besluit.pk).wie["naam"] == MIRA["naam"]

    services.besluit(besluit_id=besluit.pk, vorm=alles(besluit), door=als(zorg.zoe))

    klaar = voorgelegd(zorg, verzoek)
    blad = selectors.controleblad(als(zorg.vera), verzoek.pk)
    assert GEBELD in str(blad.antwoord)
    assert list(blad.motiveringen) == []  # why is for the team
    services.bevestig(verzoek_id=verzoek.pk, afdruk=klaar.uitvoer_hash, door=als(zorg.vera))
    _verzoek, ruw = selectors.geef_uit(als(zorg.anna), verzoek.pk, "pdf")
    assert GEBELD in ruw.decode()


def test_who_is_not_in_the_team_reads_and_decides_nothing(zorg: Cast, dader: Traject) -> None:
    verzoek, besluit = gevraagd(zorg)
    for wie in (zorg.anna, zorg.vera, zorg.zita, zorg.fg):
        with pytest.raises((NietGevondenError, NietToegestaanError)):
            selectors.besluitblad(als(wie), besluit.pk)
        with pytest.raises((NietGevondenError, NietToegestaanError)):
            services.besluit(besluit_id=besluit.pk, vorm=alles(besluit), door=als(wie))
    assert selectors.verzoekenlijst(als(zorg.zita)).lopend == []
    with pytest.raises(NietGevondenError):
        selectors.verzoekblad(als(zorg.zita), verzoek.pk)
    besluit.refresh_from_db()
    assert besluit.uitkomst == Dossieruitkomst.OPEN


def test_the_coordinator_does_nothing_else_and_does_not_learn_of_other_dossiers(zorg: Cast, dader: Traject) -> None:
    with transaction.atomic(), organisatiecontext(zorg.zorg.pk):
        open_, sleutel = open_dossier(Dossiersoort.TRAJECT, zorg.zorg.pk)  # the same person, and not shielded
        leg_inhoud_vast(open_, sleutel, [client()], [])
    verzoek, besluiten = gezocht(zorg, Verzoeksoort.INZAGE, MIRA)
    assert {b.dossier_id for b in besluiten} == {dader.dossier_id, open_.pk}
    ander = next(b for b in besluiten if b.dossier_id == open_.pk)

    blad = selectors.verzoekblad(als(zorg.zoe), verzoek.pk)

    assert ([b.dossier_id for b in blad.besluiten], blad.aantal, blad.open) == ([dader.dossier_id], 1, 1)
    assert not any(blad.mag.values())
    with pytest.raises(NietGevondenError):
        services.besluit(besluit_id=ander.pk, vorm=alles(ander), door=als(zorg.zoe))
    for weiger in (
        lambda: services.zoek(verzoek_id=verzoek.pk, door=als(zorg.zoe)),
        lambda: services.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(zorg.zoe)),
        lambda: services.trek_in(verzoek_id=verzoek.pk, door=als(zorg.zoe)),
        lambda: selectors.controleblad(als(zorg.zoe), verzoek.pk),
        lambda: selectors.geef_uit(als(zorg.zoe), verzoek.pk, "pdf"),
    ):
        with pytest.raises(NietToegestaanError):
            weiger()


def test_the_team_gets_a_mail_that_says_nothing_once(
    zorg: Cast, dader: Traject, mailoutbox: list[EmailMessage]
) -> None:
    verzoek, _besluit = gevraagd(zorg)
    services.zoek(verzoek_id=verzoek.pk, door=als(zorg.anna))
    wacht = DBTaskResult.objects.filter(task_path__endswith=".bericht_te_besluiten", status="READY")
    for rij in wacht:
        bericht_te_besluiten.call(*rij.args_kwargs["args"])
    assert [m.to for m in mailoutbox] == [[zorg.zoe.email]]
    for geheim in ("Mira", dader.nummer, "traject", verzoek.kenmerk):
        assert geheim not in mailoutbox[0].subject + mailoutbox[0].body


def _vernietig(t: Traject) -> None:
    """Destroy what a traject holds, and forget its team."""
    with transaction.atomic(), organisatiecontext(t.organisatie_id):
        vernietig_inhoud(t.dossier_id, grondslag="toets")
        Dossierlid.objects.filter(dossier_id=t.dossier_id).delete()


@pytest.mark.parametrize("besloten", [True, False])
def test_of_a_shielded_traject_that_was_destroyed_since_the_answer_goes_on(
    zorg: Cast, dader: Traject, besloten: bool
) -> None:
    verzoek, besluit = gevraagd(zorg)
    if besloten:
        services.besluit(besluit_id=besluit.pk, vorm=alles(besluit), door=als(zorg.zoe))
    _vernietig(dader)

    klaar = voorgelegd(zorg, verzoek)
    assert GEBELD not in str(selectors.controleblad(als(zorg.vera), verzoek.pk).antwoord)
    services.bevestig(verzoek_id=verzoek.pk, afdruk=klaar.uitvoer_hash, door=als(zorg.vera))
    gegeven, _ruw = selectors.geef_uit(als(zorg.vera), verzoek.pk, "pdf")
    assert gegeven.status == Verzoekstatus.BEANTWOORD


def test_the_coordinator_decides_on_the_page(zorg: Cast, dader: Traject) -> None:
    verzoek, besluit = gevraagd(zorg)
    zoe = als_persoon(zorg.zoe)
    blad = zoe.get(f"/verzoeken/{verzoek.pk}/").content.decode()
    assert "Hierover besluit u" in blad
    assert f"/verzoeken/besluit/{besluit.pk}/" in blad
    velden = {"uitkomst": "geweigerd", "grond": "strafbare_feiten", "motivering": MOTIVERING}
    antwoord = zoe.post(f"/verzoeken/besluit/{besluit.pk}/", velden)
    assert antwoord["Location"] == f"/verzoeken/{verzoek.pk}/"
    besluit.refresh_from_db()
    assert besluit.besloten_door_id == zorg.zoe.pk
    assert als_persoon(zorg.zita).get(f"/verzoeken/{verzoek.pk}/").status_code == 404
    assert (
        "Niet elk dossier is voor u zichtbaar"
        in als_persoon(zorg.anna).get(f"/verzoeken/{verzoek.pk}/").content.decode()
    )
