"""Draws posters and screenshots as people send them, with the text that stands in each.

Written before the reader and without regard to it. Nothing here knows how pictures are read.
"""
