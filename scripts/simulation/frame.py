"""What stands around a document's own words: the letterhead of two columns, the recipients and the signature."""

from __future__ import annotations

from datetime import date
from random import Random

from simulation import proportions as p
from simulation.chains import Doc
from simulation.country import Issuer
from simulation.wording import Text, written
from vanban import lexicon

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Lò", "Nông", "Vàng", "Thạch", "Kpă")
MIDDLES = ("Văn", "Thị", "Minh", "Quốc", "Đức", "Thanh", "Hữu", "Ngọc")
GIVEN = ("An", "Bình", "Chính", "Dũng", "Giang", "Hà", "Hùng", "Khánh", "Lan", "Long", "Mai", "Nam", "Phong", "Quân", "Tâm", "Thảo", "Tuấn", "Yến")


def letterhead(rng: Random, text: Text, doc: Doc, symbol: str, day: date | None) -> None:
    """Organ and motto side by side, or one under the other; without a day its place is left blank."""
    issuer = doc.issuer
    dated = f"{issuer.place}, ngày {written(day)}" if day else f"{issuer.place}, ngày      tháng {doc.day.month} năm {doc.day.year}"
    mark, label = ("*", f"Số {symbol}") if issuer.party else ("-------", f"Số: {symbol}")
    left = [*_heads(issuer, doc.day), mark, label]
    if issuer.party:
        right = ["ĐẢNG CỘNG SẢN VIỆT NAM", dated]
    else:
        right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "---------------", dated]
    if rng.random() < 0.3:
        text.add("\n".join(left), "\n\n", "\n".join(right), "\n\n")
        return
    right = [*right[:-1], *[""] * (len(left) - len(right)), right[-1]]
    left = [*left, *[""] * (len(right) - len(left))]
    text.add(*(f"{a:<42}{b}".rstrip() + "\n" for a, b in zip(left, right, strict=True)), "\n")


def _heads(issuer: Issuer, day: date) -> list[str]:
    if issuer.level == "central":
        return ["BAN CHẤP HÀNH TRUNG ƯƠNG" if issuer.party else issuer.name.upper()]
    if not issuer.party:
        return ["ỦY BAN NHÂN DÂN", issuer.territory.upper()]
    if issuer.level == "province":
        return [issuer.name.upper()]
    above = issuer.district if issuer.district and day < p.REFORM else _province_of(issuer)
    return [f"ĐẢNG BỘ {above.upper()}", issuer.name.upper()]


def _province_of(issuer: Issuer) -> str:
    return f"{'thành phố' if _of_city(issuer) else 'tỉnh'} {issuer.province}"


def _of_city(issuer: Issuer) -> bool:
    known = lexicon.province(issuer.province or "")
    return known is not None and known.city


def closing(rng: Random, text: Text, doc: Doc) -> None:
    """Recipients and signature, in two columns."""
    issuer, end = doc.issuer, "," if doc.issuer.party else ";"
    signer = f"{rng.choice(FAMILIES)} {rng.choice(MIDDLES)} {rng.choice(GIVEN)}"
    text.add("\n")
    if issuer.level == "central":
        who = [
            f"- Các tỉnh ủy, thành ủy{end}" if issuer.party else "- UBND các tỉnh, thành phố trực thuộc trung ương;",
            "- Lưu Văn phòng." if issuer.party else "- Lưu: VT.",
        ]
        office = (
            [f"T/M {issuer.name.upper()}"] if issuer.party else ["KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"] if issuer.organ == "TTg" else ["TM. CHÍNH PHỦ", "THỦ TƯỚNG"]
        )
    else:
        up = _recipient(issuer, doc.day)
        who = [f"- {up} (b/c){end}", f"- Các cơ quan, đơn vị liên quan{end}", f"- Lưu Văn phòng {issuer.bare}." if issuer.party else "- Lưu: VT."]
        office = ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"] if issuer.party else ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    left = ["Nơi nhận:", *who]
    right = [*office, *[""] * (len(left) - len(office) - 1), signer]
    left += [""] * (len(right) - len(left))
    text.add(*(f"{a:<50}{b}".rstrip() + "\n" for a, b in zip(left, right, strict=True)))


def _recipient(issuer: Issuer, day: date) -> str:
    """Who gets a copy: whoever is above. It names the province, which the letterhead of a district or commune may not."""
    assert issuer.province
    if issuer.level == "province":
        return "Văn phòng Trung ương Đảng" if issuer.party else f"Thường trực {'Thành ủy' if _of_city(issuer) else 'Tỉnh ủy'}"
    if issuer.party:
        return f"Ban Thường vụ {'Thành ủy' if _of_city(issuer) else 'Tỉnh ủy'} {issuer.province}"
    above = f"{issuer.district}, " if issuer.district and day < p.REFORM else ""
    return f"UBND {above}{_province_of(issuer)}"
