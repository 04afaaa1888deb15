"""How the simulated country behaves: every proportion in one place.

What they rest on. Counted in published documents of provinces on a few directives: 96 to 97 % of the first mentions of a document carry its date; a first
mention nearly always names the issuer; Party committees answer in two to four months, governments in one or two after that; most Party answers are plans
(kế hoạch), some programmes or directives. Known from the rules: terms, restarting numbers, the levels before and after 01/7/2025. Chosen, for want of any
count: the shares of documents that are copied, misprinted, amended or missing in a collection, and how many units answer (about 600 documents for a
directive in the whole country, so that 200,000 documents hold some 330 directives of eleven years).
"""

from datetime import date

FIRST_DAY, LAST_DAY = date(2016, 2, 15), date(2026, 10, 31)
LAST_DIRECTIVE = date(2026, 5, 31)
REFORM = date(2025, 7, 1)
"""Provinces merged, districts ended, communes new."""
WHOLE = 200_000
"""Documents of the whole country; with fewer, provinces and directives shrink alike, so that chains keep their depth."""

# First days of terms: numbers of the Party restart there. Congresses of a level are held in the same weeks, not on the same day; one day stands for all.
TERMS = {
    "central": (date(2016, 1, 28), date(2021, 2, 1), date(2026, 1, 23)),
    "province": (date(2015, 10, 20), date(2020, 10, 20), date(2025, 10, 10)),
    "district": (date(2015, 8, 1), date(2020, 8, 1)),
    "commune": (date(2015, 5, 1), date(2020, 6, 1), date(2025, 7, 1)),
}
PARTY_STEP = {"central": 2, "province": 5, "district": 6, "commune": 5}
STATE_STEP = {"central": 6, "province": 20, "district": 12, "commune": 8}
"""Numbers run on by 1 to this many from one document of a collection to the next of its issuer and kind."""

CENTRAL_KINDS = {"CT-TW": 25, "NQ-TW": 12, "KL-TW": 20, "QĐ-TW": 6, "CT-TTg": 13, "QĐ-TTg": 14, "NQ-CP": 6, "NĐ-CP": 4}
PARTY_KINDS = {"KH": 80, "CTr": 12, "CT": 8}
STATE_KINDS = {"KH": 86, "QĐ": 14}
NATIONAL_PLAN, NATIONAL_PLAN_TOO = 0.4, 0.4
"""A directive of the Party is followed by a decision of the Prime Minister with a plan; a provincial government names that too."""

PROVINCE_PARTY, PROVINCE_STATE = 0.8, 0.8
DISTRICT_PARTY, DISTRICT_STATE = 0.45, 0.55
COMMUNES_OF_DISTRICT = 0.35
"""A district's plan is answered by communes (until 30/6/2025): the mean number of them."""
COMMUNES_OF_PROVINCE = 0.03
"""The part of a province's communes that answer a plan still carried out after the reform, by each of their two lines."""
INHERITS = 0.3
"""A commune's plan after the reform goes on with that of the district it was part of."""
AMENDED, REPLACED, SUPPLEMENTED = 0.03, 0.04, 0.03
CITY_AS_TU = 0.4
"""Committees of cities under a province that number with TU, as the province's does; the others write ThU."""
LAG = {"national": 180, "party": 75, "state": 45, "district": 50, "commune": 35}
"""Median days from a document to the answer; lognormal with LAG_SPREAD."""
LAG_SPREAD = 0.6

ABSENT = 0.16
"""Documents that exist and are cited, but are in no file. With laws and proposals (tờ trình), which never are, about one in five of the cited."""
PROPOSAL = 0.12
RELATED = 0.35
"""A document cites another one, outside its chain."""
GREAT, GREAT_CITED = 0.05, 0.35
"""Documents of the centre that all levels go on citing for years, and their part among those that are cited outside their chain."""
TITLE_WITHOUT_PARENT = 0.25
"""Titles of plans that name no document that they carry out; the first sentence does."""
IN_FULL_AGAIN = 0.6
"""Cited in the title, the document carried out is cited in full once more at the head of the text."""
RECITED = 0.55
"""The document carried out is cited again, with its symbol only."""

DATED = 0.965
NAMES_ISSUER = 0.97
SUBJECT_WHEN_DATED, SUBJECT_WHEN_UNDATED = 0.3, 0.6
PROVINCE_LEFT_OUT = 0.4
"""In texts of the same province: "Kế hoạch số 60-KH/TU … của Ban Thường vụ Tỉnh ủy"."""
MISPRINTED = 0.005
ZERO_DROPPED, ORDER_SLIP, LOWER_CASE = 0.2, 0.004, 0.003

TARGET_FATE = {"kept": 50, "raised": 20, "lowered": 18, "dropped": 12}
RESPELLED_COPY, UNNUMBERED_COPY, MISDATED_COPY = 0.003, 0.003, 0.0005
