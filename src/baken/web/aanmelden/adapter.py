"""How allauth behaves in Baken: nobody signs up; an OIDC account is linked by issuer and subject."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baken.kern.versleuteling import open_zegel, verzegel
from baken.organisaties.rollen import Rol
from baken.web.aanmelden import hervatten, oidc

_DOEL = "tweede-factor"
_BLIJVEND = timedelta(days=36500)  # a secret of an app does not age; the key version inside it does
_RAND = 4  # quiet zone around a QR code, in modules (ISO/IEC 18004)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by the beheerder only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "enter_current_password": _("Vul uw wachtwoord van nu in."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "invalid_password_reset": _("De link is al gebruikt of te oud."),
        "too_many_login_attempts": _("U hebt het te vaak geprobeerd. Wacht een paar minuten en probeer het opnieuw."),
        "rate_limited": _("U hebt het te vaak geprobeerd. Wacht een paar minuten en probeer het opnieuw."),
        "username_password_mismatch": _("De gebruikersnaam of het wachtwoord klopt niet."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: there is no sign-up."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count misses per name and network: whoever guesses locks out a network, never the owner elsewhere."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}|{self.get_client_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse who tries too often. That too is an attempt that failed: allauth itself would tell nobody."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            naam = {"username": credentials.get("username", "")}
            user_login_failed.send(sender=__name__, credentials=naam, request=request)
            raise

    def logout(self, request: HttpRequest) -> None:
        """End the session; the new, anonymous one knows who it was, for a form that is still open in another tab."""
        medewerker_id = request.user.pk
        super().logout(request)
        hervatten.onthoud_wie(request, medewerker_id)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead first to what was typed when the last session ended."""
        if hervatten.SLEUTEL in request.session:
            return reverse("hervat")
        return str(super().get_login_redirect_url(request))


class OidcAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in through the organisation's own provider. An account is found by issuer and subject, never by e-mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Say no: an unknown subject gets no account; the beheerder links it first."""
        return False

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """Return the provider of OpenID Connect as ours, which sends a nonce."""
        gevonden = super().get_provider(request, provider, client_id)
        return oidc.Aanbieder(request, app=gevonden.app) if gevonden.id == oidc.Aanbieder.id else gevonden

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse a checked token (oidc.py) that answers another request than the one this browser made."""
        claims = sociallogin.account.extra_data.get("id_token") or {}
        if not oidc.past_bij(claims, (sociallogin.state or {}).get(oidc.NONCE)):
            raise ImmediateHttpResponse(redirect("socialaccount_login_error"))


def geclaimde_rollen(gegevens: dict[str, Any]) -> list[str]:
    """Return the roles of Baken that the id token names in the claim of the settings; default none."""
    waarde = (gegevens.get("id_token") or {}).get(settings.BAKEN_OIDC_ROLCLAIM) or []
    namen = {waarde} if isinstance(waarde, str) else {str(naam) for naam in waarde}
    return sorted(namen & set(Rol.values))


def bewijst_tweede_factor(gegevens: dict[str, Any]) -> bool:
    """Say whether the claims of the id token name an accepted acr or amr (settings); default no."""
    token = gegevens.get("id_token") or {}
    amr = token.get("amr") or []
    methoden = {amr} if isinstance(amr, str) else {str(m) for m in amr}
    return token.get("acr") in settings.BAKEN_OIDC_ACR or bool(methoden & set(settings.BAKEN_OIDC_AMR))


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors keep their secrets encrypted in the database; the QR code is plain SVG in the page."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _("Deze code klopt niet.")}

    def encrypt(self, text: str) -> str:
        """Seal a secret with the key file."""
        return verzegel({"geheim": text}, doel=_DOEL)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret. Raises ZegelOngeldigError when it was altered."""
        return str(open_zegel(encrypted_text, doel=_DOEL, max_leeftijd=_BLIJVEND)["geheim"])

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as SVG: colours as attributes, no style, so that the security policy allows it."""
        code = qrcode.QRCode(border=_RAND)
        code.add_data(url)
        rijen = code.get_matrix()
        zijde = len(rijen)
        pad = "".join(f"M{x} {y}h1v1h-1z" for y, rij in enumerate(rijen) for x, aan in enumerate(rij) if aan)
        naam = gettext("QR-code voor uw authenticator-app")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {zijde} {zijde}" width="220" height="220" role="img"'
            f' aria-label="{naam}" shape-rendering="crispEdges"><rect width="{zijde}" height="{zijde}" fill="#ffffff"/>'
            f'<path d="{pad}" fill="#000000"/></svg>'
        )
