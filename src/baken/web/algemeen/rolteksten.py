"""What each role finds here today and what it never sees, in plain words for the start page.

A role whose own pages are not built yet reads that too: nobody has to guess why there is so little to see.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.organisaties.rollen import Rol

GEEN_DOSSIERS = _("U ziet geen dossiers, geen namen en geen meldingen van anderen.")

NIET_ERACHTER = _("U ziet nooit het dossier van wie u iets stuurde, behalve zolang die het met u deelt.")

TEKSTEN: dict[Rol, tuple[Promise, ...]] = {
    Rol.AANDACHTSFUNCTIONARIS: (
        _("U ziet de signalen van uw eigen organisatie, en wat anderen u stuurden. Niet die van een andere gemeente."),
    ),
    Rol.ZORGCOORDINATOR: (_("U ziet de casussen en trajecten van uw eigen organisatie."), NIET_ERACHTER),
    Rol.PROCESREGISSEUR: (_("U ziet de casussen van uw eigen organisatie."), NIET_ERACHTER),
    Rol.RIEC_ACCOUNTHOUDER: (_("U ziet de casussen van uw eigen organisatie, zonder zorg."), NIET_ERACHTER),
    Rol.KETENPARTNER: (
        _("U ziet de stand van wat u instuurde, en de pakketten die u kreeg."),
        NIET_ERACHTER,
    ),
    Rol.TOEZICHTHOUDER: (
        _("Ziet u iets bij een controle? Meld het als signaal, en lees bij Mijn signalen wat ermee gebeurt."),
        GEEN_DOSSIERS,
        _("Pagina's om een controle vast te leggen zijn er nog niet."),
    ),
    Rol.BELEIDSMEDEWERKER: (
        _(
            "U legt afspraken met partners vast. Een afspraak geldt pas als de functionaris gegevensbescherming "
            "haar bevestigt."
        ),
        GEEN_DOSSIERS,
        _("Cijfers over signalen zijn er nog niet."),
    ),
    Rol.BELEIDSREGISSEUR: (
        _("U ziet met wie uw organisatie samenwerkt, en op welke afspraak."),
        GEEN_DOSSIERS,
        _("Een overzicht van de regio is er nog niet."),
    ),
    Rol.BESTUURDER: (
        _("U ziet met wie uw organisatie samenwerkt, op welke afspraak, en wie in Baken wat mag."),
        GEEN_DOSSIERS,
        _("Cijfers en rapporten zijn er nog niet."),
    ),
    Rol.ONDERZOEKER: (
        _("U ziet met wie uw organisatie samenwerkt, en waar de feiten in Baken vandaan komen."),
        GEEN_DOSSIERS,
        _("Cijfers voor onderzoek zijn er nog niet."),
    ),
    Rol.FG: (
        _("U houdt toezicht: op het journaal, op noodtoegang, op afspraken en op bewaartermijnen."),
        _("U ziet nooit de inhoud van een dossier."),
    ),
    Rol.ARCHIVARIS: (
        _(
            "U bevestigt samen met de functionaris gegevensbescherming hoe lang gegevens blijven. "
            "Tot dan wordt niets vernietigd."
        ),
        GEEN_DOSSIERS,
    ),
    Rol.BEHEERDER: (
        _("U regelt mensen, rollen, contacten en termijnen van uw organisatie."),
        _("U ziet nooit de inhoud van een dossier."),
    ),
}
ZONDER_ROL: tuple[Promise, ...] = (_("U ziet alleen de signalen die u zelf meldde. Wat een ander meldt, ziet u niet."),)


def rolregels(rollen: Iterable[str]) -> list[str]:
    """Return the lines for somebody with these roles, each once, in the order of the roles."""
    heeft = set(rollen)
    regels = [str(regel) for rol in Rol if rol in heeft for regel in TEKSTEN.get(rol, ())]
    return list(dict.fromkeys(regels or map(str, ZONDER_ROL)))
