"""Work in the background: ids only."""

from __future__ import annotations

import uuid

from django.core.mail import send_mass_mail

from baken.dossiers.models import Verstrekking
from baken.kern.achtergrond import taak
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN, Rol
from baken.organisaties.selectors import medewerkers_met_rol

TEKST = (
    "Een andere organisatie heeft iets voor u klaargezet in Baken.\n\n"
    "In deze e-mail staat met opzet geen inhoud. Meld u aan in Baken om het te bekijken.\n"
)
BEEINDIGDTEKST = (
    "Een pakket dat u in Baken kreeg, mag u niet meer gebruiken op de grondslag waarop u het kreeg.\n\n"
    "In deze e-mail staat met opzet niet om welk pakket het gaat. Meld u aan in Baken en kijk bij Ontvangen, onder "
    "Klaar.\n"
)
GESTOPTTEKST = (
    "Uw organisatie las mee in een dossier van een andere organisatie. Dat is gestopt. Het kenmerk is {kenmerk}.\n\n"
    "In deze e-mail staat met opzet niet om wie of wat het gaat. Meld u aan in Baken en kijk bij Ontvangen.\n"
)
NOODTEKST = (
    "In uw organisatie nam iemand noodtoegang tot een dossier in Baken.\n\n"
    "In deze e-mail staat met opzet niet wie het was en om welk dossier het gaat. Meld u aan in Baken om het te "
    "bekijken en te beoordelen.\n"
)
VERZOEKTEKST = (
    "Er staat een verzoek van een betrokkene voor u klaar in Baken. Het heeft een wettelijke termijn.\n\n"
    "In deze e-mail staat met opzet geen inhoud. Meld u aan in Baken om het te bekijken.\n"
)
AKKOORDTEKST = (
    "Een collega stelde een deelbesluit op en vraagt uw akkoord in Baken. Tot dan wordt er niets gedeeld.\n\n"
    "In deze e-mail staat met opzet geen inhoud. Meld u aan in Baken. Op de startpagina staat wat op u wacht.\n"
)


@taak
def bericht_nieuw_pakket(organisatie_id: int) -> None:
    """Tell who may answer packets in an organisation that one arrived, without any content."""
    ontvangers = medewerkers_met_rol(organisatie_id, ONTVANGENDE_ROLLEN)
    send_mass_mail([("Er staat een pakket klaar in Baken", TEKST, None, [m.email]) for m in ontvangers if m.email])


@taak
def bericht_pakket_beeindigd(organisatie_id: int) -> None:
    """Tell who may answer packets in an organisation that one of them ended, without any content."""
    ontvangers = medewerkers_met_rol(organisatie_id, ONTVANGENDE_ROLLEN)
    kop = "Er is een pakket gesloten in Baken"
    send_mass_mail([(kop, BEEINDIGDTEKST, None, [m.email]) for m in ontvangers if m.email])


@taak
def bericht_meelezen_gestopt(organisatie_id: int, verstrekking_id: str) -> None:
    """Tell who may read along in an organisation that it ended on one deelbesluit: its reference and nothing else."""
    kenmerk = Verstrekking(pk=uuid.UUID(verstrekking_id)).kenmerk
    ontvangers = medewerkers_met_rol(organisatie_id, ONTVANGENDE_ROLLEN)
    kop, tekst = "U kunt in Baken niet meer meelezen", GESTOPTTEKST.format(kenmerk=kenmerk)
    send_mass_mail([(kop, tekst, None, [m.email]) for m in ontvangers if m.email])


@taak
def bericht_wacht_op_akkoord(medewerker_id: int) -> None:
    """Tell one person who may agree that a deelbesluit waits, without any content."""
    wie = Medewerker.objects.filter(pk=medewerker_id, is_active=True).exclude(email="")
    send_mass_mail([("Er wacht iets op uw akkoord in Baken", AKKOORDTEKST, None, [m.email]) for m in wie])


@taak
def bericht_noodtoegang(organisatie_id: int) -> None:
    """Tell the FG of an organisation at once that a glass was broken, without who or which dossier."""
    fgs = medewerkers_met_rol(organisatie_id, frozenset({Rol.FG}))
    send_mass_mail([("Iemand nam noodtoegang in Baken", NOODTEKST, None, [m.email]) for m in fgs if m.email])


@taak
def bericht_verzoek(organisatie_id: int) -> None:
    """Tell the aandachtsfunctionarissen that a request of a person waits, without any content."""
    ontvangers = medewerkers_met_rol(organisatie_id, frozenset({Rol.AANDACHTSFUNCTIONARIS}))
    kop = "Er staat een verzoek van een betrokkene klaar in Baken"
    send_mass_mail([(kop, VERZOEKTEKST, None, [m.email]) for m in ontvangers if m.email])


@taak
def bericht_te_besluiten(medewerker_id: int) -> None:
    """Tell one person of the team of a shielded traject that a request waits for a decision, without any content."""
    kop = "Er staat een verzoek van een betrokkene voor u klaar in Baken"
    wie = Medewerker.objects.filter(pk=medewerker_id, is_active=True).exclude(email="")
    send_mass_mail([(kop, VERZOEKTEKST, None, [m.email]) for m in wie])
