"""Fits the models of content/models/ on the project's own texts (`python bot.py fit`).

The development data of the evaluation is never read here.
"""
