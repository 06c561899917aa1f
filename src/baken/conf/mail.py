"""Turn BAKEN_MAIL_URL into Django's mail settings."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def mail(url: str) -> dict[str, object]:
    """Return EMAIL_* settings for smtp:// or smtps://; an empty URL writes mail to a dummy (demonstration)."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    delen = urlsplit(url)
    if delen.scheme not in {"smtp", "smtps"} or not delen.hostname:
        raise ImproperlyConfigured("BAKEN_MAIL_URL moet beginnen met smtp:// of smtps:// en een server noemen.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": delen.hostname,
        "EMAIL_PORT": delen.port or (465 if delen.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(delen.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(delen.password or ""),
        "EMAIL_USE_SSL": delen.scheme == "smtps",
        "EMAIL_USE_TLS": delen.scheme == "smtp",
        "EMAIL_TIMEOUT": 15,
    }
