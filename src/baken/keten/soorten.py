"""Kinds that other layers name; the interfaces never import models."""

from baken.keten.models import Afspraaksoort

__all__ = ["Afspraaksoort"]
