"""Draws the picture cards that people pass on."""
