"""Retention of accounts and contacts. Periods are our own choice without a source: unconfirmed until the FG says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from baken.kern import klok
from baken.kern.bewaartermijnen import Kandidaat, Standaardtermijn, registreer, vind_in_een_keer
from baken.kern.models import Begin, Bewaarregel
from baken.organisaties.models import Contactpunt, Medewerker

GRONDSLAG = "AVG art. 6 lid 1 e (taak van de organisatie)"
EIGEN_KEUZE = "Eigen keuze van Baken; geen bron. Nog te bevestigen door FG en archivaris."
OUD = "Oud-medewerker"


def _vervallen(regel: Bewaarregel, tot: date, rijen: Iterable[tuple[int, int, date | None]]) -> Iterator[Kandidaat]:
    """Rows (number, organisation, first day of the period) whose period ends on or before `tot`."""
    for pk, organisatie_id, begin in rijen:
        if begin is not None and (vervalt_op := klok.maanden_erbij(begin, regel.termijn_maanden)) <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op)


def _vind_accounts(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    """Closed accounts, from the day on which they were closed. An emptied account has no such day any more."""
    rijen = Medewerker.objects.filter(is_active=False, uitgezet_op__isnull=False)
    return _vervallen(regel, tot, rijen.values_list("pk", "organisatie_id", "uitgezet_op").iterator())


def _leeg_account(kandidaat: Kandidaat) -> int:
    """Take name, address and every means to sign in away; the number stays, because lines and decisions name it."""
    medewerker = Medewerker.objects.select_for_update(of=("self",)).get(pk=int(kandidaat.object_id))
    rijen = sum(
        model.objects.filter(user=medewerker).delete()[0] for model in (Authenticator, SocialAccount, EmailAddress)
    )
    medewerker.username, medewerker.naam, medewerker.email = f"oud-{medewerker.pk}", OUD, ""
    medewerker.last_login = medewerker.herstel_gevraagd_door = medewerker.uitgezet_op = None
    medewerker.set_unusable_password()
    medewerker.save()
    return int(rijen) + 1


def _vind_contacten(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    """Contacts that nobody checked for as long as the rule says."""
    rijen = Contactpunt.objects.filter(gecontroleerd_op__isnull=False)
    return _vervallen(regel, tot, rijen.values_list("pk", "organisatie_id", "gecontroleerd_op").iterator())


def _wis_contact(kandidaat: Kandidaat) -> int:
    return Contactpunt.objects.filter(pk=int(kandidaat.object_id)).delete()[0]


def meld_aan() -> None:
    """Register accounts with what belongs to them, and contacts."""
    registreer(
        "organisaties.Medewerker",
        categorie="account",
        grondslag=GRONDSLAG,
        vernietig=_leeg_account,
        vind=_vind_accounts,
        standaard=Standaardtermijn(24, Begin.LAATSTE_HANDELING, EIGEN_KEUZE),
    )
    for label in (
        "organisaties.Aanstelling",
        "account.EmailAddress",
        "mfa.Authenticator",
        "socialaccount.SocialAccount",
        "sessions.Session",
    ):
        registreer(label, categorie="account", grondslag=GRONDSLAG, vernietig=None)
    registreer(
        "organisaties.Contactpunt",
        categorie="contact",
        grondslag=GRONDSLAG,
        vernietig=_wis_contact,
        vind=_vind_contacten,
        standaard=Standaardtermijn(24, Begin.LAATSTE_HANDELING, EIGEN_KEUZE),
    )
    vind_in_een_keer("organisaties.Medewerker", "organisaties.Contactpunt")


meld_aan()
