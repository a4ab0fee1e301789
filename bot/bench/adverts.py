"""Honest advertisements of different jobs in the same few templates, as agencies write them.

Companies and offices are made of words and belong to nobody. Two advertisements always differ in
the job, the country or the company.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

# How many of them name no company.
BARE = 0.1

JOBS = (
    "perawat lansia|caregiver|operator produksi|tukang las|juru masak|pelayan restoran|"
    "pekerja kebun sawit|nelayan kapal ikan|tukang kayu|tukang batu|teknisi listrik|teknisi AC|"
    "sopir truk|sopir forklift|petugas kebersihan|room attendant|barista|tukang cukur|penjahit|"
    "operator mesin CNC|pengemas makanan|pemetik jamur|pekerja rumah kaca|pekerja peternakan ayam|"
    "pekerja peternakan sapi|penjaga gudang|kurir|satpam|pramuniaga|kasir|terapis spa|perawat gigi|"
    "perawat rumah sakit|bidan|apoteker|guru bahasa|penata rambut|tukang cat|tukang pipa|"
    "perakit elektronik|pekerja pengolahan ikan|pekerja laundry|pekerja bandara|staf housekeeping|"
    "koki sushi|asisten dapur|pembuat roti|pekerja konstruksi|operator ekskavator|mekanik mobil|"
    "mekanik kapal|pelaut dek|juru minyak kapal|pekerja galangan|pekerja pabrik tahu|"
    "pemotong daging|"
    "pekerja percetakan|pekerja daur ulang|penyelam|fotografer|desainer interior|penerjemah|"
    "pengasuh anak|penata laksana rumah tangga|tukang kebun|staf gudang dingin"
).split("|")
COUNTRIES = (
    "Jepang|Taiwan|Korea Selatan|Malaysia|Singapura|Hong Kong|Brunei|Jerman|Polandia|Turki|"
    "Selandia Baru|Australia|Kanada|Italia|Hungaria|Slovakia|Qatar|Oman|Makau|Rumania|Kroasia|"
    "Belanda|Austria|Portugal"
).split("|")
_FIRST = (
    "Nawasena Arunika Bhakti Cakra Dwipa Eka Fajar Giri Harapan Indah Jaya Karya Lintas Mandala "
    "Nusa Okta Pelita Quinta Raya Sinar Tirta Utama Vidya Wahana Yasa Zamrud Anugerah Bumi Citra "
    "Duta Bahtera Mutiara Samudra Merapi Rinjani"
).split()
_SECOND = (
    "Migran Sentosa Abadi Lestari Perkasa Sejahtera Makmur Bersama Mulia Cemerlang Persada "
    "Mandiri Gemilang Bangsa Pratama Semesta Karyatama Amanah Internasional Tenaga"
).split()
_CITIES = (
    "Cilacap Indramayu Malang Blitar Ponorogo Cirebon Kendal Mataram Kupang Medan Lampung Bekasi "
    "Semarang Surabaya Yogyakarta Tulungagung Banyuwangi Karawang Subang Denpasar Makassar"
).split()
_NEEDS = (
    "usia {a} sampai {b} tahun|pendidikan minimal SMA|sehat jasmani dan rohani|tidak bertato|"
    "tinggi badan minimal {h} cm|mendapat izin keluarga|belum pernah bekerja di sana|"
    "punya pengalaman {y} tahun|bersedia ikut pelatihan bahasa|memiliki KTP dan KK|"
    "tidak buta warna|mata normal|bersedia kontrak {k} tahun|lulus wawancara dengan pemberi kerja|"
    "SKCK yang masih berlaku|ijazah asli dan akta lahir|sertifikat kompetensi|"
    "surat sehat dari sarana kesehatan resmi|berbadan tegap|rajin dan jujur"
).split("|")
_GIVES = (
    "asrama dekat tempat kerja|makan siang|asuransi kesehatan|cuti tahunan|tiket pulang di akhir "
    "kontrak|lembur dibayar sesuai aturan|libur satu hari seminggu|seragam kerja|"
    "bonus kehadiran|pelatihan sebelum berangkat|jaminan sosial pekerja migran|antar jemput"
).split("|")


@dataclass(frozen=True, slots=True)
class Advert:
    """One advertisement with what it is about."""

    text: str
    job: str
    country: str
    company: str


def adverts(seed: int) -> Iterator[Advert]:
    """Endless advertisements, no two of the same job, country and company."""
    chance = random.Random(seed)  # noqa: S311 (no secret is made)
    known: set[tuple[str, str, str]] = set()
    while True:
        job, country = chance.choice(JOBS), chance.choice(COUNTRIES)
        company = f"{chance.choice(_FIRST)} {chance.choice(_FIRST)} {chance.choice(_SECOND)}"
        template = chance.choice(_TEMPLATES)
        if chance.random() < BARE:
            template, company = chance.choice(_BARE), ""
        if (job, country, company or template) not in known:
            known.add((job, country, company or template))
            text = _write(chance, template, job, country, company)
            yield Advert(text, job, country, company)


def _write(chance: random.Random, template: str, job: str, country: str, company: str) -> str:
    needs = [_filled(chance, need) for need in chance.sample(_NEEDS, chance.randint(4, 8))]
    gives = chance.sample(_GIVES, chance.randint(2, 5))
    return template.format(
        job=job,
        JOB=job.upper(),
        country=country,
        COUNTRY=country.upper(),
        company=company,
        city=chance.choice(_CITIES),
        needs="\n- ".join(needs),
        needs_in_line=", ".join(needs),
        gives="\n- ".join(gives),
        gives_in_line=", ".join(gives),
        licence=chance.randrange(10**11, 10**12),
        people=chance.randrange(2, 60),
        pay=f"{chance.randrange(7, 35)}.{chance.randrange(10)}00.000",
        phone=f"08{chance.randrange(10**8, 10**9)}",
        day=chance.randrange(1, 29),
    )


def _filled(chance: random.Random, need: str) -> str:
    return need.format(
        a=chance.randrange(18, 25),
        b=chance.randrange(30, 46),
        h=chance.randrange(148, 168),
        y=chance.randrange(1, 5),
        k=chance.randrange(1, 4),
    )


_TEMPLATES = (
    "LOWONGAN RESMI {COUNTRY}\nPT {company}\nSIP3MI No. {licence}\n\n"
    "Dibutuhkan {people} orang {job}\nSyarat:\n- {needs}\nFasilitas:\n- {gives}\n"
    "Gaji Rp {pay} per bulan sesuai kontrak.\n"
    "Pendaftaran di kantor cabang {city}, jam kerja. Info {phone}",
    "PT {company} membuka kesempatan kerja sebagai {job} di {country}. "
    "Persyaratan: {needs_in_line}. Kami menyediakan {gives_in_line}. "
    "Penghasilan sekitar Rp {pay} sebulan sebelum potongan. "
    "Berkas diantar ke kantor kami di {city} paling lambat tanggal {day}. Tidak dipungut biaya "
    "di luar ketentuan pemerintah, semua pembayaran ada kuitansinya.",
    "INFO LOKER {COUNTRY}: {JOB}\nPenempatan oleh PT {company} (P3MI resmi, cek di SISKOP2MI)\n"
    "Kuota {people} orang, wawancara di {city}\nKualifikasi: {needs_in_line}\n"
    "Yang didapat: {gives_in_line}\nGaji pokok {pay}/bulan\nHubungi bagian penempatan {phone}",
    "Selamat pagi Bapak Ibu. Bersama ini PT {company} mengumumkan penerimaan calon pekerja migran "
    "untuk jabatan {job} dengan negara tujuan {country}. Peserta yang berminat diharap memenuhi: "
    "{needs_in_line}. Hak pekerja meliputi {gives_in_line}. Sosialisasi diadakan di balai desa "
    "{city} tanggal {day}. Terima kasih atas perhatiannya.",
    "Dicari {job} untuk {country} ✈️\nOleh: PT {company}\n📍 {city}\n✅ {needs_in_line}\n"
    "🎁 {gives_in_line}\n💵 {pay}\n☎️ {phone}\n"
    "Datang langsung ke kantor, bawa berkas lengkap ya kak.",
    "JOB ORDER BARU\nNegara: {country}\nPosisi: {job}\nJumlah: {people}\nPerusahaan penempatan: PT "
    "{company}\nPersyaratan umum\n- {needs}\nHak dan fasilitas\n- {gives}\nTempat seleksi: {city}\n"
    "Catatan: perjanjian penempatan dan perjanjian kerja dijelaskan sebelum ditandatangani.",
    "Dinas tenaga kerja {city} meneruskan lowongan dari PT {company}: {job} di {country}, "
    "{people} orang. Ketentuan {needs_in_line}. Fasilitas {gives_in_line}. Pendaftaran melalui "
    "aplikasi SIAPkerja, tanpa perantara.",
    "Halo teman-teman, kantor kami PT {company} lagi buka pendaftaran {job} ke {country} nih. "
    "Syaratnya {needs_in_line}. Nanti dapat {gives_in_line}. Gajinya kira-kira {pay} sebulan. "
    "Kalau mau tanya-tanya dulu boleh mampir ke kantor {city} atau telepon {phone}.",
)

# Without a company: these differ in the job or the country.
_BARE = (
    "Tempat kerja saya di {country} cari {job}, {people} orang lagi. Yang dicari {needs_in_line}. "
    "Di sini dapat {gives_in_line}. Gaji {pay}. Daftarnya lewat dinas tenaga kerja {city} ya, saya "
    "cuma meneruskan pengumuman dari kantor.",
    "Lowongan {job} {country}\nSyarat:\n- {needs}\nFasilitas:\n- {gives}\nGaji {pay}\n"
    "Seleksi di {city} tanggal {day}, jalurnya program pemerintah, info {phone}",
)
