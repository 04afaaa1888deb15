"""The texts of the country's documents in official form: title, grounds, numbered sections with targets and tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from simulation import proportions as p
from simulation.chains import Doc, law
from simulation.country import Issuer
from simulation.frame import closing, letterhead
from simulation.wording import Register, Text, kind_name

MERGED_DEPARTMENTS = date(2025, 3, 1)
LOCAL_GOVERNMENT = law("Luật Tổ chức chính quyền địa phương", date(2015, 6, 19))
AIMS = (
    "Tạo chuyển biến rõ nét về nhận thức và hành động của cán bộ, đảng viên và Nhân dân đối với công tác {}.",
    "Xác định rõ việc, rõ người, rõ thời gian; lấy kết quả thực chất về {} làm thước đo.",
    "Gắn nhiệm vụ {} với phát triển kinh tế - xã hội tại từng địa bàn.",
    "Phát huy vai trò người đứng đầu trong lãnh đạo, chỉ đạo công tác {}.",
)
WORK = (
    "Tuyên truyền sâu rộng về {} bằng nhiều hình thức, gần với người dân ở cơ sở.",
    "Rà soát, điều chỉnh các quy định, cơ chế liên quan đến {} cho sát với thực tế.",
    "Huy động các nguồn lực hợp pháp; bố trí kinh phí hằng năm cho {}.",
    "Bồi dưỡng đội ngũ làm công tác {} ở các cấp, nhất là ở cơ sở.",
    "Kiểm tra định kỳ, đột xuất việc {}; chấn chỉnh ngay những nơi làm hình thức.",
    "Xây dựng mô hình điểm về {}, rút kinh nghiệm rồi nhân rộng.",
    "Ứng dụng công nghệ số trong theo dõi, đánh giá kết quả {}.",
    "Biểu dương tập thể, cá nhân có cách làm hay trong {}.",
)
PROBLEMS = (
    "Thời gian qua, công tác {} có bước tiến bộ; song kết quả giữa các nơi chưa đồng đều, nhiều việc còn chậm.",
    "Công tác {} đã đi vào nền nếp ở nhiều nơi. Tuy vậy, việc tổ chức thực hiện còn lúng túng, nguồn lực phân tán.",
    "Trước yêu cầu mới, công tác {} bộc lộ hạn chế, nhất là trong phối hợp giữa các cấp, các ngành.",
)
DEADLINES = ("trước ngày 15/12 hằng năm", "trước ngày 30/11 hằng năm", "trong quý I hằng năm", "định kỳ 6 tháng, hằng năm")


def compose(rng: Random, register: Register, doc: Doc, related: Sequence[Doc], symbol: str, day: date | None) -> Text:
    """The text of a document under a symbol and a date as its file bears them; `related` are earlier documents that it may cite."""
    text = Text(rng, register, doc)
    letterhead(rng, text, doc, symbol, day)
    _title(rng, text, doc)
    if doc.issuer.level == "central":
        _central(rng, text, doc, related)
    elif doc.kind == "QĐ":
        _decision(rng, text, doc, related)
    else:
        _plan(rng, text, doc, related)
    closing(rng, text, doc)
    return text


def _title(rng: Random, text: Text, doc: Doc) -> None:
    text.add(kind_name(doc).upper(), "\n")
    issuer = doc.issuer
    if issuer.level == "central" and issuer.party:
        text.add(f"CỦA {issuer.name.upper()}\n")
    if doc.change == "amends" and doc.object:
        text.add("sửa đổi, bổ sung một số nội dung của ")
        text.cite(doc.object, True)
    elif issuer.level == "central" and not doc.parents:
        text.add(f"{'về' if issuer.party else 'Về'} {doc.words}")
    elif doc.kind == "QĐ":
        text.add("Ban hành Kế hoạch thực hiện ")
        text.cite(doc.parents[0], True)
    elif doc.change is None and rng.random() < p.TITLE_WITHOUT_PARENT:
        text.add(f"{doc.words[0].upper()}{doc.words[1:]} trên địa bàn {issuer.territory}")
    else:
        verb = "bổ sung nhiệm vụ thực hiện " if doc.change == "supplements" else rng.choice(("thực hiện ", "triển khai thực hiện "))
        text.add(verb if issuer.party else verb[0].upper() + verb[1:])
        text.cite(doc.parents[0], True)
    text.add("\n-----\n\n" if issuer.party else "\n\n")


def _central(rng: Random, text: Text, doc: Doc, related: Sequence[Doc]) -> None:
    name, number = doc.subject.names[0], "- " if doc.issuer.party else ". "
    for parent in doc.parents:
        text.add("Căn cứ ")
        text.cite(parent)
        text.add(";\n")
    text.add(rng.choice(PROBLEMS).format(name))
    if related:
        text.add(" Kết quả sơ kết việc thực hiện ")
        text.cite(related[0])
        text.add(" cho thấy cần có giải pháp mạnh mẽ hơn.")
    text.add(f"\n{doc.issuer.name} yêu cầu tập trung thực hiện các nhiệm vụ sau:\n1{number}{_aim(rng, doc)}\n2{number}Phấn đấu đến năm {_end(doc)}:\n")
    _targets(text, doc, "- ")
    for k, work in enumerate(rng.sample(WORK, 3), 3):
        text.add(f"{k}{number}{work.format(rng.choice(doc.subject.names))}\n")
    text.add(f"6{number}Tổ chức thực hiện\n- Các tỉnh ủy, thành ủy, Ủy ban nhân dân các tỉnh, thành phố xây dựng kế hoạch; báo cáo {rng.choice(DEADLINES)}.\n")


def _grounds(rng: Random, text: Text, doc: Doc, join: str, ends: str) -> None:
    """What a document stands on: the documents it carries out, and those that they carry out."""
    for k, parent in enumerate(doc.parents):
        text.add(join if k else "")
        text.cite(parent, False, p.IN_FULL_AGAIN)
        if parent.parents and rng.random() < 0.7:
            text.add(" thực hiện ")
            text.cite(parent.parents[0])
    if doc.change == "inherits" and doc.object:
        text.add("; kế thừa các nội dung còn phù hợp của ")
        text.cite(doc.object)
    text.add(ends)


def _laws(rng: Random, text: Text, doc: Doc) -> None:
    if doc.issuer.party:
        return
    if rng.random() < 0.5:
        text.add("Căn cứ ")
        text.cite(LOCAL_GOVERNMENT)
        text.add(";\n")
    if doc.subject.law and doc.subject.law.day < doc.day and rng.random() < 0.5:
        text.add("Căn cứ ")
        text.cite(doc.subject.law)
        text.add(";\n")


def _decision(rng: Random, text: Text, doc: Doc, related: Sequence[Doc]) -> None:
    text.add(f"{_full(doc.issuer).upper()}\n\n")
    _laws(rng, text, doc)
    text.add("Thực hiện ")
    _grounds(rng, text, doc, ";\nThực hiện ", ";\n")
    _proposal(rng, text, doc, "Theo đề nghị của {} tại ", ".\n")
    text.add(f"\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này các chỉ tiêu đến năm {_end(doc)}:\n")
    _targets(text, doc, "")
    text.add("Điều 2. Nhiệm vụ, giải pháp\n")
    _work(rng, text, doc, related, ". ")
    text.add("Điều 3. Quyết định này có hiệu lực kể từ ngày ký ban hành")
    _replaced(text, doc, " và thay thế ")
    text.add(f".\nĐiều 4. {_lead(doc)} và các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này./.\n")


def _plan(rng: Random, text: Text, doc: Doc, related: Sequence[Doc]) -> None:
    dot = "- " if doc.issuer.party else ". "
    _laws(rng, text, doc)
    who = f"Ban Thường vụ {doc.issuer.name}" if doc.issuer.party else _full(doc.issuer)
    if doc.parents:
        text.add("Thực hiện ")
        _grounds(rng, text, doc, " và ", "")
        _proposal(rng, text, doc, "; theo đề nghị của {} tại ", "")
        text.add(f", {who} ban hành {kind_name(doc)} như sau:\n")
    else:
        text.add(f"Để phù hợp với tình hình thực tế, {who} điều chỉnh như sau:\n")
    text.add(f"I{dot}MỤC ĐÍCH, YÊU CẦU\n1{dot}{_aim(rng, doc)}\n")
    if doc.parents and rng.random() < p.RECITED:
        text.add(f"2{dot}Cụ thể hóa các nhiệm vụ nêu trong ")
        text.cite(doc.parents[0])
        text.add(" phù hợp với điều kiện của địa phương.\n")
    text.add(f"II{dot}CHỈ TIÊU ĐẾN NĂM {_end(doc)}\n")
    _targets(text, doc, dot)
    text.add(f"III{dot}NHIỆM VỤ, GIẢI PHÁP\n")
    _work(rng, text, doc, related, dot)
    text.add(f"IV{dot}TỔ CHỨC THỰC HIỆN\n")
    _tasks(rng, text, doc, dot)
    _replaced(text, doc, f"{kind_name(doc)} này thay thế ", ".\n")


def _replaced(text: Text, doc: Doc, before: str, after: str = "") -> None:
    if doc.change == "replaces" and doc.object:
        text.add(before)
        text.cite(doc.object)
        text.add(after)


def _proposal(rng: Random, text: Text, doc: Doc, before: str, after: str) -> None:
    """A proposal (tờ trình) of the department that leads, in no file."""
    if doc.issuer.party or doc.issuer.level != "province":
        return
    if rng.random() >= p.PROPOSAL and doc.kind != "QĐ":
        return
    text.add(before.format(_lead(doc)))
    text.cite(_proposed(rng, doc), False)
    text.add(after)


def _proposed(rng: Random, doc: Doc) -> Doc:
    code, name = _department(_lead(doc)), f"{_lead(doc)} {doc.issuer.territory}"
    base = f"{doc.issuer.id.rsplit('/', 1)[0]}/{code.lower().replace('đ', 'd')}"
    issuer = Issuer(base, code, False, "province", name, _lead(doc), doc.issuer.province)
    made = Doc(issuer, "TTr", doc.day.replace(day=max(1, doc.day.day - 3)), doc.subject, "", present=False, number=rng.randint(1, 400))
    made.id = f"{base}/{made.day.year}/{made.number}-ttr"
    return made


CODES = {"Ban Dân tộc": "BDT", "Sở Dân tộc và Tôn giáo": "SDTTG"}


def _department(name: str) -> str:
    return CODES.get(name) or "".join(word[0] for word in name.replace("-", " ").replace(",", "").split() if word != "và").upper()


def _aim(rng: Random, doc: Doc) -> str:
    return rng.choice(AIMS).format(doc.subject.names[0])


def _end(doc: Doc) -> int:
    return doc.until if doc.until > doc.day.year else doc.day.year + 5 - doc.day.year % 5


def _targets(text: Text, doc: Doc, dot: str) -> None:
    k = 0
    for (words, _), value in zip(doc.subject.targets, doc.values, strict=True):
        if value is not None:
            k += 1
            label = dot if dot == "- " and doc.issuer.level == "central" else f"{'abcd'[k - 1]}) " if not dot else f"{k}{dot}"
            line = words.format(value)
            text.add(f"{label}{line[0].upper()}{line[1:]}.\n")
    if k == 0:
        text.add("Hoàn thành các chỉ tiêu cấp trên giao hằng năm.\n")


def _work(rng: Random, text: Text, doc: Doc, related: Sequence[Doc], dot: str) -> None:
    works = rng.sample(WORK, 2)
    for k, work in enumerate(works, 1):
        text.add(f"{k}{dot}{work.format(rng.choice(doc.subject.names))}\n")
    if related:
        text.add(f"3{dot}Lồng ghép với các nhiệm vụ tại ")
        text.cite(rng.choice(related))
        text.add("; tránh chồng chéo, lãng phí.\n")


def _lead(doc: Doc) -> str:
    lead, level = doc.subject.lead, doc.issuer.level
    if level == "province":
        return lead[doc.day >= MERGED_DEPARTMENTS]
    return lead[2] if level == "district" else lead[3] if doc.day >= p.REFORM else "Công chức chuyên môn"


PARTY_LEADS = {"province": "Tỉnh ủy", "district": "Huyện ủy", "commune": "Đảng ủy"}
BELOW = {"province": "các huyện, thị xã, thành phố", "district": "các xã, phường, thị trấn"}


def _tasks(rng: Random, text: Text, doc: Doc, dot: str) -> None:
    issuer, kind = doc.issuer, kind_name(doc)
    level = {"province": "tỉnh", "district": "huyện", "commune": "xã"}[issuer.level]
    if issuer.party:
        own = issuer.bare
        text.add(f"1{dot}Đảng ủy Ủy ban nhân dân {level} lãnh đạo cụ thể hóa {kind} này {_deadline(rng, doc)}.\n")
        text.add(f"2{dot}Văn phòng {own} chủ trì, phối hợp với Ủy ban Kiểm tra {own} theo dõi, đôn đốc; báo cáo Ban Thường vụ {own} {rng.choice(DEADLINES)}.\n")
        return
    text.add(f"1{dot}{_lead(doc)} chủ trì, phối hợp với các cơ quan liên quan hướng dẫn, tổng hợp, báo cáo {issuer.bare} {rng.choice(DEADLINES)}.\n")
    if issuer.level != "commune" and doc.day < p.REFORM:
        text.add(f"2{dot}Ủy ban nhân dân {BELOW[issuer.level]} ban hành kế hoạch {_deadline(rng, doc)}.\n")
    else:
        text.add(f"2{dot}Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam {level} tuyên truyền, vận động Nhân dân tham gia.\n")


def _deadline(rng: Random, doc: Doc) -> str:
    month, year = (doc.day.month + 2, doc.day.year) if doc.day.month < 11 else (doc.day.month - 10, doc.day.year + 1)
    return f"trước ngày {rng.choice((15, 28)):02d}/{month:02d}/{year}" if rng.random() < 0.6 else f"trong tháng {month:02d}/{year}"


def _full(issuer: Issuer) -> str:
    return issuer.name.replace("UBND", "Ủy ban nhân dân")
