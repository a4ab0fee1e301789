"""How Indonesian chats shorten words: a table of standard words and the forms seen for them."""

from __future__ import annotations

_TABLE = """
ada: ad
agen: agn
aja: aj
apa: ap
apa: ap
atau: ato atw
bagaimana: gmn gimana
bahasa: bhs
baik: baek
banget: bgt bngt
banyak: byk bnyk
bayar: byr
belum: blm blom
berangkat: brgkt brangkat brkt
berapa: brp brapa
besar: bsr
besok: bsk
biaya: bya
bisa: bs bsa
boleh: blh
bulan: bln
bukan: bkn bkan
cepat: cpt
dan: dn
dapat: dpt dapet
dari: dr dri
data: dt
datang: dtg
dengan: dg dgn
dekat: dkt
depan: dpn
di: d
dulu: dl dlu
gaji: gj
gratis: grts
hari: hr hri
harus: hrs hrus
hubungi: hub hubgi
jadi: jd jdi
jangan: jgn jgan jng
juga: jg jga
juta: jt
kalau: klo kl kalo
kami: kmi
kamu: km
kantor: ktr kntr
karena: krn krna
keluar: klr
kerja: krj kerj
kita: kt kta
kok: ko
lagi: lg lgi
laki: lk
langsung: lgsg lsg lngsng
lewat: lwt
lulusan: llsn
makan: mkn
masih: msh
masuk: msk
mau: mo mw
minimal: min
minta: mnt mta
mulai: mule
nama: nm
nanti: nnti ntar
negara: ngr
nomor: no nmr
orang: org orng
paspor: pspr
pekerjaan: pkrjaan
pengalaman: pngalaman pnglmn
perlu: prlu
perusahaan: prshn perush
pulang: plg plng
punya: pny punye
rekening: rek
ribu: rb
rumah: rmh
saja: sj aja
saya: sy sya
sama: sm
sampai: smp smpe
sana: sna
sangat: sgt
satu: stu
sebelum: sblm
sehari: shri
sekali: skli
sekarang: skrg skrng
semua: smua smw
sendiri: sndiri sdr
setelah: stlh
siap: siyap
sini: sni
sudah: udh sdh udah
supaya: spy
syarat: sarat
tahun: thn th
tanpa: tnpa tnp
tapi: tp tpi
tempat: tmpt tmp
tetap: ttp
teman: tmn tmen
terima: trima trm
tidak: gak tdk ga nggak
tidur: tdr
tinggal: tgl tinggl
tunggu: tggu
uang: uag
untuk: utk untk
waktu: wkt
wanita: wnt
yang: yg
"""

CHAT_WORDS: dict[str, tuple[str, ...]] = {
    word: tuple(forms.split())
    for word, forms in (line.split(": ") for line in _TABLE.strip().splitlines())
}
