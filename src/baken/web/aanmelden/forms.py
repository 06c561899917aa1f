"""allauth's forms with our words: no placeholder that repeats the label, Dutch labels, one sentence of help."""

from __future__ import annotations

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
        if not ratelimit.consume(verzoek, action="login_failed", key=sleutel):
            raise adapter.validation_error("too_many_login_attempts")
        code = str(self.cleaned_data["code"])
        factoren = list(Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN))
        for factor in factoren:
            if factor.wrap().validate_code(code):
                factor.user = self.user
                self.authenticator = factor
                ratelimit.clear(verzoek, action="login_failed", key=sleutel)
                return code
        if factoren:
            app = next((f for f in factoren if f.type == Authenticator.Type.TOTP), factoren[0])
            self._emit_authentication_failed(app)  # type: ignore[attr-defined]  # of the form of allauth that follows
        raise mfa_adapter().validation_error("incorrect_code")


class AuthenticateForm(_CodePerNetwerk, _OnzeWoorden, mfa.AuthenticateForm):  # type: ignore[misc]  # as above
    """A code at sign-in."""


class MfaReauthenticateForm(_CodePerNetwerk, _OnzeWoorden, mfa.ReauthenticateForm):  # type: ignore[misc]  # as above
    """A code again."""


class ActivateTOTPForm(_OnzeWoorden, totp.ActivateTOTPForm):  # type: ignore[misc]  # as above
    """The first code of an app."""


class AddWebAuthnForm(_OnzeWoorden, webauthn.AddWebAuthnForm):  # type: ignore[misc]  # as above
    """A new passkey."""


class EditWebAuthnForm(_OnzeWoorden, webauthn.EditWebAuthnForm):  # type: ignore[misc]  # as above
    """Another name for a passkey."""
