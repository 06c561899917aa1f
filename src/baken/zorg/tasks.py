"""Work in the background: the clock of every bedenktijd, and mails without content. Ids only."""

from __future__ import annotations

from datetime import time

from django.core.mail import send_mass_mail
from django.db import transaction

from baken.dossiers.context import organisatiecontext
from baken.kern import journaal, klok
from baken.kern.achtergrond import periodiek, taak
from baken.kern.journaal import Spoor
from baken.organisaties.models import Medewerker, Organisatie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import medewerkers_met_rol
from baken.zorg.models import Bedenktijd
from baken.zorg.rules.bedenktijd import stand, waarschuwing
from baken.zorg.verloop import GESLOTEN, Bedenktijdstatus

OVERDRACHT = (
    "Een collega vraagt u iets over te nemen in Baken",
    "Een collega vraagt u een traject over te nemen in Baken.\n\n"
    "In deze e-mail staat met opzet geen inhoud. Meld u aan in Baken en kijk bij Zorg.\n",
)
AFGEDRAGEN = (
    "De zorg voor iemand ligt nu bij u in Baken",
    "Een andere organisatie heeft een traject gesloten dat u overnam. U gaat verder met de zorg.\n\n"
    "In deze e-mail staat met opzet niet over wie. Meld u aan in Baken en kijk bij Zorg.\n",
)
OVERGENOMEN = (
    "Een andere organisatie neemt de zorg over in Baken",
    "Een andere organisatie liet weten dat zij verdergaat met de zorg voor iemand die u helpt.\n\n"
    "Uw traject is nog open. Meld u aan in Baken en kijk bij Zorg of u het kunt overdragen.\n",
)
KLOK = (
    "Er loopt een termijn af in Baken",
    "Bij een van uw cliënten in Baken loopt een termijn af.\n\n"
    "In deze e-mail staat met opzet niet bij wie en welke termijn. Meld u aan in Baken en kijk bij Zorg.\n",
)


@taak
def bericht_overdracht(medewerker_id: int) -> None:
    """Tell one person that a colleague asks something, without any content."""
    adressen = Medewerker.objects.filter(pk=medewerker_id).exclude(email="").values_list("email", flat=True)
    kop, tekst = OVERDRACHT
    send_mass_mail([(kop, tekst, None, [adres]) for adres in adressen])


@taak
def bericht_klok(organisatie_id: int, medewerker_id: int) -> None:
    """Tell the coordinator that a clock runs out."""
    _mail(organisatie_id, KLOK, medewerker_id)


@taak
def bericht_overgenomen(organisatie_id: int, medewerker_id: int) -> None:
    """Tell the coordinator that another organisation goes on with the care; the own traject is open until then."""
    _mail(organisatie_id, OVERGENOMEN, medewerker_id)


@taak
def bericht_afgedragen(organisatie_id: int) -> None:
    """Tell all coordinators of an organisation that the sender of a packet ended its own traject."""
    _mail(organisatie_id, AFGEDRAGEN)


def _mail(organisatie_id: int, brief: tuple[str, str], medewerker_id: int = 0) -> None:
    """Mail one coordinator; who left, or nobody in particular, is all coordinators of the organisation."""
    allen = medewerkers_met_rol(organisatie_id, frozenset({Rol.ZORGCOORDINATOR}))
    ontvangers = [m for m in allen if m.pk == medewerker_id] or list(allen)
    kop, tekst = brief
    send_mass_mail([(kop, tekst, None, [m.email]) for m in ontvangers if m.email])


@taak
def bedenktijd_klokken() -> int:
    """Look at every running bedenktijd: warn once a step, and say which ran out. Returns how many changed."""
    organisaties = Organisatie.objects.filter(werkt_in_baken=True).order_by("pk").values_list("pk", flat=True)
    return sum(_klokken_van(organisatie_id) for organisatie_id in organisaties)


def _klokken_van(organisatie_id: int) -> int:
    """Do that for one organisation, in its own context and transaction."""
    with transaction.atomic(), organisatiecontext(organisatie_id):
        lopend = (
            Bedenktijd.objects.select_for_update(of=("self",))
            .select_related("traject")
            .filter(traject__organisatie_id=organisatie_id, status=Bedenktijdstatus.LOOPT)
        )
        return sum(_klok(bedenktijd) for bedenktijd in lopend)


def _klok(bedenktijd: Bedenktijd) -> bool:
    """Move one clock; say whether that changed something. Of a traject that ended only the state is kept right."""
    traject = bedenktijd.traject
    vandaag = klok.vandaag()
    stap = waarschuwing(bedenktijd.eindigt_op, vandaag, bedenktijd.gewaarschuwd)
    if stand(bedenktijd.eindigt_op, vandaag).verlopen:
        bedenktijd.status = Bedenktijdstatus.VERLOPEN
        bedenktijd.save(update_fields=["status"])
        spoor = Spoor(None, "systeem", traject.organisatie_id)
        inhoud = {"bedenktijd": str(bedenktijd.pk)}
        journaal.noteer(spoor, "bedenktijd.verlopen", traject.dossier_id, inhoud=inhoud)
    elif stap is not None:
        bedenktijd.gewaarschuwd = stap
        bedenktijd.save(update_fields=["gewaarschuwd"])
    else:
        return False
    if traject.status not in GESLOTEN:
        bericht_klok.enqueue(traject.organisatie_id, traject.coordinator_id or 0)
    return True


def meld_aan() -> None:
    """Register when they run."""
    periodiek("zorg.bedenktijd", bedenktijd_klokken, om=time(6, 0))
