# %% [markdown]
# # A directive on its way down · Một chỉ thị trên đường xuống cơ sở
#
# On 4 May 2023 the Party Secretariat issued Directive 21-CT/TW on vocational education. Which provinces answered it, how fast, what became of its
# targets on the way down to the communes, who is charged with the work, and what is missing? This notebook asks the 31 documents of the
# demonstration corpus and answers with tables and plots.
#
# > **Tóm tắt.** Ngày 04/5/2023, Ban Bí thư ban hành Chỉ thị số 21-CT/TW về giáo dục nghề nghiệp. Sổ tay này hỏi bộ văn bản minh họa: tỉnh nào đã ban hành kế
# > hoạch thực hiện và sau bao nhiêu ngày, chỉ tiêu thay đổi ra sao khi xuống đến cấp xã, cơ quan nào được giao nhiều nhiệm vụ nhất, còn thiếu những gì.
#
# The documents were composed for demonstration; their figures are no findings about the provinces named.
# *Các văn bản do chúng tôi soạn để minh họa; số liệu không phải là kết quả nghiên cứu về các tỉnh được nêu tên.*

# %%
from pathlib import Path
from tempfile import mkdtemp

import matplotlib.pyplot as plt
import pandas as pd

import vanban
from vanban import ask, wording
from vanban.build import build
from vanban.tasks import tasks

ROOT = next(folder for folder in [Path.cwd(), *Path.cwd().parents] if (folder / "corpora").is_dir())
store = vanban.Store(Path(mkdtemp()) / "demo.db")
report = build([ROOT / "corpora" / "demo"], store)
ON = "2026-03-01"  # the day on which we ask: what is in force, who has whose duties

BLUE, ORANGE, GREEN, RED, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#8A8A8A"  # told apart by everyone (Okabe and Ito)
plt.rcParams.update({"figure.dpi": 110, "font.size": 10, "axes.spines.top": False, "axes.spines.right": False})
store

# %% [markdown]
# ## The directive
#
# A symbol names nothing by itself: 21-CT/TW is also a directive of 2018. With its year there is only one. A document shows itself with its facts;
# unfold the lists to read them, and the text to see them marked.
#
# > Chỉ số, ký hiệu chưa xác định được văn bản (năm 2018 cũng có Chỉ thị số 21-CT/TW), vì vậy cần thêm năm. Mở từng mục để xem viện dẫn, chỉ tiêu, phân công
# > và nguyên văn đã đánh dấu.

# %%
directive = ask.choose(store, "21-CT/TW", date="2023")
store.document(directive.id)

# %% [markdown]
# ## Which provinces answered, and how fast?
#
# `ask.coverage` names every province that stood on the day of the directive, with the first document by which it answered, itself or through its
# Party committee, and after how many days.
#
# > `ask.coverage` cho biết tỉnh nào đã có văn bản thực hiện, sau bao nhiêu ngày, và tỉnh nào chưa.

# %%
provinces = vanban.to_pandas(ask.coverage(store, directive, "province"))
answered = provinces[provinces.answer == "with"].sort_values("lag_days")
answered[["unit", "document", "lag_days"]].reset_index(drop=True)

# %%
fig, ax = plt.subplots(figsize=(7.5, 2.9))
bars = ax.barh(answered.unit, answered.lag_days, color=BLUE, height=0.6)
ax.axvline(answered.lag_days.median(), color=ORANGE, linestyle="--", zorder=0, label=f"trung vị / median: {answered.lag_days.median():.0f}")
ax.bar_label(bars, [f"{days} ngày" for days in answered.lag_days], padding=4, bbox={"color": "white", "pad": 0.5})
ax.invert_yaxis()
ax.set(xlabel="Số ngày từ khi có Chỉ thị / days after the directive", title="Thời gian ban hành kế hoạch thực hiện Chỉ thị số 21-CT/TW")
ax.margins(x=0.12)
ax.legend(frameon=False, loc="upper right")
plt.show()

# %% [markdown]
# Six of 63 provinces have a plan in this corpus, half of them within four months. Bình Dương stands out: its plan is the Provincial People's
# Committee's of the end of 2024, known from a press report, not the Party committee's own.
#
# > Trong bộ văn bản này có 6/63 tỉnh đã ban hành kế hoạch, một nửa trong khoảng bốn tháng. Riêng Bình Dương là kế hoạch của Ủy ban nhân dân tỉnh cuối năm 2024,
# > biết được qua tin báo chí.

# %% [markdown]
# ## How did it come down?
#
# Every document below the directive, with its day and level. A line leads from each plan to the one that it carries out.
#
# > Mỗi văn bản dưới Chỉ thị theo ngày và cấp ban hành; đường nối đi từ văn bản đến kế hoạch thực hiện nó.

# %%
plans = vanban.to_pandas(ask.plans(store, directive, on=ON))
plans[["symbol", "issuer", "level", "day", "depth", "in_force"]]

# %%
LEVELS = {
    "central": ("Trung ương", GREY),
    "ministry": ("Bộ, ngành", ORANGE),
    "province": ("Cấp tỉnh", BLUE),
    "district": ("Cấp huyện", GREEN),
    "commune": ("Cấp xã", RED),
}
top = pd.DataFrame({"id": [directive.id], "day": pd.to_datetime([directive.date]), "level": ["central"], "symbol": [directive.symbol]})
dots = pd.concat([top, plans[["id", "day", "level", "symbol"]]], ignore_index=True)
dots["rank"] = dots.level.map(list(LEVELS).index)
dots = dots.sort_values(["rank", "day"]).reset_index(drop=True)
dots["y"] = dots.index + dots["rank"]  # a row for each, and one between the levels
place = dots.set_index("id")[["day", "y"]]

fig, ax = plt.subplots(figsize=(9, 5.6))
for path in plans.path:
    above, below = place.loc[path[-2]], place.loc[path[-1]]
    ax.plot([above.day, below.day], [above.y, below.y], color=GREY, linewidth=0.7, alpha=0.6, zorder=1)
for level, (_, colour) in LEVELS.items():
    some = dots[dots.level == level]
    ax.scatter(some.day, some.y, color=colour, s=46, zorder=2)
    for dot in some.itertuples():
        ax.annotate(
            dot.symbol, (dot.day, dot.y), xytext=(7, 0), textcoords="offset points", va="center", fontsize=8, bbox={"color": "white", "alpha": 0.7, "pad": 0.3}
        )
ax.axvline(pd.Timestamp("2025-07-01"), color=RED, linestyle=":", linewidth=1)
ax.annotate(
    "01/7/2025: không còn cấp huyện",
    (pd.Timestamp("2025-07-01"), dots.y.max() + 1),
    xytext=(-5, 0),
    textcoords="offset points",
    fontsize=8,
    color=RED,
    ha="right",
)
middle = dots.groupby("level").y.mean()
ax.set_yticks([middle[level] for level in LEVELS], [name for name, _ in LEVELS.values()])
ax.tick_params(axis="y", length=0)
ax.set_ylim(dots.y.max() + 1.8, -1)
ax.set_xlim(right=pd.Timestamp("2026-06-15"))
ax.set_title("Văn bản thực hiện Chỉ thị số 21-CT/TW theo thời gian")
plt.show()

# %% [markdown]
# Plans outlive their makers: districts ended on 30 June 2025, and communes carry on where they stopped.
#
# > Kế hoạch tồn tại lâu hơn cơ quan ban hành: cấp huyện kết thúc ngày 30/6/2025, xã mới tiếp tục thực hiện.

# %% [markdown]
# ## What became of its targets?
#
# `ask.cascade` lays each target of the directive beside those of the plans below, aligned by meaning, and says what the plan made of it.
#
# > `ask.cascade` đặt từng chỉ tiêu của Chỉ thị bên cạnh chỉ tiêu tương ứng của các kế hoạch: giữ nguyên, nâng lên, hạ xuống, không nhắc đến.

# %%
cascade = vanban.to_pandas(ask.cascade(store, directive))
ORDER = ["raised", "kept", "lowered", "another year", "dropped"]
changes = cascade[cascade.target_id.notna()].copy()
changes["change"] = changes.change.mask(changes.basis.eq("deadline").fillna(False), "another year")  # a figure for 2025 where the directive speaks of 2030
changes = changes.sort_values("change", key=lambda column: column.map(ORDER.index)).drop_duplicates(["target_id", "document"])
table = changes.groupby(["target_id", "change"]).size().unstack(fill_value=0).reindex(columns=ORDER, fill_value=0)
names = cascade.dropna(subset="target_id").drop_duplicates("target_id").set_index("target_id").target_indicator
table.assign(target=names)

# %%
SAID = {
    "raised": ("nâng lên", BLUE),
    "kept": ("giữ nguyên", GREEN),
    "lowered": ("hạ xuống", ORANGE),
    "another year": ("cho năm khác", "#56B4E9"),
    "dropped": ("không nhắc đến", "#C8C8C8"),
}
fig, ax = plt.subplots(figsize=(8.5, 3))
left = pd.Series(0, index=table.index)
labels = [f"{target}: {name[:46]}{'…' if len(name) > 46 else ''}" for target, name in names.items()]
for change, (name, colour) in SAID.items():
    if table[change].any():
        bars = ax.barh(labels, table[change], left=left, color=colour, label=name, height=0.65)
        ax.bar_label(bars, [n or "" for n in table[change]], label_type="center", fontsize=9)
        left += table[change]
ax.invert_yaxis()
ax.set(xlabel="Số văn bản / documents", title="Chỉ tiêu của Chỉ thị trong các kế hoạch bên dưới")
ax.xaxis.get_major_locator().set_params(integer=True)
ax.legend(frameon=False, ncols=5, loc="upper center", bbox_to_anchor=(0.3, -0.2))
plt.show()

# %% [markdown]
# The target for pupils who go on to vocational education is the only one that every plan takes up, and the one that shrinks: 50 to 55 % by 2030 in the
# directive. The band below is the directive's; each line is a plan's own figure for 2030.
#
# > Chỉ tiêu thu hút học sinh vào giáo dục nghề nghiệp được mọi kế hoạch nhắc đến, và là chỉ tiêu bị hạ thấp dần. Dải màu là mức của Chỉ thị (50 - 55%).

# %%
pupils = cascade[(cascade.target_id == "t1") & (cascade.answer_deadline == "2030")].merge(plans, left_on="document", right_on="id")
pupils = pupils.sort_values(["province", "depth", "date"], na_position="first").reset_index(drop=True)
where = [f"{plan.symbol} · {plan.province if isinstance(plan.province, str) else 'cả nước'}" for plan in pupils.itertuples()]
signs = pupils.answer_comparator.map({">=": "≥ ", ">": "> "}).fillna("")
high = pupils.answer_value_max.fillna(pupils.answer_value)

fig, ax = plt.subplots(figsize=(8.5, 5.2))
ax.axvspan(50, 55, color=BLUE, alpha=0.13, label="Chỉ thị số 21-CT/TW: 50 - 55%")
for n, plan in pupils.iterrows():
    colour = LEVELS[plan.level][1]
    ax.plot([plan.answer_value, high[n]], [n, n], color=colour, linewidth=5, solid_capstyle="round")
    ax.plot(plan.answer_value, n, marker=">" if signs[n] else "o", color=colour, markersize=8)
    amount = f"{signs[n]}{plan.answer_value:.0f}" + (f" - {high[n]:.0f}" if high[n] > plan.answer_value else "") + "%"
    ax.annotate(amount, (high[n], n), xytext=(9, 0), textcoords="offset points", va="center", fontsize=8.5)
for level in pupils.level.unique():
    ax.plot([], [], "o", color=LEVELS[level][1], label=LEVELS[level][0])
ax.set_yticks(range(len(pupils)), where)
ax.invert_yaxis()
ax.set(xlim=(36, 62), xlabel="% học sinh vào giáo dục nghề nghiệp, năm 2030", title="Một chỉ tiêu từ Trung ương đến cấp xã")
ax.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.4, -0.12), ncols=3, fontsize=8.5)
plt.show()

# %% [markdown]
# Every figure is a quotation. One of them, with its words and their place in the text:
#
# > Mỗi con số đều có nguyên văn làm chứng cứ.

# %%
lowest = pupils.sort_values("answer_value").iloc[0]
commune = store.document(lowest.document)
next(target for target in commune.targets if target.id == lowest.answer_id)

# %% [markdown]
# ## Who is charged with most tasks?
#
# All tasks of the corpus by the body that leads them. Some of these bodies are no more: `lead_now` says who has their duties on the day that we ask.
#
# > Các nhiệm vụ trong bộ văn bản theo cơ quan chủ trì. Cơ quan nào không còn thì `lead_now` cho biết nay là cơ quan nào.

# %%
duties = vanban.to_pandas(tasks(store, on=ON))
duties["today"] = duties.lead_now.fillna(duties.lead)
busiest = duties.groupby("today").size().sort_values(ascending=False).head(10)
moved = duties[duties.lead_now.notna()].groupby("today").size().reindex(busiest.index, fill_value=0)

fig, ax = plt.subplots(figsize=(8.5, 3.9))
ax.barh(busiest.index, busiest - moved, color=BLUE, label="được giao đích danh / named in the text")
ax.barh(busiest.index, moved, left=busiest - moved, color=ORANGE, label="tiếp nhận từ cơ quan trước / taken over")
for n, count in enumerate(busiest):
    ax.annotate(str(count), (count, n), xytext=(4, 0), textcoords="offset points", va="center")
ax.invert_yaxis()
ax.set(xlabel="Số nhiệm vụ chủ trì / tasks led", title=f"Cơ quan chủ trì nhiều nhiệm vụ nhất (ngày {wording.day(ON)})")
ax.legend(frameon=False, loc="lower right")
plt.show()

# %% [markdown]
# Who handed over to whom:
#
# > Cơ quan nào chuyển nhiệm vụ cho cơ quan nào:

# %%
duties[duties.lead_now.notna()].groupby(["lead", "lead_now"]).size().sort_values(ascending=False).rename("tasks").reset_index()

# %% [markdown]
# ## What is missing?
#
# `ask.gaps` lists what a reader of these documents would have to ask back for: tasks without a lead or a deadline, targets that nobody is charged
# with, plans on documents that no longer hold. A target counts as somebody's only where a body is charged with it in the same section or in words like
# its own; most plans set targets in one part and tasks in another, and leave that open.
#
# > `ask.gaps` liệt kê những điều còn thiếu: nhiệm vụ không rõ chủ trì hoặc thời hạn, chỉ tiêu chưa giao cho ai, kế hoạch căn cứ vào văn bản không còn hiệu lực.
# > Chỉ tiêu chỉ được coi là đã giao khi có cơ quan được giao ngay trong mục đó hoặc bằng câu chữ tương tự; đa số kế hoạch để ngỏ điều này.

# %%
KINDS = {
    "no_deadline": "nhiệm vụ chưa có thời hạn\ntasks without deadline",
    "no_body": "chỉ tiêu chưa giao cơ quan nào\ntargets that nobody is charged with",
    "no_lead": "nhiệm vụ chưa rõ chủ trì\ntasks without lead",
    "on_replaced": "căn cứ văn bản không còn hiệu lực\nplans on what was replaced",
}
gaps = vanban.to_pandas(ask.gaps(store))
counts = gaps.gap.value_counts().reindex(list(KINDS), fill_value=0)
totals = {"no_deadline": len(duties), "no_lead": len(duties), "no_body": int((vanban.to_pandas(store, "targets").status == "target").sum())}

fig, ax = plt.subplots(figsize=(8, 2.9))
bars = ax.barh([KINDS[kind] for kind in counts.index], counts, color=RED, height=0.6)
ax.bar_label(bars, [f"{n} / {totals[kind]}" if kind in totals else str(n) for kind, n in counts.items()], padding=4)
ax.invert_yaxis()
ax.set(xlabel="Số trường hợp / cases", title="Những điều còn thiếu trong bộ văn bản")
ax.margins(x=0.12)
plt.show()

# %%
gaps[gaps.gap == "no_deadline"][["document", "body", "action"]].head(8)

# %% [markdown]
# And the provinces from which the corpus has no answer, as a list to go on with:
#
# > Các tỉnh chưa có văn bản trong bộ này:

# %%
missing = provinces[provinces.answer != "with"]
print(f"{missing.unit.nunique()} tỉnh, thành phố:", ", ".join(missing.unit.unique()))

# %% [markdown]
# ## Going on
#
# - `vanban.to_pandas(store)` gives every table: documents, citations, relations, targets, assignments, sections, and the graph (nodes, edges, links).
# - The same tables for R, DuckDB and Excel: `vanban export --to parquet --out tables` (or `csv`).
# - Your own documents: `build(["my-folder"], store)` in the place of the corpus.
#
# > `vanban.to_pandas(store)` cho mọi bảng; `vanban export --to parquet` hoặc `csv` ghi các bảng đó cho R, DuckDB, Excel;
# > thay thư mục của bạn vào chỗ bộ văn bản minh họa.
