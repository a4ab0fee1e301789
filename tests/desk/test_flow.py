"""From a report to the news for who sent it, through the real channel and the fake Bot API."""

from __future__ import annotations

from pathlib import Path

from bot.core.engine import Engine
from bot.desk.roles import INVITE_LIFE
from bot.storage.cases import HOLD
from tests.desk.conftest import DESK, Town, actions, opened_town

ANI, BUDI, CITRA = 101, 102, 103
RINA, SARI, TONO = 901, 902, 903
AD = (
    "LOKER KAMBOJA operator situs judi online, gaji 12-15 juta, tiket ditanggung agen, berangkat"
    " pakai visa turis, paspor dipegang kantor selama kontrak. WA +855 12 345 678"
)
MILD = (
    "Lowongan perawat lansia di Jepang lewat PT Maju Jaya Abadi, gaji 18 juta sebulan, bahasa N4,"
    " pendaftaran langsung di kantor cabang Bandung setiap hari kerja"
)


async def case_of(town: Town, receipt: str, user: int) -> str:
    [report] = [
        each for each in await town.store.reports_of(town.keys.of(user)) if each.receipt == receipt
    ]
    return report.case


async def read(town: Town, case: str, user: int, level: str) -> dict[str, object]:
    """A reader takes a case and decides."""
    card = await town.say(DESK, "/antrean", user_id=user)
    await town.press(DESK, card, f"desk:claim:{case}", user)
    return await town.press(DESK, card, f"desk:vote:{case}:{level}", user)


async def test_a_report_is_confirmed_by_two_and_its_sender_hears(town: Town) -> None:
    for user in (RINA, SARI):
        await town.member(user)
    verdict = await town.say(ANI, AD)
    assert "report" in actions(verdict)
    page = await town.press(ANI, verdict, "report")
    assert AD.split(",")[0] in page["text"]
    assert await town.store.reports_of(town.keys.of(ANI)) == []

    thanks = await town.press(ANI, page, "report_send:tck")

    [report] = await town.store.reports_of(town.keys.of(ANI))
    assert report.receipt in thanks["text"]
    assert town.plain("desk.new", id=report.case, kind=town.texts["case.report"]) in town.heard(
        DESK
    )
    card = await read(town, report.case, RINA, "danger")
    assert town.plain("desk.second") in card["text"]
    assert town.plain("outcome.same", after="BAHAYA") not in town.heard(ANI)[-1]

    card = await read(town, report.case, SARI, "danger")

    assert town.plain("desk.decided", level=town.texts["level.danger"]) in card["text"]
    assert town.plain("outcome.same", after=town.texts["level.danger"]) in town.heard(ANI)[-1]


async def test_similar_offers_are_one_case_of_several_people(town: Town) -> None:
    first = await town.report(ANI, AD)
    await town.report(BUDI, AD.replace("LOKER", "LOKERR") + " 🔥🔥 buruan")

    case = await town.store.desk_case(await case_of(town, first, ANI))

    assert case is not None
    assert case.reporters == 2
    assert len([text for text in town.heard(DESK) if "Kasus baru" in text]) == 1


async def test_many_reports_by_one_person_change_nothing(town: Town) -> None:
    verdict = await town.say(ANI, MILD)
    for _ in range(9):
        page = await town.press(ANI, verdict, "report")
        await town.press(ANI, page, "report_send:tck")

    [report] = await town.store.reports_of(town.keys.of(ANI))
    case = await town.store.desk_case(report.case)
    assert case is not None
    assert case.reporters == 1
    assert town.plain("report.many") in town.heard(ANI)[-1]
    later = await town.say(CITRA, MILD)
    assert later["text"].split("\n")[0] == verdict["text"].split("\n")[0]


async def test_a_correction_reaches_everybody_who_was_told_otherwise_and_asked(town: Town) -> None:
    for user in (RINA, SARI, TONO):
        await town.member(user)
    receipt = await town.report(ANI, MILD)
    await town.report(BUDI, MILD, choice="tc")
    await town.report(CITRA, MILD, choice="k")
    case = await case_of(town, receipt, ANI)
    before = {chat: len(town.heard(chat)) for chat in (ANI, BUDI, CITRA)}

    await read(town, case, RINA, "danger")
    await read(town, case, SARI, "danger")

    for chat in (ANI, CITRA):
        news = town.heard(chat)[before[chat] :]
        assert len(news) == 1
        assert "Koreksi" in news[0]
        assert town.texts["level.danger"] in news[0]
    assert len(town.heard(BUDI)) == before[BUDI]
    later = await town.say(555, MILD)
    assert town.plain("seen.danger") in later["text"]


async def test_a_disagreement_takes_a_third_reader(town: Town) -> None:
    for user in (RINA, SARI, TONO):
        await town.member(user)
    case = await case_of(town, await town.report(ANI, AD), ANI)

    await read(town, case, RINA, "danger")
    await read(town, case, SARI, "caution")
    open_case = await town.store.desk_case(case)
    assert open_case is not None
    assert open_case.verdict == ""

    await read(town, case, TONO, "caution")
    decided = await town.store.desk_case(case)
    assert decided is not None
    assert decided.verdict == "caution"


async def test_nobody_decides_twice_or_without_taking_the_case(town: Town) -> None:
    await town.member(RINA)
    await town.member(SARI)
    case = await case_of(town, await town.report(ANI, AD), ANI)
    card = await town.say(DESK, "/antrean", user_id=RINA)

    await town.press(DESK, card, f"desk:vote:{case}:danger", RINA)
    assert town.notices()[-1] == town.texts["desk.not_yours"]
    await town.press(DESK, card, f"desk:claim:{case}", RINA)
    await town.press(DESK, card, f"desk:claim:{case}", SARI)
    assert town.notices()[-1] == town.texts["desk.taken"]
    await town.press(DESK, card, f"desk:vote:{case}:danger", RINA)
    await town.press(DESK, card, f"desk:claim:{case}", RINA)
    await town.press(DESK, card, f"desk:vote:{case}:danger", RINA)

    found = await town.store.desk_case(case)
    assert found is not None
    assert found.verdict == ""
    town.clock.now += HOLD
    await town.press(DESK, card, f"desk:claim:{case}", SARI)
    await town.press(DESK, card, f"desk:vote:{case}:danger", SARI)
    found = await town.store.desk_case(case)
    assert found is not None
    assert found.verdict == "danger"


async def test_a_stranger_in_the_chat_of_the_desk_can_do_nothing(town: Town) -> None:
    await town.member(RINA)
    case = await case_of(town, await town.report(ANI, AD), ANI)
    card = await town.say(DESK, "/antrean", user_id=RINA)
    before = card["text"]
    for act in (
        f"claim:{case}", f"vote:{case}:danger", f"skip:{case}", f"see:{case}", f"reopen:{case}",
        f"example:{case}:0", "next", f"dismiss:{town.keys.of(RINA)}",
    ):  # fmt: skip
        await town.press(DESK, card, f"desk:{act}", 666)
        assert town.notices()[-1] == town.texts["desk.members_only"]
    for command in ("/antrean", "/undang", "/petugas", "/angka", f"/jejak {case}"):
        reply = await town.say(DESK, command, user_id=666)
        assert reply["text"] == town.plain("desk.members_only")

    assert town.api.world.messages[DESK, card["message_id"]]["text"] == before
    found = await town.store.desk_case(case)
    assert found is not None
    assert (found.holder, found.verdict) == ("", "")


async def test_the_desks_buttons_do_nothing_elsewhere(town: Town) -> None:
    await town.member(RINA, "lead")
    case = await case_of(town, await town.report(ANI, AD), ANI)
    message = await town.say(RINA, "halo")

    answer = await town.press(RINA, message, f"desk:claim:{case}")
    other = -1000000000999
    await town.say(other, "/cek " + AD, user_id=RINA)
    await town.press(other, town.last(other), f"desk:claim:{case}", RINA)

    assert answer["text"] == town.plain("press.unknown")
    found = await town.store.desk_case(case)
    assert found is not None
    assert found.holder == ""


async def test_a_reader_may_not_do_what_leads_do(town: Town) -> None:
    await town.member(RINA)
    reply = await town.say(DESK, "/undang", user_id=RINA)

    assert reply["text"] == town.plain("desk.lead_only")


async def test_an_invitation_makes_a_reader_once_and_ends(town: Town) -> None:
    await town.member(RINA, "lead")
    reply = await town.say(DESK, "/undang", user_id=RINA)
    payload = reply["text"].partition("?start=")[2].split()[0]

    welcome = await town.say(SARI, f"/start {payload}")
    assert welcome["text"] == town.plain("desk.joined")
    assert await town.store.role_of(town.keys.of(SARI)) == "reader"
    again = await town.say(TONO, f"/start {payload}")
    assert again["text"] == town.plain("desk.invite_over")

    reply = await town.say(DESK, "/undang koordinator", user_id=RINA)
    late = reply["text"].partition("?start=")[2].split()[0]
    town.clock.now += INVITE_LIFE
    assert (await town.say(TONO, f"/start {late}"))["text"] == town.plain("desk.invite_over")
    assert await town.store.role_of(town.keys.of(TONO)) is None


async def test_who_is_dismissed_is_out_at_once(town: Town) -> None:
    await town.member(RINA, "lead")
    sari = await town.member(SARI)
    await town.report(ANI, AD)
    members = await town.say(DESK, "/petugas", user_id=RINA)
    assert f"desk:dismiss:{sari}" in actions(members)

    await town.press(DESK, members, f"desk:dismiss:{sari}", RINA)

    reply = await town.say(DESK, "/antrean", user_id=SARI)
    assert reply["text"] == town.plain("desk.members_only")


async def test_a_skipped_case_goes_to_others(town: Town) -> None:
    await town.member(RINA)
    await town.member(SARI)
    case = await case_of(town, await town.report(ANI, AD), ANI)
    card = await town.say(DESK, "/antrean", user_id=RINA)

    await town.press(DESK, card, f"desk:skip:{case}", RINA)

    assert (await town.say(DESK, "/antrean", user_id=RINA))["text"] == town.plain("desk.empty")
    assert f"desk:claim:{case}" in actions(await town.say(DESK, "/antrean", user_id=SARI))


async def test_a_note_is_an_answer_to_a_card(town: Town) -> None:
    await town.member(RINA)
    case = await case_of(town, await town.report(ANI, AD), ANI)
    card = await town.say(DESK, "/antrean", user_id=RINA)

    reply = await town.say(
        DESK, "PT ini tidak ada di SISKOP2MI", user_id=RINA, reply_to=card["message_id"]
    )
    assert reply["text"] == town.plain("desk.noted", id=case)
    shown = await town.say(DESK, "/antrean", user_id=RINA)
    assert "PT ini tidak ada" in shown["text"]
    await town.say(DESK, "saya orang luar", user_id=666, reply_to=card["message_id"])
    trail = await town.say(DESK, f"/jejak {case}", user_id=RINA)
    assert "orang luar" not in trail["text"]
    assert town.texts["act.note"] in trail["text"]


async def test_a_decision_is_taken_back_by_a_lead_and_told_anew(town: Town) -> None:
    await town.member(RINA, "lead")
    await town.member(SARI)
    case = await case_of(town, await town.report(ANI, AD), ANI)
    await read(town, case, RINA, "danger")
    card = await read(town, case, SARI, "danger")
    await town.press(DESK, card, f"desk:reopen:{case}", SARI)
    assert town.notices()[-1] == town.texts["desk.lead_only"]

    await town.press(DESK, card, f"desk:reopen:{case}", RINA)
    await read(town, case, SARI, "not_offer")

    assert "Koreksi" in town.heard(ANI)[-1]
    assert town.texts["level.not_offer"] in town.heard(ANI)[-1]


async def test_the_figures_tell_what_waits_and_who_agrees(town: Town) -> None:
    await town.member(RINA)
    await town.member(SARI)
    case = await case_of(town, await town.report(ANI, AD), ANI)
    await town.report(BUDI, MILD)
    await read(town, case, RINA, "danger")
    await read(town, case, SARI, "danger")

    figures = await town.say(DESK, "/angka", user_id=RINA)

    assert "Menunggu: 1 (" in figures["text"]
    assert "hari terakhir: 1" in figures["text"]
    assert figures["text"].count("100%") == 2


async def test_an_appeal_is_a_leads_to_decide_and_its_sender_hears_why(town: Town) -> None:
    await town.member(RINA, "lead")
    await town.member(SARI)
    words = "PT Maju Jaya Abadi: izin kami aktif, buktinya nomor SIP3MI di situs KP2MI"
    page = await town.say(ANI, f"/banding {words}")
    await town.press(ANI, page, "appeal_send")
    [report] = await town.store.reports_of(town.keys.of(ANI))
    card = await town.say(DESK, "/antrean", user_id=SARI)
    assert words in card["text"]
    await town.press(DESK, card, f"desk:claim:{report.case}", SARI)
    await town.press(DESK, card, f"desk:vote:{report.case}:accepted", SARI)
    assert town.notices()[-1] == town.texts["desk.lead_only"]
    town.clock.now += HOLD
    await town.say(DESK, "Daftar kami perbarui", user_id=RINA, reply_to=card["message_id"])
    await town.press(DESK, card, f"desk:claim:{report.case}", RINA)

    await town.press(DESK, card, f"desk:vote:{report.case}:accepted", RINA)

    assert town.plain("outcome.accepted") in town.heard(ANI)[-1]
    assert "Daftar kami perbarui" in town.heard(ANI)[-1]


async def test_what_is_wrong_becomes_an_example_with_one_press(town: Town) -> None:
    await town.member(RINA)
    verdict = await town.say(ANI, AD)
    [wrong] = [action for action in actions(verdict) if action.startswith("wrong:")]
    page = await town.press(ANI, verdict, wrong)
    assert "wrong_send:milder" in actions(page)
    assert await town.store.reports_of(town.keys.of(ANI)) == []
    await town.press(ANI, page, "wrong_send:milder")
    [report] = await town.store.reports_of(town.keys.of(ANI))
    assert "855" not in report.text

    card = await read(town, report.case, RINA, "caution")
    [first, *_] = [each for each in actions(card) if each.startswith("desk:example:")]
    await town.press(DESK, card, first, RINA)

    assert town.notices()[-1] == town.texts["desk.example_kept"]
    [example] = await town.store.desk_examples()
    assert (example.rule, example.kind) == (report.rules[0], "no_match")
    assert example.text == report.text
    assert town.plain("outcome.wrong") in town.heard(ANI)[-1]


async def test_withdrawing_takes_a_case_from_the_desk(town: Town) -> None:
    await town.member(RINA)
    receipt = await town.report(ANI, AD)
    mine = await town.say(ANI, "/laporan")
    assert receipt in mine["text"]

    await town.press(ANI, mine, f"report_drop:{receipt}")

    assert (await town.say(DESK, "/antrean", user_id=RINA))["text"] == town.plain("desk.empty")
    assert await town.store.export_person(town.keys.of(ANI)) == {} or "reports" not in (
        await town.store.export_person(town.keys.of(ANI))
    )


async def test_without_a_desk_people_are_told_that_nobody_reads(
    engine: Engine, tmp_path: Path
) -> None:
    async with opened_town(engine, tmp_path, None) as town:
        verdict = await town.say(ANI, AD)
        page = await town.press(ANI, verdict, "report")
        assert "belum ada relawan" in page["text"]
        thanks = await town.press(ANI, page, "report_send:tck")

        assert town.plain("report.will_tell") not in thanks["text"]
        [report] = await town.store.reports_of(town.keys.of(ANI))
        assert report.state == "waiting"
        assert await town.store.export_person(town.keys.of(ANI))
        assert "watches" not in await town.store.export_person(town.keys.of(ANI))


async def test_the_desk_is_told_of_offers_that_were_changed_until_rambu_said_less(
    town: Town,
) -> None:
    await town.member(RINA)
    values = '{"versions": 4, "from": "danger", "to": "unverified", "silent": ["closed_group"]}'
    note = await town.store.add_note("tuning", values, town.clock.now)

    page = await town.say(DESK, "/catatan", user_id=RINA)
    assert "4 kali" in page["text"]
    await town.press(DESK, page, f"desk:drop:{note}", 666)
    assert len(await town.store.list_notes()) == 1
    await town.press(DESK, page, f"desk:drop:{note}", RINA)

    assert await town.store.list_notes() == []


async def test_reports_by_many_people_do_not_change_what_rambu_says(town: Town) -> None:
    before = await town.say(ANI, MILD)
    for person in range(300, 312):
        await town.report(person, MILD)

    after = await town.say(BUDI, MILD)

    assert after["text"].split("\n")[0] == before["text"].split("\n")[0]
    assert town.plain("seen.open") in after["text"]


async def test_forged_buttons_of_reports_change_nothing(town: Town) -> None:
    receipt = await town.report(ANI, AD)
    message = await town.say(BUDI, "halo")
    group = -1000000000777
    await town.say(group, f"/cek {AD}", user_id=BUDI)
    kept = await town.store.reports_of(town.keys.of(ANI))
    for data in (
        f"report_drop:{receipt}", "report_send:tck", "wrong_send:milder", "wrong_send:x",
        "appeal_send", "invite:0", "report:zzzz", "reports", "official",
    ):  # fmt: skip
        await town.press(BUDI, message, data)
        await town.press(group, town.last(group), data, BUDI)

    assert await town.store.reports_of(town.keys.of(ANI)) == kept
    assert await town.store.reports_of(town.keys.of(BUDI)) == []
    assert await town.store.role_of(town.keys.of(BUDI)) is None


async def test_an_offer_whose_message_is_gone_has_to_be_sent_again(town: Town) -> None:
    [sent] = town.api.people.say(ANI, AD)
    await town.settle()
    verdict = town.last(ANI)
    del town.api.world.messages[ANI, verdict["message_id"]]["reply_to_message"]
    assert sent["message_id"] != verdict["message_id"]

    answer = await town.press(ANI, verdict, "report")

    assert answer["text"] == town.plain("report.again")


async def test_what_a_command_is_about_can_be_reported(town: Town) -> None:
    [ad] = town.api.people.say(ANI, AD)
    await town.settle()
    for command, more in ((f"/cek {MILD}", {}), ("/cek", {"reply_to": ad["message_id"]})):
        verdict = await town.say(ANI, command, **more)
        page = await town.press(ANI, verdict, "report")
        assert (MILD if not more else AD) in page["text"]
        assert "/cek" not in page["text"]


async def test_of_a_forward_only_the_offer_is_shared(town: Town) -> None:
    town.api.people.forward(ANI, MILD, origin="user", comment="ini dari sepupuku Joko, benar gak?")
    await town.settle()

    page = await town.press(ANI, town.last(ANI), "report")

    assert MILD in page["text"]
    assert "Joko" not in page["text"]


async def test_ticks_change_what_would_be_sent(town: Town) -> None:
    verdict = await town.say(ANI, AD)
    page = await town.press(ANI, verdict, "report:tk")
    assert "[kontak]" in page["text"]
    assert "855" not in page["text"]
    page = await town.press(ANI, verdict, "report:ck")
    assert "+85512345678" in page["text"]
    page = await town.press(ANI, verdict, "report:-")
    assert town.plain("report.preview_nothing") in page["text"]

    await town.press(ANI, page, "report_send:-")

    [report] = await town.store.reports_of(town.keys.of(ANI))
    assert (report.text, report.contacts) == ("", "")
    assert "watches" not in await town.store.export_person(town.keys.of(ANI))


async def test_official_channels_get_a_text_that_the_person_sends(town: Town) -> None:
    verdict = await town.say(ANI, AD)

    page = await town.press(ANI, verdict, "official")

    assert town.texts["official.begin"] in page["text"]
    assert "Komdigi" in page["text"]
    links = [
        button["url"]
        for row in page["reply_markup"]["inline_keyboard"]
        for button in row
        if "url" in button
    ]
    assert all(link.startswith("https://wa.me/62") for link in links)
    assert links
    assert await town.store.reports_of(town.keys.of(ANI)) == []


async def test_a_press_that_is_handled_again_shows_what_it_did(town: Town) -> None:
    await town.member(RINA)
    await town.member(SARI)
    case = await case_of(town, await town.report(ANI, AD), ANI)
    for user, shown in ((RINA, "desk.second"), (SARI, "desk.decided")):
        card = await read(town, case, user, "danger")
        words = town.plain(shown, level=town.texts["level.danger"])
        for _ in range(2):
            again = await town.press(DESK, card, f"desk:vote:{case}:danger", user)
            assert words in again["text"]

    assert len([text for text in town.heard(ANI) if "Kabar dari relawan" in text]) == 1
    assert len(await town.store.case_decisions(case)) == 2


async def test_the_desk_works_on_postgresql_too(
    engine: Engine, tmp_path: Path, postgres_url: str
) -> None:
    async with opened_town(engine, tmp_path, DESK, postgres_url) as town:
        for user in (RINA, SARI):
            await town.member(user)
        case = await case_of(town, await town.report(ANI, MILD), ANI)
        await town.report(BUDI, MILD)
        await read(town, case, RINA, "danger")
        await read(town, case, SARI, "danger")

        for chat in (ANI, BUDI):
            assert "Koreksi" in town.heard(chat)[-1]
        assert town.plain("seen.danger") in (await town.say(CITRA, MILD))["text"]
        await town.say(ANI, "/hapus")
        assert await town.store.export_person(town.keys.of(ANI)) == {}
        figures = await town.say(DESK, "/angka", user_id=RINA)
        assert "hari terakhir: 1" in figures["text"]


async def test_who_asks_to_be_forgotten_is_not_written_to(town: Town) -> None:
    await town.member(RINA)
    await town.member(SARI)
    case = await case_of(town, await town.report(ANI, AD), ANI)
    await town.report(BUDI, AD)

    await town.say(ANI, "/hapus")
    heard = len(town.heard(ANI))
    await read(town, case, RINA, "danger")
    await read(town, case, SARI, "danger")

    assert len(town.heard(ANI)) == heard
    assert "Kabar dari relawan" in town.heard(BUDI)[-1]


async def test_cards_lose_their_words_when_a_report_is_taken_back_or_forgotten(town: Town) -> None:
    await town.member(RINA)
    for take_back in ("report_drop", "/hapus"):
        receipt = await town.report(ANI, AD)
        await town.report(BUDI, AD.replace("LOKER", "Lowongan"))
        cards = [await town.say(DESK, "/antrean", user_id=RINA) for _ in range(2)]
        assert all("visa turis" in card["text"] for card in cards)

        if take_back == "/hapus":
            await town.say(ANI, take_back)
        else:
            await town.press(ANI, town.last(ANI), f"report_drop:{receipt}")

        for card in cards:
            shown = town.api.world.messages[DESK, card["message_id"]]
            assert shown["text"] == town.plain("desk.withdrawn")
        assert await town.store.stale_shown() == []
        again = await town.say(DESK, "/antrean", user_id=RINA)
        assert "Lowongan KAMBOJA" in again["text"]
        await town.say(BUDI, "/hapus")


async def test_a_card_that_cannot_be_emptied_now_is_emptied_later(town: Town) -> None:
    await town.member(RINA)
    receipt = await town.report(ANI, AD)
    card = await town.say(DESK, "/antrean", user_id=RINA)
    town.api.world.faults.add(method="editMessageText", chat_id=DESK, code=502, count=2)
    await town.press(ANI, town.last(ANI), f"report_drop:{receipt}")

    await town.say(DESK, "/meja", user_id=RINA)

    shown = town.api.world.messages[DESK, card["message_id"]]
    assert shown["text"] == town.plain("desk.withdrawn")
