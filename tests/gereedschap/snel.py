"""What the tests do more cheaply than the product: nothing here changes what the product answers.

- A `Client` makes its middleware anew, and whitenoise then looks at every static file: once per process is enough.
- Django's test client keeps a copy of the context of every part of a page; here only of the page itself.
- A password is hashed as in the product, but with a small work factor; test_snel.py looks at the product's own.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.template.base import Template
from django.template.context import Context
from django.test import utils as test_utils
from django.test.signals import template_rendered
from whitenoise.base import WhiteNoise
from whitenoise.middleware import WhiteNoiseMiddleware


class SnelleScrypt(ScryptPasswordHasher):
    """Scrypt that costs next to nothing; the product verifies its hashes, since each names its own work factor."""

    work_factor = 2**4


def maak_snel() -> None:
    """Make both cheaper in this process."""
    settings.PASSWORD_HASHERS = [f"{SnelleScrypt.__module__}.{SnelleScrypt.__qualname__}"]
    test_utils.instrumented_test_render = _teken_blad  # type: ignore[assignment]  # a method of Template
    _onthoud_bestanden(WhiteNoise, "update_files_dictionary")
    _onthoud_bestanden(WhiteNoiseMiddleware, "add_files_from_finders")


def _teken_blad(self: Template, context: Context) -> str:
    """Render, and tell the test client of what was asked for: not of each part that it includes or extends."""
    if context.template is self:
        template_rendered.send(sender=self, template=self, context=context)
    return str(self.nodelist.render(context))


def _onthoud_bestanden(klasse: type[WhiteNoise], naam: str) -> None:
    """Let a method that fills `files` look at the disk only the first time for the same folder."""
    kijk, bekend = getattr(klasse, naam), dict[tuple[Any, ...], dict[str, Any]]()

    def vul(self: WhiteNoise, *waar: Any) -> None:
        if waar not in bekend:
            al, self.files = self.files, {}
            kijk(self, *waar)
            bekend[waar], self.files = self.files, al
        self.files.update(bekend[waar])

    setattr(klasse, naam, vul)
