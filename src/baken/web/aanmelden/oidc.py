"""OpenID Connect as Core 1.0 asks it: a nonce in every request, and an id token whose signature is checked.

allauth sends no nonce, and skips the signature of a token that came straight from the token endpoint (Core 1.0 section
3.1.3.7 allows that behind TLS). Here none of it is skipped: whoever stands between us and the provider gains nothing.
"""

from __future__ import annotations

import secrets
from hmac import compare_digest
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse

from baken.web.rechten import aanmeldpagina

# Signatures made with a private key only: "none" is no signature, and with HS* whoever knows the secret of the client
# could make tokens.
HANDTEKENINGEN = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
NODIG = ("iss", "sub", "aud", "exp", "iat", "nonce")  # Core 1.0 section 2; nonce because we send one
SPELING_SECONDEN = 30  # two clocks never say the same
NONCE = "nonce"


def controleer_token(token: str, *, uitgever: str, client: str, sleutels: Any) -> dict[str, Any]:
    """Return the claims of an id token after checking signature, issuer, audience, party and period.

    sleutels: the provider's JWK set as parsed JSON. Whether the nonce is ours, past_bij() says. Raises OAuth2Error.
    """
    try:
        kop = jwt.get_unverified_header(token)
        if kop.get("alg") not in HANDTEKENINGEN:
            raise OAuth2Error("the id token is not signed with a private key")
        sleutel = _kies_sleutel(sleutels, kop.get("kid"))
        claims: dict[str, Any] = jwt.decode(
            token,
            key=sleutel,
            algorithms=[kop["alg"]],
            issuer=uitgever,
            audience=client,
            leeway=SPELING_SECONDEN,
            options={"require": list(NODIG)},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError) as fout:
        raise OAuth2Error("the id token does not fit") from fout
    partij = claims.get("azp")
    meer = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if partij != client and (meer or partij is not None):  # Core 1.0 section 3.1.3.7, rules 4 and 5
        raise OAuth2Error("the id token was made for another party")
    jwtkit.verify_jti(claims)
    return claims


def _kies_sleutel(sleutels: Any, kid: Any) -> Any:
    """Return the key with this id; without an id only a set with one key leaves no doubt. Raises PyJWTError."""
    bos = [s for s in jwt.PyJWKSet.from_dict(sleutels).keys if s.public_key_use in {None, "sig"}]
    passend = [s for s in bos if s.key_id == kid] if kid is not None else bos
    if len(passend) != 1:
        raise jwt.InvalidKeyError("no such key")
    return passend[0]


def past_bij(claims: dict[str, Any], nonce: Any) -> bool:
    """Say whether the token answers the request of this browser: it bears the nonce that was kept in the session."""
    gegeven = claims.get(NONCE)
    beide = isinstance(gegeven, str) and isinstance(nonce, str) and bool(nonce)
    return beide and compare_digest(str(gegeven).encode(), str(nonce).encode())


class Koppeling(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """What allauth asks the provider, with every token checked."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """Refuse an answer without an id token: allauth would believe the userinfo endpoint instead."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id token")
        return super().complete_login(request, app, token, **kwargs)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Return the checked claims. Raises OAuth2Error, also when the provider calls itself by another name."""
        uitgever = app.settings["server_url"].partition("/.well-known/")[0]
        zegt = str(self.openid_config.get("issuer", ""))
        if zegt.rstrip("/") != uitgever.rstrip("/"):  # Discovery 1.0 section 4.3
            raise OAuth2Error("the provider names another issuer than the settings")
        adres = self.openid_config.get("jwks_uri")
        if not adres:
            raise OAuth2Error("the provider names no keys")
        with get_adapter().get_requests_session() as sessie:
            antwoord = sessie.get(adres)
            antwoord.raise_for_status()
        return controleer_token(id_token, uitgever=zegt, client=app.client_id, sleutels=antwoord.json())


class Aanbieder(OpenIDConnectProvider):  # type: ignore[misc]  # as above
    """The organisation's own provider; each request for a sign-in bears a nonce that the session keeps."""

    oauth2_adapter_class = Koppeling

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Lead to the provider. What somebody put in the address of our page cannot replace the nonce."""
        nonce = secrets.token_urlsafe(32)
        kwargs["auth_params"] = {**(kwargs.get("auth_params") or self.get_auth_params()), NONCE: nonce}
        antwoord: HttpResponse = super().redirect(request, process, next_url, data, **kwargs, nonce=nonce)
        return antwoord


@aanmeldpagina
def inloggen(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider (POST). A provider that is not ours does not exist."""
    return _blad(OAuth2LoginView, request, provider_id)


@aanmeldpagina
def terug(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the provider sends back."""
    return _blad(OAuth2CallbackView, request, provider_id)


def _blad(soort: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        antwoord: HttpResponse = soort.adapter_view(Koppeling(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return antwoord
