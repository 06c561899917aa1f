"""The version of the library: part of the provenance of every number it makes."""

__version__ = "0.1.0"
