"""How much of a picture or document is read, at most."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
# Telegram lets a bot fetch files of up to 20 MB.
MAX_BYTES = 10 * MEGABYTE
MAX_PIXELS = 25_000_000
MAX_ASPECT = 20
# Pictures are made this large before they are read: letters of 13 pixels are still told apart.
LONGEST_SIDE = 1600
MAX_BOXES = 200
MAX_CODES = 8
MAX_CODE_LENGTH = 1_000
MAX_PAGES = 10
MAX_SCANNED_PAGES = 3
MAX_TEXT = 20_000
# What a document that is packed may become when it is unpacked.
MAX_UNPACKED = 20 * MEGABYTE
MAX_RATIO = 200
# Seconds for one file, after which the process is killed. Before that no further line of a picture
# and no further page is begun, so that what was read is not lost.
SECONDS = 8.0
ENOUGH_SECONDS = 6.0
# Address space of the process; what it really takes is about a quarter.
MAX_MEMORY = 2_048 * MEGABYTE
