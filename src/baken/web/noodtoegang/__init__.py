"""Noodtoegang: asked by number, read for a few hours, judged by the FG."""
