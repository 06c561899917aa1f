"""Which of allauth's forms are ours: allauth's name -> class in baken.web.aanmelden.forms."""

ACCOUNT_FORMULIEREN = {
    "login": "LoginForm",
    "change_password": "ChangePasswordForm",
    "set_password": "SetPasswordForm",
    "reset_password": "ResetPasswordForm",
    "reset_password_from_key": "ResetPasswordKeyForm",
    "reauthenticate": "ReauthenticateForm",
}
MFA_FORMULIEREN = {
    "authenticate": "AuthenticateForm",
    "reauthenticate": "MfaReauthenticateForm",
    "activate_totp": "ActivateTOTPForm",
    "add_webauthn": "AddWebAuthnForm",
    "login_webauthn": "LoginWebAuthnForm",
    "authenticate_webauthn": "AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "ReauthenticateWebAuthnForm",
    "edit_webauthn": "EditWebAuthnForm",
}
