"""What the figures of an incident come to."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.errors import UsageError
from recounted.estimates import POLICIES, backdrop, camps, grade, history, independent_voices, reckon
from recounted.model import Claim, Copy, Document, Estimate
from tellings import claim, figure, paper, speaker

BAKU, YEREVAN = speaker("officials in Baku", "AZE GOV"), speaker("officials in Yerevan", "ARM GOV")
#: What an accusation is that tells of no deed itself: the accuser is its actor, the accused its recipient.
ACCUSED = {"event_type": "ACCUSE", "event_kind": "accusation", "speech_act": "accuse"}
DOCTORS, MONITORS = speaker("doctors"), speaker("a monitoring group")


def killed(claims: list[Claim], policy: str = "envelope", category: str = "people", **known: Any) -> Estimate:
    """The estimate of the dead."""
    found = reckon(claims, policy, backdrop(known.get("documents", {}), known.get("copies", ())))
    return next(e for e in found if (e.harm, e.category) == ("killed", category))


def bounds(estimate: Estimate) -> tuple[int | None, int | None, int | None]:
    """Low, best and high."""
    return estimate.low, estimate.best, estimate.high


def library(*documents: Document) -> dict[str, Document]:
    """Documents by id."""
    return {document.id: document for document in documents}


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (["17"], (17, 17, 17)),
        (["19", "21+"], (19, None, 21)),
        (["30+", "50"], (30, None, 50)),
        (["471", "100-300", "-50"], (50, None, 471)),
        (["40", "40"], (40, 40, 40)),
        (["10-15"], (10, None, 15)),
    ],
)
def test_the_envelope_spans_all_that_is_credible(told: list[str], wanted: tuple[int | None, ...]) -> None:
    """The envelope's low is the lowest and its high the highest number said; best only where all agree."""
    claims = [claim(f"d{n}", figure(said), says=[speaker(f"s{n}")]) for n, said in enumerate(told)]

    assert wanted == bounds(killed(claims))


@pytest.mark.parametrize(
    ("told", "open_"), [(["100+"], True), (["19", "21+"], True), (["~70"], False), (["21", "21+"], False)]
)
def test_a_high_that_is_only_a_floor_is_flagged(told: list[str], open_: bool) -> None:
    """ "At least 100" leaves the upper bound open and says so; "about 70" is no floor, nor is a flat 21."""
    claims = [claim(f"d{n}", figure(said), says=[speaker(f"s{n}")]) for n, said in enumerate(told)]

    assert open_ == ("the highest figure is a lower bound" in killed(claims).flags)


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [("envelope", (17, None, 40)), ("ucdp", (17, 17, 40)), ("acled", (17, 17, 17)), ("ibc", (17, None, 40))],
)
def test_one_set_of_claims_under_each_policy(policy: str, wanted: tuple[int | None, ...]) -> None:
    """Two voices say 17 and one says 40: each policy makes its own of the same claims."""
    claims = [
        claim("a", figure("17"), says=[DOCTORS]),
        claim("b", figure("17"), says=[BAKU]),
        claim("c", figure("40"), says=[YEREVAN]),
    ]

    estimate = killed(claims, policy)

    assert (wanted, policy) == (bounds(estimate), estimate.policy)
    assert {claims[0].id, claims[1].id} == set(estimate.low_claims)
    assert policy == "acled" or (claims[2].id,) == estimate.high_claims


def test_a_side_never_sets_the_best_of_its_enemys_losses() -> None:
    """Under ucdp, what a side counts of its enemy's soldiers moves low and high but not best."""
    boast = claim("a", figure("60", category="combatants"), says=[YEREVAN], on=["AZE MIL"])
    sober = claim("b", figure("9", category="combatants"), says=[MONITORS], on=["AZE MIL"])

    assert (9, 9, 60) == bounds(killed([boast, sober], "ucdp"))
    assert (60, None, 60) == bounds(killed([boast], "ucdp"))


def test_one_voice_is_provisional_for_ibc() -> None:
    """One independent voice, however many papers print it, gives ibc no low and a provisional high."""
    claims = [claim(name, figure("12"), says=[BAKU]) for name in ("a", "b", "c")]

    alone = killed(claims, "ibc")

    assert ((None, None, 12), True) == (bounds(alone), any("provisional" in flag for flag in alone.flags))


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [("envelope", (5, None, 14)), ("ucdp", (5, 13, 14)), ("acled", (5, 5, 5)), ("ibc", (5, None, 14))],
)
@pytest.mark.parametrize(("own", "other"), [("AZE", "ARM"), ("ARM", "AZE")])
def test_the_worked_example(policy: str, wanted: tuple[int | None, ...], own: str, other: str) -> None:
    """The example of docs/reading-the-figures.md comes out as it says, for a strike on either side."""
    officials, spokesman = speaker("officials", f"{own} GOV"), speaker("a spokesman", f"{other} MIL")
    told = [
        ("a", 17, "13", officials),
        ("b", 19, "14", officials),
        ("c", 20, "13+", MONITORS),
        ("d", 18, "-5", spokesman),
    ]
    claims = [claim(name, figure(said), says=[who], on=[f"{own} CVL"]) for name, _, said, who in told]
    copy = claim("e", figure("13"), says=[officials], on=[f"{own} CVL"])
    documents = library(*(paper(name, f"2020-10-{day}") for name, day, _, _ in [*told, ("e", 17, "", officials)]))

    estimate = killed([*claims, copy], policy, documents=documents, copies=[Copy(document="e", copy_of="a", share=1.0)])

    assert wanted == bounds(estimate)
    assert {(copy.id, "copy"), (claims[0].id, "superseded by the same source's later figure")} <= set(estimate.rejected)


def test_an_unknown_policy_is_refused() -> None:
    """The message names the policies there are."""
    with pytest.raises(UsageError, match="envelope, ucdp, acled, ibc"):
        reckon([], "mean")


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (figure("6674", scope="cumulative"), "cumulative"),
        (figure("80", modality="denied"), "denied"),
        (figure("80", modality="threatened"), "not said to have happened"),
        (figure("30", scope="period"), "counts several happenings of a period"),
    ],
)
def test_what_takes_no_part_stays_visible(odd: Any, reason: str) -> None:
    """A figure that cannot be of the incident sets no bound and is listed with its reason."""
    sane, strange = claim("a", figure("5")), claim("b", odd)

    estimate = killed([sane, strange])

    assert 5 == estimate.high
    assert (strange.id, reason) in estimate.rejected


def test_a_copy_counts_once() -> None:
    """A copy's figure is rejected as a copy where the original is there."""
    documents = library(paper("a", "2020-10-05"), paper("b", "2020-10-06"))
    claims = [claim("a", figure("5")), claim("b", figure("9"))]

    estimate = killed(claims, documents=documents, copies=[Copy(document="b", copy_of="a", share=0.9)])

    assert ((5, 5, 5), ((claims[1].id, "copy"),)) == (bounds(estimate), estimate.rejected)


def test_a_later_figure_of_the_same_source_replaces_its_earlier_one() -> None:
    """17, then 21, then 23 by one source is 23; the earlier ones are rejected as superseded."""
    documents = library(*(paper(name, f"2020-10-0{n}") for n, name in enumerate("abc", 5)))
    claims = [claim(name, figure(said), says=[BAKU]) for name, said in zip("abc", ("17", "21", "23"), strict=True)]

    estimate = killed(claims, documents=documents)

    assert (23, 23, 23) == bounds(estimate)
    assert {claims[0].id, claims[1].id} == {own for own, _ in estimate.rejected}


@pytest.mark.parametrize("who", [BAKU, YEREVAN, DOCTORS])
def test_what_a_source_said_before_is_told_after(who: Any) -> None:
    """In one report the figure told first is current: "it had first spoken of 14" is rejected, whoever spoke."""
    now, before = claim("a", figure("21"), says=[who]), claim("a", figure("14"), at=200, says=[who])
    raised = claim("a", figure("23", revised_from=21), at=400, says=[who])

    assert (21, 21, 21) == bounds(killed([now, before]))
    assert (23, 23, 23) == bounds(killed([now, raised]))


@pytest.mark.parametrize(
    ("first", "later", "wanted"),
    [
        ((13, BAKU), (3, speaker("the prosecutor", "AZE GOV")), (13, 13)),
        ((13, BAKU), (3, None), (13, 13)),
        ((1, BAKU), (52, BAKU), (52, 52)),
        ((14, BAKU), (12, speaker("the mayor", "AZE GOV")), (12, 14)),
        ((13, BAKU), (3, YEREVAN), (3, 13)),
        ((3, None), (13, BAKU), (3, 13)),
    ],
)
def test_a_part_told_beside_its_whole_sets_no_bound(first: Any, later: Any, wanted: tuple[int, int]) -> None:
    """In one report, less than half of what its side said before is a part; what another side says is a dispute."""
    claims = [
        claim("a", figure(str(number)), at=at, says=[who] if who else [])
        for at, (number, who) in ((0, first), (200, later))
    ]

    assert wanted == (killed(claims).low, killed(claims).high)


def test_a_later_floor_below_does_not_replace() -> None:
    """A later "more than 20" leaves an earlier 23 by the same source standing."""
    documents = library(paper("a", "2020-10-05"), paper("b", "2020-10-06"))
    claims = [claim("a", figure("23"), says=[BAKU]), claim("b", figure("20+"), says=[BAKU])]

    assert (20, None, 23) == bounds(killed(claims, documents=documents))


def test_a_revised_figure_is_superseded_wherever_it_stands() -> None:
    """Who says "raised to 50 from 39" rejects the 39 of another paper."""
    claims = [claim("a", figure("39"), says=[BAKU]), claim("b", figure("50", revised_from=39), says=[BAKU])]

    assert (50, 50, 50) == bounds(killed(claims))


@pytest.mark.parametrize("side", [BAKU, YEREVAN])
def test_a_denial_of_the_deaths_opens_the_low_to_zero(side: Any) -> None:
    """Whoever denies the deaths, low falls to zero and the estimate is disputed."""
    toll = claim("a", figure("19"), says=[DOCTORS])
    denial = claim("b", figure("19"), says=[side], modality="denied", speech_act="deny")
    none = claim("c", figure("0"), says=[side])

    for against in (denial, none):
        estimate = killed([toll, against])
        assert ((0, None, 19), True) == (bounds(estimate), estimate.disputed)
        assert "deaths denied" in estimate.flags


def test_a_denial_of_responsibility_leaves_the_toll() -> None:
    """Who only denies having done it changes no bound; the grade tells."""
    toll = claim("a", figure("19"), says=[BAKU], by=["ARM MIL"])
    denial = claim("b", says=[YEREVAN], modality="denied", speech_act="deny_responsibility")

    assert (19, 19, 19) == bounds(killed([toll, denial]))
    assert "contested" == grade([toll, denial], backdrop({}))


def test_early_word_of_none_is_no_denial() -> None:
    """A paper that first knew of no dead denies nothing once others count them."""
    estimate = killed([claim("a", figure("0")), claim("b", figure("3"), says=[DOCTORS])])

    assert ((3, 3, 3), False) == (bounds(estimate), "deaths denied" in estimate.flags)


def test_no_dead_by_all_accounts_is_zero_not_unknown() -> None:
    """Zero said is zero; nothing said is no estimate."""
    assert (0, 0, 0) == bounds(killed([claim("a", figure("0"))]))
    assert () == reckon([claim("a")])


def test_a_subset_is_never_added_to_its_whole() -> None:
    """Children among the dead are an estimate of their own and do not raise the whole."""
    told = claim("a", figure("13"), figure("3", category="children", part_of=0))

    assert (13, 13, 13) == bounds(killed([told]))
    assert (3, 3, 3) == bounds(killed([told], category="children"))


def test_parts_without_a_whole_are_added_up() -> None:
    """Twelve soldiers and three civilians of one document are fifteen people; each category keeps its own estimate."""
    soldiers, civilians = (
        claim("a", figure("12", category="combatants")),
        claim("a", figure("3", category="civilians"), at=99),
    )

    assert (15, 15, 15) == bounds(killed([soldiers, civilians]))
    assert (12, 12, 12) == bounds(killed([soldiers, civilians], category="combatants"))


def test_what_two_sources_count_in_one_report_is_not_added_up() -> None:
    """A side's count of its enemies and another's of civilians are two accounts of the same dead."""
    own = claim("a", figure("30", category="combatants"), says=[BAKU], at=0)
    other = claim("a", figure("76", category="civilians"), says=[YEREVAN], at=40)

    assert (30, None, 76) == bounds(killed([own, other]))


def test_a_number_told_within_anothers_denial_is_no_denial_of_it() -> None:
    """ "His army strikes no houses, he said of the strike in which 40 died, by the other side's word": 40 stands."""
    told = claim("a", figure("40"), says=[BAKU], modality="denied", speech_act="state")

    assert (40, 40, 40) == bounds(killed([told]))


def test_a_narrower_count_does_not_lower_the_whole() -> None:
    """A volunteer killed, told by the same document as the 21, leaves the low at 21, visibly."""
    whole, volunteer = claim("a", figure("21")), claim("a", figure("1", category="aid_workers"), at=99)

    estimate = killed([whole, volunteer])

    assert ((21, 21, 21), ((volunteer.id, "counts only aid_workers"),)) == (bounds(estimate), estimate.rejected)


def test_an_outlier_is_rejected_by_a_named_rule() -> None:
    """Ten times what three other voices say is an outlier; with two other voices it is a disagreement."""
    sane = [claim(name, figure("12"), says=[speaker(name)]) for name in "abc"]
    wild = claim("d", figure("900"), says=[speaker("d")])

    assert (12, 12, 12) == bounds(killed([*sane, wild]))
    assert (12, None, 900) == bounds(killed([*sane[:2], wild]))


def test_things_have_no_people() -> None:
    """Damage is estimated by category only."""
    found = reckon([claim("a", figure("40", "damaged", "houses"))])

    assert [("damaged", "houses")] == [(e.harm, e.category) for e in found]


@pytest.mark.parametrize(
    ("claims", "wanted"),
    [
        ([claim("a", figure("5"))], "weak"),
        ([claim("a", figure("5"), says=[BAKU]), claim("b", figure("5"), says=[BAKU])], "weak"),
        ([claim("a", figure("5"), says=[BAKU]), claim("b", figure("5"), says=[DOCTORS])], "fair"),
        ([claim("a", by=["ARM MIL"], says=[BAKU]), claim("b", by=["AZE MIL"], says=[YEREVAN])], "contested"),
        ([claim("a", by=["ARM MIL"]), claim("b", by=["AZE GOV"], on=["ARM"], says=[BAKU], **ACCUSED)], "fair"),
        (
            [
                claim("a", by=["ARM GOV"], on=["AZE"], says=[YEREVAN], **ACCUSED),
                claim("b", by=["AZE GOV"], on=["ARM"], says=[BAKU], **ACCUSED),
            ],
            "contested",
        ),
        ([claim("a", by=["ARM MIL"], says=[YEREVAN], speech_act="admit")], "confirmed"),
        ([claim("a", by=["AZE MIL"], says=[BAKU], speech_act="claim_responsibility")], "confirmed"),
        ([claim("a", by=["AZE MIL"], says=[YEREVAN], modality="denied", speech_act="deny")], "discounted"),
    ],
)
def test_grades_follow_their_rules(claims: list[Claim], wanted: str) -> None:
    """How well an incident is borne out, by what is said and by how many independent voices."""
    assert wanted == grade(claims, backdrop(library(paper("a"), paper("b"))))


def test_camps_stand_apart_with_their_gap() -> None:
    """What each side's sources and those of no side say is told apart, with how far each lies from the others."""
    claims = [
        claim("a", figure("19"), says=[BAKU]),
        claim("b", figure("21+"), says=[BAKU]),
        claim("c", figure("-5"), says=[YEREVAN]),
        claim("d", figure("20"), says=[DOCTORS]),
    ]

    told = camps(claims)

    assert [("ARM", 5, 5, 14), ("AZE", 19, 21, 0), (None, 20, 20, 0)] == [(c.camp, c.low, c.high, c.gap) for c in told]
    assert [None] == [alone.gap for alone in camps(claims[:1])]


@pytest.mark.parametrize("code", ["MED", "GOV", None])
def test_a_role_without_a_country_is_no_side(code: str | None) -> None:
    """Doctors of two towns, or officials of an unnamed government, are no one camp and no one voice."""
    told = [
        claim("a", figure("5"), says=[speaker("one", code)]),
        claim("b", figure("5"), says=[speaker("other", code)]),
    ]

    assert [None] == [own.camp for own in camps(told)]
    assert "fair" == grade(told, backdrop(library(paper("a"), paper("b"))))


MONITOR = speaker("Open Ground  Monitor")


@pytest.mark.parametrize(
    ("told", "voices"),
    [
        ([claim("own"), claim("own", at=9, says=[MONITOR])], 1),
        ([claim("own"), claim("other", says=[MONITOR])], 1),
        ([claim("own"), claim("other")], 2),
        ([claim("own"), claim("own", at=9, says=[DOCTORS])], 2),
        ([claim("own", says=[MONITOR]), claim("other", says=[DOCTORS])], 2),
        ([claim("own"), claim("other", says=[speaker("open ground monitor", kind="unnamed")])], 2),
        ([claim("daughter"), claim("other", says=[speaker("Ground House")])], 1),
        ([claim("daughter"), claim("own"), claim("other", says=[speaker("Daughter")])], 2),
    ],
)
def test_who_publishes_and_is_quoted_by_one_name_is_one_voice(told: list[Claim], voices: int) -> None:
    """An organisation bears itself out neither in its own report, nor where another paper quotes it."""
    documents = library(
        paper("own", publisher="Open Ground Monitor"), paper("other"), paper("daughter", publisher="Daughter")
    )
    known = backdrop(documents, owners={"Daughter": "Ground House"})

    assert voices == len(independent_voices(told, known))
    assert "fair" != grade(told, known) or voices > 1


def test_what_an_organisation_publishes_later_replaces_what_it_was_quoted_with() -> None:
    """A toll that a monitor raises in its own report is an update of the one that a paper quoted it with."""
    documents = library(paper("a", "2020-10-05"), paper("own", "2020-10-07", publisher="Open Ground Monitor"))
    claims = [claim("a", figure("3"), says=[MONITOR]), claim("own", figure("5"))]

    assert (5, 5, 5) == bounds(killed(claims, documents=documents))
    assert ["first", "update"] == [moment.change for moment in history(claims, backdrop(documents))]


def test_history_tells_updates_from_disagreements() -> None:
    """17, 21, 23 by one source are updates; 40 by another disagrees; a figure said again repeats."""
    documents = library(*(paper(f"{n}", f"2020-10-{n:02}") for n in range(1, 6)))
    said = [("1", "17", BAKU), ("2", "21", BAKU), ("3", "40", YEREVAN), ("4", "23", BAKU), ("5", "40", DOCTORS)]
    claims = [claim(name, figure(number), says=[who]) for name, number, who in said]

    told = history(claims, backdrop(documents))

    assert ["first", "update", "disagrees", "update", "repeats"] == [moment.change for moment in told]
    assert ["AZE", "AZE", "ARM", "AZE", None] == [moment.camp for moment in told]


@given(
    st.lists(st.tuples(st.integers(0, 500), st.sampled_from("abcd"), st.sampled_from("+-~ ")), min_size=1, max_size=8)
)
def test_bounds_are_ordered_and_named(said: list[tuple[int, str, str]]) -> None:
    """Under every policy low <= best <= high, every bound names claims, and the order of claims plays no part."""
    claims = [
        claim(f"d{n}", figure(f"{number}+" if kind == "+" else f"{kind}{number}".strip()), says=[speaker(who)])
        for n, (number, who, kind) in enumerate(said)
    ]
    for policy in POLICIES:
        for estimate in reckon(claims, policy):
            known = [value for value in bounds(estimate) if value is not None]
            assert known == sorted(known)
            assert estimate.high is None or estimate.high_claims
            assert {own for own, _ in estimate.rejected} <= {own.id for own in claims}
        assert reckon(claims, policy) == reckon(claims[::-1], policy)


def test_swapping_the_sides_swaps_nothing_else() -> None:
    """The same claims with the sides exchanged come to the same numbers."""
    here = [
        claim("a", figure("19"), says=[BAKU], by=["ARM MIL"]),
        claim("b", figure("4"), says=[YEREVAN], by=["AZE MIL"]),
    ]
    there = [
        claim("a", figure("19"), says=[YEREVAN], by=["AZE MIL"]),
        claim("b", figure("4"), says=[BAKU], by=["ARM MIL"]),
    ]

    for policy in POLICIES:
        assert bounds(killed(here, policy)) == bounds(killed(there, policy))
    assert grade(here, backdrop({})) == grade(there, backdrop({}))
