"""allauth's forms with our words: no placeholder that repeats the label, Dutch labels, one sentence of help."""

from __future__ import annotations

import json
import struct
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

# field name -> (label, help); "" keeps what allauth has
WOORDEN: dict[str, tuple[Any, Any]] = {
    "login": (_("Gebruikersnaam"), ""),
    "code": (_("Code"), _("De 6 cijfers uit uw app. Een herstelcode mag ook.")),
    "name": (_("Naam van de passkey"), ""),
    "passwordless": (_("Inloggen zonder wachtwoord"), _("Uw apparaat vraagt dan om uw vinger, gezicht of pincode.")),
    "email": (_("E-mailadres"), ""),
    "oldpassword": (_("Uw wachtwoord nu"), ""),
    "password1": (_("Nieuw wachtwoord"), _("Minstens 15 tekens.")),
    "password2": (_("Nieuw wachtwoord, nog een keer"), ""),
}


# What fido2 and allauth raise on an answer of a passkey that is no such answer.
_ANDERS_DAN_GEDACHT = (LookupError, TypeError, ValueError, AttributeError, EOFError, RecursionError, struct.error)


class _OnzeWoorden:
    """Put before a form of allauth."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Replace labels and help, drop placeholders."""
        super().__init__(*args, **kwargs)
        for naam, veld in self.fields.items():
            veld.widget.attrs.pop("placeholder", None)
            label, uitleg = WOORDEN.get(naam, ("", ""))
            veld.label = label or veld.label
            veld.help_text = uitleg or ("" if naam.startswith("password") and naam != "password" else veld.help_text)

    def add_error(self, field: str | None, error: Any) -> None:
        """Say it in our words where allauth has a fixed sentence: two passwords that differ."""
        vast = field == "password2" and not isinstance(error, forms.ValidationError)
        super().add_error(field, _("Vul twee keer hetzelfde wachtwoord in.") if vast else error)  # type: ignore[misc]  # of the form of allauth that follows


class LoginForm(_OnzeWoorden, account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Name and password."""


class ChangePasswordForm(_OnzeWoorden, account.ChangePasswordForm):  # type: ignore[misc]  # as above
    """A new password."""


class SetPasswordForm(_OnzeWoorden, account.SetPasswordForm):  # type: ignore[misc]  # as above
    """A first password."""


class ResetPasswordForm(_OnzeWoorden, account.ResetPasswordForm):  # type: ignore[misc]  # as above
    """Ask for a link."""


class ResetPasswordKeyForm(_OnzeWoorden, account.ResetPasswordKeyForm):  # type: ignore[misc]  # as above
    """A password through the link."""


class ReauthenticateForm(_OnzeWoorden, account.ReauthenticateForm):  # type: ignore[misc]  # as above
    """The password again."""


class _CodePerNetwerk:
    """Put before a form of allauth that asks a code: misses count per person and network.

    allauth counts them per person only, so that whoever knows a password could keep its owner out.
    """

    user: Any
    authenticator: Authenticator
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """Return a right code. Raises ValidationError for a wrong one, and after ten misses from this network."""
        verzoek, adapter = context.request, get_adapter()
        sleutel = f"code-{self.user.pk}|{adapter.get_client_ip(verzoek)}"
        factoren = list(Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN))
        if not ratelimit.consume(verzoek, action="login_failed", key=sleutel):
            self._meld_mislukt(factoren)
            raise adapter.validation_error("too_many_login_attempts")
        code = str(self.cleaned_data["code"])
        for factor in factoren:
            if factor.wrap().validate_code(code):
                factor.user = self.user
                self.authenticator = factor
                ratelimit.clear(verzoek, action="login_failed", key=sleutel)
                return code
        self._meld_mislukt(factoren)
        raise mfa_adapter().validation_error("incorrect_code")

    def _meld_mislukt(self, factoren: list[Authenticator]) -> None:
        """Tell that a code was refused, once: every attempt is a line, also the one that came too often."""
        if factoren:
            app = next((f for f in factoren if f.type == Authenticator.Type.TOTP), factoren[0])
            self._emit_authentication_failed(app)  # type: ignore[attr-defined]  # of the form of allauth that follows


class AuthenticateForm(_CodePerNetwerk, _OnzeWoorden, mfa.AuthenticateForm):  # type: ignore[misc]  # as above
    """A code at sign-in."""


class MfaReauthenticateForm(_CodePerNetwerk, _OnzeWoorden, mfa.ReauthenticateForm):  # type: ignore[misc]  # as above
    """A code again."""


class ActivateTOTPForm(_OnzeWoorden, totp.ActivateTOTPForm):  # type: ignore[misc]  # as above
    """The first code of an app."""


class _Decoder(json.JSONDecoder):
    """JSON of a browser. Django knows one way to be wrong; numbers without end and depth without end are two more."""

    def decode(self, s: str, *args: Any) -> Any:
        """Return what the text says. Raises JSONDecodeError."""
        try:
            return super().decode(s, *args)
        except (ValueError, RecursionError) as fout:
            raise json.JSONDecodeError("no JSON that can be read", "", 0) from fout


class _PasskeyForm(_OnzeWoorden):
    """Put before a form of allauth that takes what a passkey signed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read the answer of the browser with our decoder."""
        super().__init__(*args, **kwargs)
        self.fields["credential"].decoder = _Decoder  # type: ignore[attr-defined]  # it is a JSONField

    def full_clean(self) -> None:
        """Refuse an answer with parts missing or of another kind: the library behind it takes them as given."""
        try:
            super().full_clean()  # type: ignore[misc]  # of the form of allauth that follows
        except _ANDERS_DAN_GEDACHT:
            self.add_error("credential", mfa_adapter().validation_error("incorrect_code"))


class AddWebAuthnForm(_PasskeyForm, webauthn.AddWebAuthnForm):  # type: ignore[misc]  # as above
    """A new passkey."""


class LoginWebAuthnForm(_PasskeyForm, webauthn.LoginWebAuthnForm):  # type: ignore[misc]  # as above
    """A passkey instead of name and password."""


class AuthenticateWebAuthnForm(_PasskeyForm, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """A passkey after the password."""


class ReauthenticateWebAuthnForm(_PasskeyForm, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """A passkey again."""


class EditWebAuthnForm(_OnzeWoorden, webauthn.EditWebAuthnForm):  # type: ignore[misc]  # as above
    """Another name for a passkey."""
