"""Conversations that chats are drawn of, in the manner of the project's corpus."""

from __future__ import annotations

from tests.photo.drawing.canvas import Turn
from tests.photo.drawing.chats import ME


def _turns(them: str, *lines: str) -> tuple[Turn, ...]:
    """A line that begins with `>` is the owner's; all others are said by `them`."""
    return tuple(
        Turn(ME, line[1:].strip()) if line.startswith(">") else Turn(them, line) for line in lines
    )


TALKS: dict[str, tuple[Turn, ...]] = {
    "admin": _turns(
        "Bang Riko",
        "> kerja apa kak?",
        "admin dek, balesin chat member doang",
        "> negara mana?",
        "deket thailand. nanti transit dulu di vietnam terus dijemput mobil kantor",
        "> visanya?",
        "turis dulu gpp semua juga gitu, ntar di dalem diurusin",
        "> ada biaya?",
        "0 rupiah. malah orang tua kamu dapat 5 juta sebelum berangkat",
    ),
    "phone": _turns(
        "+855 12 345 678",
        "Malam bang, masih nyari kerjaan?",
        "> masih, yang di batam kemarin ga jadi",
        "Ini ada di Phnom Penh, admin keuangan deposit wd. 9 juta pokok, bonus target",
        "> itu dimana bang",
        "Kota besar kok, ada mall nya. Pokoknya enak",
        "Kirim foto paspor sama video ngetik 1 menit. Kalau lolos lusa terbang",
        "Nanti di bandara jangan ngomong kerja, ngomong aja jalan-jalan ke singapur",
    ),
    "aunt": _turns(
        "Budhe Sri",
        "Nduk, mau ikut kerja ke Malaysia? Jaga toko, gaji 6 juta",
        "> mau budhe, pakai apa berangkatnya?",
        "Naik kapal dari Tanjung Balai malam hari, bareng lima orang. Tidak usah paspor",
        "> lho kok tidak pakai paspor?",
        "Nanti dibuatkan di sana. Umurmu ditulis 21 saja ya, biar gampang",
        "> aku kan masih 16 budhe",
        "Tidak apa-apa, semua juga begitu. Jangan bilang bapakmu dulu",
    ),
    "agency": _turns(
        "Yuli PT Lentera",
        "Selamat siang mbak Rina, saya Yuli staf PT Lentera Kerja Samudra cabang Blitar",
        "> siang mbak, job Hong Kong masih ada?",
        "Masih ada, majikan di Sha Tin, jaga anak 5 tahun, gaji HK$5.220",
        "> biayanya bagaimana?",
        "Nggak usah transfer apa-apa ya mbak, MCU nanti bayar sendiri di kliniknya dapat kuitansi",
        "Monggo datang ke kantor Jl. Kelud Barat 12 sama bapak, kontraknya saya tunjukkan dulu",
        "> baik mbak, Senin saya ke kantor",
    ),
    "cry": _turns(
        "Kak Nia",
        "dek kamu di mana? kok lama ga ada kabar",
        "> kak tolong aku disekap di Myawaddy",
        "> paspor diambil bos, ga boleh keluar, kemarin aku dipukul",
        "ya Allah. bisa telepon?",
        "> ga bisa, hp cuma boleh dipegang 10 menit",
    ),
    "debt": _turns(
        "Leader Andi",
        "Total utangmu 72 juta ya: proses 40, bunga 20, jaminan 12",
        "> kok banyak banget, katanya gratis",
        "Kalau mau pulang bayar dulu lunas. Kalau tidak, kamu dijual ke perusahaan lain",
        "> saya mau pulang bang, tolong",
        "Target kamu bulan ini belum masuk. Kerja dulu",
    ),
    "loan": _turns(
        "Admin Kanada Jaya",
        "Visa kerja sudah disetujui kak, tinggal pelunasan",
        "> berapa kak?",
        "DP 15 juta ke rekening atas nama bendahara kami, hari ini juga. Slot tinggal 3",
        "> kok rekening pribadi?",
        "Rekening kantor sedang limit. Nanti visa turis dulu lalu konversi work permit di sana",
        "> saya pikir-pikir dulu",
        "Jangan lama-lama kak, kalau batal uang pendaftaran hangus",
    ),
    "local": _turns(
        "HRD Sentra Boga",
        "Halo Kak Bagas, perkenalkan saya Tiara, recruiter PT Sentra Boga Mandiri",
        "Apakah berkenan interview posisi Staff Gudang (Gresik), Rabu pukul 10.00, "
        "di kantor Jl. Veteran Kulon 90?",
        "> bersedia kak, apa yang perlu dibawa?",
        "Cukup KTP dan CV. Proses rekrutmen kami gratis dan tidak ada kerja sama dengan travel",
        "> baik, terima kasih",
    ),
}

GROUP: tuple[Turn, ...] = (
    Turn("Mas Bowo", "Info loker Bavet, butuh 6 orang, pegang akun medsos, ngobrol sama member"),
    Turn("Dina", "gajinya berapa mas?"),
    Turn("Mas Bowo", "Gaji pokok 750 dolar, jam kerja 13 jam, HP pribadi cuma boleh sesudah kerja"),
    Turn(ME, "berangkatnya pakai visa apa?"),
    Turn("Mas Bowo", "Turis. Naik pesawat ke Saigon, nanti ada mobil yang jemput"),
    Turn("Pak RT", "Hati-hati ya, tanya dulu ke Disnaker"),
)
