"""Rambu over HTTP: health and numbers for operators, and the server that apps run on."""
