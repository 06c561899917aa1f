"""Kinds that other layers name; the interfaces never import models."""

from baken.keten.models import Aanwezig, Afspraaksoort, Wijze

__all__ = ["Aanwezig", "Afspraaksoort", "Wijze"]
