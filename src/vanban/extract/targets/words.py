"""The grammar of quantities and the words that tell a target from a result and from a rule."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from vanban import lexicon
from vanban.lexicon import any_of
from vanban.quantities import NUMBER
from vanban.text import DIGIT

SCALE = "(?:nghìn |ngàn |vạn |trăm |triệu |tỷ |tỉ )"  # belongs to the unit: "1,5 triệu đồng", "20 nghìn lượt khách"


class Patterns(NamedTuple):
    """The compiled grammar of quantities."""

    quantity: re.Pattern[str]
    label: re.Pattern[str]
    scope: re.Pattern[str]


@cache
def patterns() -> Patterns:
    t = lexicon.table("measures")
    per = r"(?:/(?:10{0,2}\.000 |vạn |triệu )?[a-zà-ỹđ]+)*"  # đồng/người/tháng, bác sĩ/10.000 dân
    money = rf"{SCALE}*(?:đồng|USD|đô la Mỹ)|(?:tỷ|tỉ|triệu)(?!\w)(?! (?:{any_of(t['nouns'])})(?!\w))"
    word = rf"(?!(?:{any_of(t['function_words'])})\b)[a-zà-ỹđ]+"
    noun = rf"{SCALE}*(?:{any_of(t['nouns'])})(?!\w){per}|{SCALE}?{word}{per}(?: {word})?"
    return Patterns(
        quantity=re.compile(
            # A digit at the head, so that search leaps to it; then a fraction or a NUMBER.
            rf"(?P<n1>[{DIGIT}]"
            r"(?<![\w.,/-].)(?:\d?/\d{1,2}(?![.\d])|\d{0,2}(?:\.\d{3})+(?:,\d++)?|\d*+(?:,\d++)?)) ?"
            rf"(?:%? ?(?:-|đến|đên|÷|~) ?(?P<n2>{NUMBER}) ?)?"
            rf"(?:(?P<percent>%{per})"
            rf"|(?P<rate>/10{{0,2}}\.000(?: {word}){{0,3}})"  # 550/100.000 trẻ em
            r"|(?P<times>lần)(?!\w)"
            rf"|(?P<money>{money})(?!\w){per}"
            rf"|(?!(?:{any_of(t['never'])})(?![\w-]))(?P<noun>{noun})"
            r"|(?=[.,;()\n]|$| [*x×] | (?:vào|đến) (?:cuối )?năm| và )(?P<bare>))"
        ),
        label=re.compile(rf"(?:^|[\s(])(?<!ổng )(?:{any_of(t['label'])}) ?:? ?$"),  # "Tổng số 45" is no label
        scope=re.compile(rf"(?:{any_of(t['scope'])})(?:[,/ ]|$)"),
    )


class Words(NamedTuple):
    """What tells a target from a result and from a rule. All but `opening` and `budget` is looked for in lower case."""

    result_headings: tuple[str, ...]
    goal_headings: tuple[str, ...]
    reached: re.Pattern[str]
    reached_hints: tuple[str, ...]
    effort: tuple[str, ...]
    rules: tuple[str, ...]
    opening: re.Pattern[str]
    clause_end: re.Pattern[str]
    clause_begin: re.Pattern[str]
    budget: re.Pattern[str]


@cache
def words() -> Words:
    table = lexicon.table("targets")
    t = {key: any_of(word.removesuffix("…") for word in words) for key, words in table.items()}
    return Words(
        result_headings=tuple(table["result_headings"]),
        goal_headings=tuple(table["goal_headings"]),
        reached=re.compile(
            rf"(?<!\w)(?:{t['reached']})"
            r"|(?<!như )(?<!được )\bđã (?!qua\b|được phê|được ban|nêu|đề ra|quy định|ký|xác|giao|có hiệu)"
            r"|\bnăm qua\b|kết quả là\b"
            r"|(?<!nông thôn )(?<!đô thị )(?<!làm )\bmới (?:đạt|chiếm|bằng|có)"  # but: nông thôn mới đạt chuẩn
            r"|qua (?:hơn |gần )?\d+ năm|trong \d+ năm (?:qua|\()",
        ),
        # One of these stands in whatever the pattern above finds; asking for them is quicker.
        reached_hints=(*table["reached"], "đã ", "năm qua", "kết quả là", "mới ", "qua ", "trong "),
        effort=tuple(word.removesuffix("…") for word in table["effort"]),
        rules=tuple(table["rules"]),
        opening=re.compile(rf"^(?:(?!chỉ tiêu)(?:{t['opening']})[,:]? )+(?=\S)"),
        clause_end=re.compile(rf";|: |\(|\)| [*x×] |\. |\.$|\.\.|…|\n|, (?=(?:{t['clause_ends']})\b)"),
        budget=re.compile(rf"(?:{t['budget']})(?!\w)"),
        clause_begin=re.compile(rf", (?=(?:{t['clause_begins']})\b)"),
    )
