"""One person alone never gets into a dossier: not at the start, and not by making helpers."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.cast import als, maak_cast

from baken.kern.fouten import NietToegestaanError, OngeldigeInvoerError
from baken.kern.models import Journaalregel
from baken.organisaties import services
from baken.organisaties.inrichten import Persoon, maak_eerste_beheerders
from baken.organisaties.models import Aanstelling, Medewerker
from baken.organisaties.rollen import ROLLEN_MET_DOSSIER, TOEZICHTROLLEN, Rol
from baken.organisaties.selectors import wie

EEN = Persoon("eerste", "Eerste Verzonnen", "eerste@voorbeeld.invalid")
TWEE = Persoon("tweede-mens", "Tweede Verzonnen", "tweede@voorbeeld.invalid")


def _geef(medewerker: Medewerker, rol: Rol, door: Medewerker) -> Aanstelling:
    return services.geef_rol(
        medewerker_id=medewerker.pk, rol=rol, geldig_van=date(2026, 1, 1), geldig_tot=None, door=als(door)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("rol", sorted(TOEZICHTROLLEN))
def test_a_new_beheerder_or_fg_waits_for_somebody_else(rol: Rol) -> None:
    cast = maak_cast()
    aanstelling = _geef(cast.balie, rol, cast.beheer)
    assert aanstelling.wacht_op_bevestiging
    assert rol not in wie(cast.balie, tweede_factor=True).rollen
    for zelf in (cast.beheer, cast.balie):
        with pytest.raises(NietToegestaanError):
            services.bevestig_aanstelling(aanstelling_id=aanstelling.pk, door=als(zelf))
    services.bevestig_aanstelling(aanstelling_id=aanstelling.pk, door=als(cast.tweede))
    assert rol in wie(cast.balie, tweede_factor=True).rollen


@pytest.mark.django_db
def test_a_beheerder_cannot_confirm_through_a_helper_of_his_own_making() -> None:
    cast = maak_cast()
    helper = services.voeg_medewerker_toe(
        username="helper", naam="Helper Verzonnen", email="helper@voorbeeld.invalid", door=als(cast.beheer)
    )
    _geef(helper, Rol.BEHEERDER, cast.beheer)
    dossierrol = _geef(cast.balie, Rol.AANDACHTSFUNCTIONARIS, cast.beheer)
    with pytest.raises(NietToegestaanError):
        services.bevestig_aanstelling(aanstelling_id=dossierrol.pk, door=als(helper))


@pytest.mark.django_db
@pytest.mark.parametrize("toezicht", sorted(TOEZICHTROLLEN))
@pytest.mark.parametrize("rol", sorted(ROLLEN_MET_DOSSIER))
def test_nobody_watches_over_roles_and_reads_dossiers(toezicht: Rol, rol: Rol) -> None:
    cast = maak_cast()
    eerste, tweede = Medewerker.objects.filter(pk__in=[cast.balie.pk, cast.beleid.pk])
    _geef(eerste, toezicht, cast.beheer)
    with pytest.raises(OngeldigeInvoerError):
        _geef(eerste, rol, cast.beheer)
    _geef(tweede, rol, cast.beheer)
    with pytest.raises(OngeldigeInvoerError):
        _geef(tweede, toezicht, cast.beheer)
    services.geef_rollen_uit_claim(medewerker_id=eerste.pk, rollen=[rol])
    assert not eerste.aanstellingen.filter(rol=rol).exists(), "nor through a claim of the provider"


@pytest.mark.django_db
def test_after_a_role_ended_the_other_can_begin() -> None:
    cast = maak_cast()
    aanstelling = _geef(cast.balie, Rol.FG, cast.beheer)
    services.beeindig_aanstelling(aanstelling_id=aanstelling.pk, door=als(cast.beheer))
    vanaf = als(cast.beheer).vandaag
    services.geef_rol(
        medewerker_id=cast.balie.pk, rol=Rol.KETENPARTNER, geldig_van=vanaf, geldig_tot=None, door=als(cast.beheer)
    )


@pytest.mark.django_db
def test_the_first_two_beheerders_can_begin_and_leave_a_line() -> None:
    cast = maak_cast()
    een, twee = maak_eerste_beheerders(cast.buurgemeente, [EEN, TWEE])
    assert Rol.BEHEERDER in wie(een, tweede_factor=True).rollen
    assert not een.has_usable_password()
    assert Journaalregel.objects.filter(handeling="aanstelling.eerste_beheerder").count() == 2
    aanstelling = _geef(cast.buur, Rol.ZORGCOORDINATOR, een)
    services.bevestig_aanstelling(aanstelling_id=aanstelling.pk, door=als(twee))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "mensen",
    [
        [EEN],
        [EEN, EEN],
        [EEN, Persoon("anders", "Ander", EEN.email)],
        [EEN, Persoon("anna", "Ander", "ander@voorbeeld.invalid")],
    ],
)
def test_one_person_twice_or_a_taken_name_is_refused(mensen: list[Persoon]) -> None:
    cast = maak_cast()
    with pytest.raises(OngeldigeInvoerError):
        maak_eerste_beheerders(cast.buurgemeente, mensen)
    assert not Medewerker.objects.filter(username=EEN.username).exists()


@pytest.mark.django_db
def test_where_there_is_a_beheerder_already_nobody_slips_in() -> None:
    cast = maak_cast()
    with pytest.raises(OngeldigeInvoerError):
        maak_eerste_beheerders(cast.gemeente, [EEN, TWEE])


@pytest.mark.django_db
def test_the_command_makes_them_in_production_only(settings: pytest.FixtureRequest) -> None:
    cast = maak_cast()
    personen = [f"--persoon={p.username},{p.naam},{p.email}" for p in (EEN, TWEE)]
    settings.DEMONSTRATIE = True  # type: ignore[attr-defined]  # the fixture of pytest-django has no type here
    with pytest.raises(CommandError, match="verzonnen"):
        call_command("eerste_beheerders", cast.buurgemeente.code, *personen)
    settings.DEMONSTRATIE = False  # type: ignore[attr-defined]  # the same
    uit = StringIO()
    call_command("eerste_beheerders", cast.buurgemeente.code, *personen, stdout=uit)
    assert EEN.naam in uit.getvalue()
    assert Medewerker.objects.get(username=TWEE.username).organisatie_id == cast.buurgemeente.pk
    with pytest.raises(CommandError, match="geen organisatie"):
        call_command("eerste_beheerders", "bestaat-niet", *personen)
    with pytest.raises(CommandError, match="e-mailadres"):
        call_command("eerste_beheerders", cast.gemeente.code, "--persoon=a,b,c")
