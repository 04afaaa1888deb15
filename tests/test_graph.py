"""Chains of plans: who implements whom, each once, under the last step of its longest chain."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.graph import ENDING, Below, Plan, implementing, in_force
from vanban.identity.edges import Edge, Evidence
from vanban.identity.nodes import Node


def graph(*edges: tuple[str, str, str], dates: dict[str, str] | None = None, titles: dict[str, str] | None = None) -> Below:
    """What these edges say; every node is a plan."""
    made = [Edge(s, t, o, False, Evidence(s, n, n + 1, f"{s} {t} {o}")) for n, (s, t, o) in enumerate(edges)]
    dated, titled = dates or {}, titles or {}
    ids = sorted({end for s, _, o in edges for end in (s, o)} | set(titled))
    nodes = [Node(id, None, "KH", titled.get(id), None, None, None, dated.get(id), True, None) for id in ids]
    ends = [(edge, dated.get(edge.subject)) for edge in made if edge.type in ENDING]
    return Below(nodes, [edge for edge in made if edge.type == "implements"], ends)


def paths(plans: list[Plan]) -> dict[str, str]:
    return {plan.id: "".join(plan.path) for plan in plans}


def test_each_document_comes_once_at_the_end_of_its_longest_chain() -> None:
    found = implementing(graph(("B", "implements", "C"), ("A", "implements", "B"), ("A", "implements", "C")), "C")
    assert paths(found) == {"B": "CB", "A": "CBA"}
    assert [(plan.depth, [e.quote for e in plan.evidence]) for plan in found] == [(1, ["B implements C"]), (2, ["A implements B"])]


def test_other_relations_make_no_plan() -> None:
    assert paths(implementing(graph(("A", "implements", "B"), ("B", "cites", "C"), ("D", "replaces", "C")), "C")) == {}


def test_citing_beside_a_chain_changes_nothing() -> None:
    found = implementing(graph(("A", "implements", "B"), ("B", "implements", "C"), ("A", "cites", "C")), "C")
    assert paths(found) == {"B": "CB", "A": "CBA"}


def test_direct_leaves_out_what_comes_through_others() -> None:
    edges = graph(("A", "implements", "B"), ("B", "implements", "C"), ("D", "implements", "B"), ("D", "implements", "C"))
    assert paths(implementing(edges, "C", direct=True)) == {"B": "CB", "D": "CD"}


def test_all_evidence_of_the_last_step_is_given() -> None:
    (plan,) = implementing(graph(("A", "implements", "B"), ("A", "implements", "B")), "B")
    assert [e.start for e in plan.evidence] == [0, 1]


@pytest.mark.parametrize("asked", ["A", "B", "C"])
def test_circles_end(asked: str) -> None:
    circle = graph(("A", "implements", "B"), ("B", "implements", "C"), ("C", "implements", "A"))
    assert len(implementing(circle, asked)) == 2


def test_two_that_implement_each_other_both_stand_under_the_directive() -> None:
    mutual = graph(("A", "implements", "C"), ("B", "implements", "C"), ("A", "implements", "B"), ("B", "implements", "A"))
    assert paths(implementing(mutual, "C")) == {"A": "CA", "B": "CB"}


def test_nearest_first_then_by_date() -> None:
    made = graph(("A", "implements", "D"), ("B", "implements", "D"), ("C", "implements", "A"), dates={"A": "2024", "B": "2023-06-27"})
    assert [plan.id for plan in implementing(made, "D")] == ["B", "A", "C"]


def test_what_is_replaced_or_repealed_as_a_whole_is_not_in_force() -> None:
    made = graph(("B", "replaces", "A"), ("D", "repeals", "C"), ("F", "amends", "E"))
    assert [in_force(made, node) for node in "ABCDEF"] == [False, True, False, True, True, True]
    partial = Edge("G", "repeals", "F", True, Evidence("G", 0, 1, "bãi bỏ Điều 5"))
    assert in_force(Below(made.nodes.values(), (), [(partial, None)]), "F")


@pytest.mark.parametrize(("on", "holds"), [("2025-06-30", True), ("2025-07-01", False), ("2026", False)])
def test_what_is_replaced_holds_until_that_day(on: str, holds: bool) -> None:
    made = graph(("B", "replaces", "A"), dates={"B": "2025-07-01"})
    assert in_force(made, "A", on) is holds
    assert in_force(graph(("B", "replaces", "A")), "A", on) is False, "nobody knows when"


def test_a_plan_ends_with_its_period() -> None:
    made = graph(titles={"A": "Phát triển du lịch giai đoạn 2021 - 2025"})
    assert [in_force(made, "A", on) for on in (None, "2025-12-31", "2026-01-01")] == [True, True, False]


@pytest.mark.parametrize(("on", "holds"), [(None, True), ("2024-08-12", False), ("2024-08-13", True), ("2024", True), ("2023", False)])
def test_a_plan_does_not_hold_before_its_day(on: str | None, holds: bool) -> None:
    assert in_force(graph(titles={"A": "Phát triển du lịch"}, dates={"A": "2024-08-13"}), "A", on) is holds


nodes = st.sampled_from("ABCDEF")


@given(st.lists(st.tuples(nodes, st.just("implements"), nodes).filter(lambda e: e[0] != e[2]), max_size=20))
def test_any_graph_is_answered_with_true_chains_to_all_that_reach_the_asked(edges: list[tuple[str, str, str]]) -> None:
    made = graph(("A", "cites", "B"), *edges)
    found = implementing(made, "A")
    up = nx.DiGraph([("A", "A"), *((subject, object_) for subject, _, object_ in edges)])
    assert {plan.id for plan in found} == nx.ancestors(up, "A")
    for plan in found:
        assert plan.path[0] == "A" and plan.path[-1] == plan.id and plan.depth == len(plan.path) - 1 == len(set(plan.path)) - 1
        assert all((below, "implements", above) in edges for above, below in zip(plan.path, plan.path[1:], strict=False))
