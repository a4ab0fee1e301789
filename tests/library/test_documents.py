"""Files that are broken as files: each is named with its line and its cure."""

from __future__ import annotations

from typing import Any

import pytest

# What is written into one file, and the one line that must be said about it.
SAID = {
    "syntax": (
        "slang.yaml",
        "a: b\nc: d: e\n",
        "content/slang.yaml:2: syntax: mapping values are not allowed in this context:"
        " put the text in quotes, or check the spaces in front",
    ),
    "open quotes": (
        "slang.yaml",
        'a: "b\n',
        "content/slang.yaml:2: syntax: while scanning a quoted scalar found unexpected end of"
        " stream: close the quotes that are open",
    ),
    "two documents": (
        "slang.yaml",
        "a: b\n---\nc: d\n",
        "content/slang.yaml:2: syntax: expected a single document in the stream but found another"
        " document: remove the line with three dashes",
    ),
    "tab": (
        "slang.yaml",
        "a: b\n\tc: d\n",
        "content/slang.yaml:2: syntax: a tab: use two spaces instead",
    ),
    "empty": (
        "slang.yaml",
        "# nothing yet\n",
        "content/slang.yaml: file: is empty: fill it in or delete it",
    ),
    "binary": (
        "slang.yaml",
        b"a: b\nc: \xff\xfe\n",
        "content/slang.yaml:2: file: is not text in UTF-8: save it as UTF-8 text",
    ),
    "control characters": (
        "slang.yaml",
        b"a: \x01\n",
        "content/slang.yaml: syntax: control characters are not allowed: remove the invisible"
        " control character",
    ),
    "duplicate key": (
        "slang.yaml",
        "a: b\na: c\n",
        "content/slang.yaml:2: a: is there twice: keep one of the two",
    ),
    "alias": (
        "slang.yaml",
        "a: &x b\nc: *x\n",
        "content/slang.yaml:1: c: an alias (*name) is not used here: write it out again",
    ),
    "tag": (
        "slang.yaml",
        "a: !!binary aGk=\n",
        "content/slang.yaml:1: a: `tag:yaml.org,2002:binary` is not a plain value:"
        " put it in quotes",
    ),
    "key that is a number": (
        "slang.yaml",
        "2: dua\n",
        "content/slang.yaml:1: file: the name of a field is not text: put it in quotes",
    ),
    "not a mapping": (
        "slang.yaml",
        "- a\n- b\n",
        "content/slang.yaml:1: file: is a list where a mapping belongs: write `name: value` lines",
    ),
    "not a list": (
        "roles.yaml",
        "role: other\n",
        "content/roles.yaml:1: file: is a mapping where a list belongs: begin each item with `- `",
    ),
    "nested too deep": (
        "lists/papers.yaml",
        "description: " + "[" * 5000,
        "content/lists/papers.yaml:1: syntax: while increasing flow level exceeded maximum nesting"
        " depth: check the spaces and quotes",
    ),
    "no such day": (
        "laws.yaml",
        "law_a: {cite: a, says: b, source: ministry_s001, checked: 2026-02-30}\n",
        "content/laws.yaml:1: law_a.checked: `2026-02-30` is no date or number: put it in quotes",
    ),
    "wrong ending": (
        "lists/other.yml",
        "description: x\nvalues: [y]\n",
        "content/lists/other.yml: file: its name does not end in .yaml: rename it",
    ),
    "wrong folder": (
        "rules/stray.yaml",
        "id: stray\n",
        "content/rules/stray.yaml: file: is in a folder where no content belongs: move it to a"
        " folder that docs/architecture.md lists (rules/FAMILY/, articles/TOPIC/, …)",
    ),
    "same name in two files": (
        "contacts/more.yaml",
        "hotline: {name: H, kind: ngo, phone: '112', source: ministry_s001, checked: 2026-11-20}",
        "content/contacts/national.yaml: hotline: is already a name in content/contacts/more.yaml:"
        " choose another name",
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_a_broken_file_is_named_with_its_cure(folder: Any, case: str) -> None:
    name, text, said = SAID[case]
    folder.write(name, text)

    assert folder.problems() == [said]
