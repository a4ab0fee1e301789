"""What Telegram's HTML takes and what it refuses a message for."""

from __future__ import annotations

import pytest

from bot.library.markup import fault


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tanpa tanda",
        "<b>tebal <i>miring</i></b> <u>u</u><s>s</s> <code>110</code>",
        '<a href="https://a.example/?x=1&amp;y=2">buka</a>',
        '<a href="{url}">{name}</a>',
        "<blockquote expandable>panjang</blockquote><blockquote>x</blockquote>",
        "5 &lt; 6 &gt; 4 &amp; &quot;x&quot; &#128507; &#x1F5FB;",
    ],
)
def test_good_markup_has_no_fault(text: str) -> None:
    assert fault(text) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<b>tebal", "<b> is not closed"),
        ("tebal</b>", "</b> closes nothing that is open"),
        ("<b><i>x</b></i>", "</b> closes nothing that is open"),
        ("<div>x</div>", "<div> is not one of a, b, blockquote, code, i, s, u"),
        ("<B>x</B>", "<B> is not one of a, b, blockquote, code, i, s, u"),
        ("baris<br>", "<br> is not one of a, b, blockquote, code, i, s, u"),
        ('<b class="x">x</b>', '<b class="x"> is written wrongly'),
        ("<a>x</a>", "<a> is written wrongly"),
        ("<a href=x>x</a>", "<a href=x> is written wrongly"),
        ("<blockquote open>x</blockquote>", "<blockquote open> is written wrongly"),
        ("gaji < 5 juta", "a bare < (write &lt;)"),
        ("a -> b", "a bare > (write &gt;)"),
        ("makan & tidur", "a bare & (write &amp;)"),
        ("&nbsp;", "a bare & (write &amp;)"),
    ],
)
def test_a_fault_is_named(text: str, said: str) -> None:
    assert fault(text) == said
