"""Retention really destroys, and nothing unconfirmed is destroyed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.cast import Cast, als, maak_cast, maak_signaal, nieuw_signaal

from baken.dossiers.models import Betrokkene, Dossier, Zoekindex
from baken.dossiers.services import NieuweBetrokkene
from baken.kern import bewaartermijnen, klok
from baken.kern.fouten import NietGevondenError
from baken.kern.journaal import Spoor
from baken.kern.models import Bewaarregel, Journaalregel
from baken.signalen import selectors, volgen
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen

TOEN = datetime(2023, 3, 1, 10, tzinfo=UTC)
SLACHTOFFER = NieuweBetrokkene("slachtoffer", "25-29", "V", "PL", {"naam": "Ana Verzonnen"}, {"telefoon": "0612345678"})


def _gesloten_signaal(cast: Cast, code: str) -> Signaal:
    with klok.zet_stil(TOEN):
        door = als(cast.anna)
        signaal = maak_signaal(cast, personen=(SLACHTOFFER,), code=code)
        behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=door)
        signaal.refresh_from_db()
        beoordelen.beoordeel(
            signaal_id=signaal.pk,
            uitkomsten=[Uitkomst.GEEN_MENSENHANDEL],
            reden="Na navraag blijkt dit een gewone verhuurkwestie.",
            versie=signaal.versie,
            door=door,
        )
    return signaal


def _bevestig(cast: Cast) -> None:
    bewaartermijnen.laad_standaardregels()
    for regel in Bewaarregel.objects.filter(categorie="signaal"):
        for nummer, als_wat in enumerate(("fg", "archivaris")):
            wie = (cast.fg, cast.beheer)[nummer]
            bewaartermijnen.bevestig(Spoor(wie.pk, "fg", cast.gemeente.pk), regel.pk, als=als_wat)


def _nachten() -> None:
    for dag in (datetime(2026, 11, 1, 3, tzinfo=UTC), datetime(2027, 3, 1, 3, tzinfo=UTC)):
        with klok.zet_stil(dag):
            bewaartermijnen.nachtronde()


@pytest.mark.django_db
def test_a_closed_signaal_is_destroyed_after_its_confirmed_period_and_the_line_stays() -> None:
    cast = maak_cast()
    nieuw = nieuw_signaal()
    signaal = _gesloten_signaal(cast, nieuw.code)
    _bevestig(cast)
    _nachten()
    signaal.refresh_from_db()
    assert signaal.inhoud is None
    assert Dossier.objects.get(pk=signaal.dossier_id).verpakte_sleutel is None
    assert not Betrokkene.objects.filter(dossier_id=signaal.dossier_id).exists()
    assert not Zoekindex.objects.filter(dossier_id=signaal.dossier_id).exists()
    assert Journaalregel.objects.filter(dossier_id=signaal.dossier_id, handeling="signaal.ontvangen").exists()
    with pytest.raises(NietGevondenError):
        volgen.volg(nieuw.code)
    with pytest.raises(NietGevondenError):
        selectors.dossierblad(als(cast.anna), signaal.pk)
    assert selectors.werklijst(als(cast.anna), tab="alle").rijen == []
    assert selectors.eigen_signalen(als(cast.balie)) == ([], False)


@pytest.mark.django_db
def test_an_unconfirmed_period_destroys_nothing() -> None:
    cast = maak_cast()
    signaal = _gesloten_signaal(cast, nieuw_signaal().code)
    _nachten()
    assert Dossier.objects.get(pk=signaal.dossier_id).verpakte_sleutel is not None


@pytest.mark.django_db
def test_a_legal_hold_stops_destroying() -> None:
    cast = maak_cast()
    signaal = _gesloten_signaal(cast, nieuw_signaal().code)
    Dossier.objects.filter(pk=signaal.dossier_id).update(vastgehouden=True)
    _bevestig(cast)
    _nachten()
    assert Dossier.objects.get(pk=signaal.dossier_id).verpakte_sleutel is not None
