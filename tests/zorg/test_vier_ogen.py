"""Four eyes on a traject that nobody else of the organisation may read: that is said, before and after."""

from __future__ import annotations

from tests.cast import BEGIN, Cast, als, medewerker, organisatie
from tests.web.signalen.hulp import als_persoon
from tests.zorg.test_kanten import beide
from tests.zorg.test_overdragen import deel

from baken.dossiers.models import Dossier
from baken.dossiers.wachtend import NIEMAND, NIEMAND_IN_TEAM, wachtend_op
from baken.organisaties.models import Aanstelling, Organisatie, Regio, Regiolid
from baken.organisaties.rollen import Rol
from baken.zorg.services.team import zet_in_team


def test_who_shares_reads_that_nobody_can_agree_until_a_colleague_is_in_the_team(cast: Cast) -> None:
    slachtoffer, _dader = beide(cast, dader_eerst=False)
    zus = medewerker("zus", cast.zorg, Rol.ZORGCOORDINATOR)
    Organisatie.objects.filter(pk=cast.zorg.pk).update(vier_ogen_delen=True)
    noord = organisatie("zorgpunt-noord", "zorgcoordinatie")
    Regiolid.objects.create(organisatie=noord, regio=Regio.objects.get(code="regio-voorbeeld"), geldig_van=BEGIN)
    besluit = deel(cast, slachtoffer, noord, "identiteit")
    zoe = als_persoon(cast.zoe)
    vorm = f"/delen/dossier/{slachtoffer.dossier_id}/nieuw/?ontvanger={noord.pk}"
    for pad in (vorm, f"/delen/besluit/{besluit.pk}/"):
        assert NIEMAND_IN_TEAM in zoe.get(pad).content.decode(), pad
    zet_in_team(traject_id=slachtoffer.pk, medewerker_id=zus.pk, door=als(cast.zoe))
    assert [v.pk for v in wachtend_op(als(zus))] == [besluit.pk]
    for pad in (vorm, f"/delen/besluit/{besluit.pk}/"):
        assert NIEMAND_IN_TEAM not in zoe.get(pad).content.decode(), pad
    Dossier.objects.filter(pk=slachtoffer.dossier_id).update(afgeschermd=False)
    Aanstelling.objects.filter(medewerker__in=[zus, cast.zara]).delete()
    assert NIEMAND in zoe.get(f"/delen/besluit/{besluit.pk}/").content.decode(), "no team helps here"
