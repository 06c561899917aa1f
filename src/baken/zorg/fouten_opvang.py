"""Errors of shelter."""

from django.utils.translation import gettext_lazy as _

from baken.kern.fouten import BakenError


class PlekBezetError(BakenError):
    """Somebody else took the place for one of these nights first (409)."""

    melding = _("Deze plek is die nacht net door een ander geboekt. Kies een andere plek of nacht.")
