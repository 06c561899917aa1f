"""Every way into the product that begins without an organisation works under row security, with rows."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection, transaction

from baken.dossiers.context import leescontext, omgangen, organisatiecontext, sleutelcontext
from baken.dossiers.models import Dossier, Verstrekking
from baken.dossiers.sleutelwissel import herverpak_alles
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern import bewaartermijnen, klok
from baken.kern.fouten import AlVerstuurdError, NietGevondenError
from baken.kern.models import Bewaarregel
from baken.kern.versleuteling import sleutelversie, ververs_sleutelbos, voeg_sleutelversie_toe
from baken.organisaties.models import Organisatie
from baken.signalen import volgen
from baken.signalen.models import Ontvangstcode, Signaal
from baken.signalen.services import melden
from baken.signalen.soorten import Kanaal
from baken.signalen.verloop import Status
from tests.browser.wereld import Wereld
from tests.cast import Cast, als, maak_cast, maak_signaal, nieuw_signaal
from tests.gereedschap.databank import Kopie
from tests.gereedschap.rol import als_toepassing
from tests.signalen.hulp import doorgegeven

pytestmark = pytest.mark.postgres


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()


def test_a_report_without_account_is_stored_and_its_receipt_opens_it(cast: Cast) -> None:
    nieuw = nieuw_signaal()
    with als_toepassing():
        signaal = melden.meld_zonder_account(nieuw, organisatie=cast.gemeente)
        assert volgen.volg(nieuw.code).kan_schrijven
        assert volgen.schrijf_als_melder(nieuw.code, "Het gebeurde weer.").berichten
        with pytest.raises(NietGevondenError):
            volgen.volg(nieuw_signaal().code)
    assert Signaal.objects.get().pk == signaal.pk


def test_a_receipt_opens_one_row_and_no_other(cast: Cast) -> None:
    maak_signaal(cast)
    maak_signaal(cast, bij=cast.buurgemeente, kanaal=Kanaal.PUBLIEK_MEDEWERKER)
    eerste, tweede = Ontvangstcode.objects.order_by("pk")
    with sleutelcontext(codes=[bytes(eerste.code_index)]):
        assert [rij.pk for rij in Ontvangstcode.objects.all()] == [eerste.pk]
        assert not Signaal.objects.exists()
        assert not Dossier.objects.exists()
    with sleutelcontext(inzending=Signaal.objects.get(dossier=tweede.dossier_id).inzending_id):
        assert [s.dossier_id for s in Signaal.objects.all()] == [tweede.dossier_id]
        assert not Ontvangstcode.objects.exists()


def test_the_same_submission_twice_is_one_signaal_and_to_another_gemeente_it_is_refused(cast: Cast) -> None:
    nieuw = nieuw_signaal(kanaal=Kanaal.PUBLIEK_MEDEWERKER)
    with als_toepassing():
        eerste = melden.meld_zonder_account(nieuw, organisatie=cast.gemeente)
        assert melden.meld_zonder_account(nieuw, organisatie=cast.gemeente) == eerste
        assert melden.al_ingezonden(nieuw.inzending_id)
        with pytest.raises(AlVerstuurdError):
            melden.meld_zonder_account(nieuw, organisatie=cast.buurgemeente)
    assert Signaal.objects.count() == 1


def _verlopen(cast: Cast, bij: Organisatie, **velden: object) -> Signaal:
    signaal = maak_signaal(cast, bij=bij, **velden)
    lang_geleden = klok.nu() - timedelta(days=3650)
    Signaal.objects.filter(pk=signaal.pk).update(status=Status.GESLOTEN, ontvangen_op=lang_geleden)
    return signaal


def _bevestig_alles() -> None:
    bewaartermijnen.laad_standaardregels()
    dag = klok.vandaag()
    Bewaarregel.objects.update(bevestigd_fg_op=dag, bevestigd_archivaris_op=dag)


def test_the_night_destroys_what_is_due_in_each_organisation_and_nothing_else(cast: Cast) -> None:
    hier = _verlopen(cast, cast.gemeente)
    daar = _verlopen(cast, cast.buurgemeente, kanaal=Kanaal.PUBLIEK_MEDEWERKER)
    blijft = maak_signaal(cast)
    _bevestig_alles()
    with als_toepassing():
        assert bewaartermijnen.nachtronde().gewaarschuwd == 2
    with klok.zet_stil(klok.nu() + timedelta(days=31)), als_toepassing():
        uitslag = bewaartermijnen.nachtronde()
        assert (uitslag.vernietigd, uitslag.mislukt) == (2, 0)
        assert bewaartermijnen.nachtronde().vernietigd == 0
    over = set(Dossier.objects.filter(verpakte_sleutel__isnull=False).values_list("pk", flat=True))
    assert over == {blijft.dossier_id}
    assert {hier.dossier_id, daar.dossier_id}.isdisjoint(over)


def test_the_night_destroys_a_packet_at_its_receiver_and_heeds_the_hold_of_its_sender(cast: Cast) -> None:
    signaal, (een, ander) = doorgegeven(cast)
    oud = klok.nu() - timedelta(days=3650)
    Verstrekking.objects.update(status=Verstrekkingsstatus.AFGEROND, afgerond_op=oud)
    _bevestig_alles()
    Dossier.objects.filter(pk=signaal.dossier_id).update(vastgehouden=True)
    with als_toepassing():
        assert bewaartermijnen.nachtronde().vastgehouden == 2
    Dossier.objects.filter(pk=signaal.dossier_id).update(vastgehouden=False)
    with als_toepassing():
        assert bewaartermijnen.nachtronde().gewaarschuwd == 2, "once each, though two organisations see it"
    with klok.zet_stil(klok.nu() + timedelta(days=31)), als_toepassing():
        assert bewaartermijnen.nachtronde().vernietigd == 2
    assert set(Verstrekking.objects.values_list("pk", "pakket_sleutel")) == {(een.pk, None), (ander.pk, None)}


def test_a_new_key_version_reaches_every_organisation(wereld: Wereld, settings: LazySettings, tmp_path: Path) -> None:
    settings.BAKEN_SLEUTELBESTAND = Path(shutil.copy(settings.BAKEN_SLEUTELBESTAND, tmp_path / "sleutels.json"))
    ververs_sleutelbos()
    maak_signaal(wereld.cast, bij=wereld.cast.buurgemeente, kanaal=Kanaal.PUBLIEK_MEDEWERKER)
    aantal = Dossier.objects.count() + Verstrekking.objects.count()
    voeg_sleutelversie_toe(settings.BAKEN_SLEUTELBESTAND)
    ververs_sleutelbos()
    with als_toepassing():
        assert herverpak_alles() >= aantal
        assert herverpak_alles() == 0
    dossiers = Dossier.objects.values_list("verpakte_sleutel", flat=True)
    pakketten = Verstrekking.objects.values_list("pakket_sleutel", flat=True)
    assert {sleutelversie(bytes(s)) for s in (*dossiers, *pakketten) if s} == {2}
    ververs_sleutelbos()


def test_the_workers_take_up_the_queue(schone_database: Kopie) -> None:
    cast = maak_cast()
    with als_toepassing():
        maak_signaal(cast)
        call_command("werker", "--tot-leeg", "--naam", "toets")
    assert Signaal.objects.count() == 1


def _stand() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, coalesce(current_setting('baken.organisatie', true), '')")
        wie, waarde = cursor.fetchone()
        return wie, waarde


def test_nothing_of_a_context_stays_on_the_connection(schone_database: Kopie) -> None:
    cast = maak_cast()
    gewoon, leeg = _stand()
    assert leeg == ""
    with leescontext(als(cast.anna)):
        assert _stand() == ("baken_toepassing", str(cast.gemeente.pk))
        with organisatiecontext(cast.zorg.pk):
            assert _stand()[1] == str(cast.zorg.pk)
        assert _stand() == ("baken_toepassing", str(cast.gemeente.pk))
    assert _stand() == (gewoon, "")
    with pytest.raises(ZeroDivisionError), leescontext(als(cast.buur)):
        raise ZeroDivisionError
    assert _stand() == (gewoon, "")


def test_inside_a_transaction_a_context_ends_where_it_ends(cast: Cast) -> None:
    gewoon, _ = _stand()
    with transaction.atomic():
        with organisatiecontext(cast.gemeente.pk):
            assert _stand()[1] == str(cast.gemeente.pk)
        assert _stand() == (gewoon, "")
        with pytest.raises(ZeroDivisionError), organisatiecontext(cast.zorg.pk):
            raise ZeroDivisionError
        assert _stand() == (gewoon, "")


def test_every_organisation_gets_its_round(cast: Cast) -> None:
    assert omgangen() == sorted(Organisatie.objects.values_list("pk", flat=True))


def test_who_reads_along_stops_on_the_day_of_the_stopped_clock(cast: Cast) -> None:
    """The database asks the same today as the code, also when a test or a demonstration sets the clock."""
    moment = datetime(2026, 3, 1, 12, tzinfo=klok.TIJDZONE)
    with klok.zet_stil(moment), organisatiecontext(cast.zorg.pk), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('baken.vandaag')")
        assert cursor.fetchone() == ("2026-03-01",)
