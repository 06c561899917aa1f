"""The one file with receivers of the framework's sign-in signals: start the session's clock, write the journaal."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.signals import user_logged_in as via_allauth
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from baken.kern import journaal
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import spoor_van, spoor_van_gebruikersnaam
from baken.organisaties.services import geef_rollen_uit_claim
from baken.web.aanmelden import hervatten, sessieduur
from baken.web.aanmelden.adapter import bewijst_tweede_factor, geclaimde_rollen
from baken.web.aanmelden.tweede_factor import BEWIJS, vergeet_tweede_factor

LOG = logging.getLogger("baken.aanmelden")
_GEEN_FACTOR = Authenticator.Type.RECOVERY_CODES


def _noteer(user: Any, handeling: str, **inhoud: str) -> None:
    with transaction.atomic():
        journaal.noteer(spoor_van(user), handeling, inhoud=inhoud)


@receiver(user_logged_in)
def ingelogd(request: Any, user: Any, **kwargs: Any) -> None:
    """A person signed in; what an earlier sign-in of this browser proved no longer counts."""
    sessieduur.begin(request)
    for sleutel in (BEWIJS, sessieduur.CLAIM, sessieduur.ROLLEN, hervatten.WIE):
        request.session.pop(sleutel, None)
    _noteer(user, "aanmelding.gelukt")


@receiver(via_allauth)
def via_inlogdienst(request: Any, user: Any, sociallogin: Any = None, **kwargs: Any) -> None:
    """The organisation's own provider signed somebody in: read second factor and roles from the checked id token."""
    if sociallogin is None:
        return
    gegevens = sociallogin.account.extra_data
    if bewijst_tweede_factor(gegevens):
        request.session[BEWIJS] = "oidc"
    if settings.BAKEN_OIDC_ROLCLAIM:
        rollen = geclaimde_rollen(gegevens)
        request.session[sessieduur.CLAIM] = rollen
        geef_rollen_uit_claim(medewerker_id=user.pk, rollen=[Rol(rol) for rol in rollen])


@receiver(user_logged_out)
def uitgelogd(request: Any, user: Any, **kwargs: Any) -> None:
    """A person signed out, or was signed out."""
    if user is not None:
        _noteer(user, "aanmelding.beeindigd")


@receiver(user_login_failed)
def mislukt(credentials: dict[str, Any], **kwargs: Any) -> None:
    """A wrong password: a line for the organisation of the account; a name nobody has goes to the log only."""
    spoor = spoor_van_gebruikersnaam(str(credentials.get("username", "")))
    if spoor is None:
        LOG.warning("aanmelding mislukt", extra={"soort": "onbekend account"})
        return
    with transaction.atomic():
        journaal.noteer(spoor, "aanmelding.mislukt", uitkomst="geweigerd")


@receiver(authentication_failed)
def factor_mislukt(user: Any, **kwargs: Any) -> None:
    """A wrong code or passkey."""
    with transaction.atomic():
        journaal.noteer(spoor_van(user), "tweede_factor.mislukt", uitkomst="geweigerd")


@receiver(authenticator_added)
def factor_toegevoegd(request: Any, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Adding a factor proves that the person holds it; recovery codes alone prove nothing."""
    _noteer(user, "tweede_factor.toegevoegd", soort=str(authenticator.type))
    if authenticator.type != _GEEN_FACTOR:
        request.session[BEWIJS] = "ingesteld"


@receiver(authenticator_removed)
def factor_verwijderd(request: Any, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Without any factor left the session has no proof either."""
    _noteer(user, "tweede_factor.verwijderd", soort=str(authenticator.type))
    over = Authenticator.objects.filter(user=user).exclude(type=_GEEN_FACTOR).exists()
    if request is not None and not over:
        vergeet_tweede_factor(request)
