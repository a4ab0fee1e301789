"""The pure core: reading, judging and answering, without I/O, clock or chance."""
