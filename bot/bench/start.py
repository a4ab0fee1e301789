"""How soon the first answer is there: `python bot.py` with an offer piped in, from its very start.

The yardstick is importing four libraries that it stands on, on the same machine at the same time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.bench.processes import ROOT
from bot.errors import UsageError

RUNS = 5
IMPORTS = (sys.executable, "-c", "import telegram, pydantic, rapidfuzz, yaml")
RAMBU = (sys.executable, "bot.py")
OFFER = (
    "LOKER KAMBOJA operator situs judi online, gaji 12-15 juta, tiket ditanggung agen, berangkat"
    " pakai visa turis, paspor dipegang kantor selama kontrak. WA +855 12 345 678\n"
)


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds of each run."""

    imports: Sequence[float]
    answers: Sequence[float]

    @property
    def ratio(self) -> float:
        """How many times as long as the imports the answer takes."""
        return median(self.answers) / median(self.imports)

    def lines(self) -> list[str]:
        """The medians and their ratio."""
        return [
            f"imports          {median(self.imports):.2f} s (median of {len(self.imports)})",
            f"an offer answered  {median(self.answers):.2f} s (median of {len(self.answers)})",
            f"ratio            {self.ratio:.1f}",
        ]


def run(runs: int = RUNS) -> Start:
    """Both in turns, after one of each that is not counted. Raises UsageError without an answer."""
    with tempfile.TemporaryDirectory(prefix="rambu-start-") as folder:
        store = f"sqlite:///{Path(folder) / 'rambu.db'}"
        environ = {name: value for name, value in os.environ.items() if name != "RAMBU_TOKEN"}
        environ["RAMBU_STORE_URL"] = store
        pairs = [(_time(IMPORTS, environ), _time(RAMBU, environ)) for _ in range(runs + 1)]
    # The first of each fills the caches: compiled Python, validated content.
    return Start([one for one, _ in pairs[1:]], [other for _, other in pairs[1:]])


def _time(command: Sequence[str], environ: Mapping[str, str]) -> float:
    """Seconds from the start of the process to its end."""
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own program
        command, input=OFFER, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - started
    if done.returncode or (command == RAMBU and not done.stdout.strip()):
        raise UsageError(f"no answer: {done.stderr.strip()[-300:]}")
    return seconds
