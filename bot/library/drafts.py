"""Writes the first draft of a rule or an article: a valid file with words still to fill in.

`content lint` names every place that is not filled in yet.
"""

from __future__ import annotations

import datetime as dt
import re

from bot.errors import UsageError
from bot.library.checks.wording import UNFILLED

_RULE_ID = re.compile(r"[a-z][a-z0-9_]{2,39}")
_NAME = re.compile(r"[a-z][a-z0-9_]{1,59}")
_FORM = "use small letters, digits and _, beginning with a letter"

_RULE = """\
id: {id}
title: "{todo}: tandanya, dalam beberapa kata"
# experimental runs and is counted but not shown; stable is shown; deprecated does not run.
status: experimental
# How bad it is if it is true: critical, high, medium, low, info.
level: medium
description: "Detects {todo}: who does what to whom, in English, for editors"
# One sign of verdicts.yaml, and where they fit ilo.*, palermo.act|means|purpose.*, mode.*
tags: [sign.{todo_id}]
# Keys of sources/, at least one.
references: [{todo_id}]
date: {today}
detection:
  # One phrase of every group must be found; docs/rules-language.md tells how to write them.
  all:
    - - {todo} frasa pertama
      - {todo} frasa kedua
falsepositives:
  - "{todo}: an honest sentence that looks like it, in English"
advice:
  finding: "{todo}: apa yang terlihat di pesan ini"
  do: "{todo}: satu langkah yang bisa dilakukan"
examples:
  match:
    - "{todo}: kalimat yang harus kena"
    - "{todo}: kalimat lain yang harus kena"
  no_match:
    - "{todo}: kalimat mirip yang tidak boleh kena"
    - "{todo}: kalimat jujur yang tidak boleh kena"
"""

_ARTICLE = """\
id: {id}
title: "{todo}: judul"
# draft is not shown; published is.
status: draft
topic: {topic}
summary: "{todo}: jawaban dalam satu atau dua kalimat"
# Telegram's HTML: b i u s a code blockquote. What changes with time goes into facts, not here.
body: |-
  {todo}: isi jawaban, pendek dan jelas.
# Facts that age, each with its source:
# facts:
#   - label: Biaya paspor
#     value: Rp350.000
#     source: KEY
#     checked: {today}
keywords: []
see_also: []
# Keys of sources/, at least one.
references: [{todo_id}]
reviewed: {today}
reviewed_by: source check
questions:
  # How people ask, in their own spelling; each must find this article first.
  match:
    - "{todo}: pertanyaan pertama"
    - "{todo}: pertanyaan kedua"
    - "{todo}: pertanyaan ketiga"
  # Questions that look alike and belong elsewhere.
  no_match: []
"""


def split_name(name: str) -> tuple[str, str]:
    """The folder (empty where none is given) and the id of ID or FOLDER/ID.

    Raises UsageError where the folder has the wrong form.
    """
    folder, slash, stem = name.rpartition("/")
    if slash and not _NAME.fullmatch(folder):
        raise UsageError(f"`{folder}` cannot be a folder: {_FORM}")
    return folder, stem


def new_rule(name: str, today: dt.date) -> str:
    """The text of a new rule file; raises UsageError where the name has the wrong form."""
    if not _RULE_ID.fullmatch(name):
        raise UsageError(f"`{name}` cannot be a rule's id: {_FORM}, 3 to 40 of them")
    return _RULE.format(id=name, today=today, todo=UNFILLED, todo_id=UNFILLED.lower())


def new_article(name: str, topic: str, today: dt.date) -> str:
    """The text of a new article file; raises UsageError where a name has the wrong form."""
    for each in (name, topic):
        if not _NAME.fullmatch(each):
            raise UsageError(f"`{each}` cannot be an article's id or topic: {_FORM}")
    return _ARTICLE.format(
        id=name, topic=topic, today=today, todo=UNFILLED, todo_id=UNFILLED.lower()
    )
