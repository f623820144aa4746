"""Rules across rows and tables.

Each rule is a small function that yields the cells that break it; its docstring
is the rule as the codebook prints it. A rule sees typed frames whose index labels
the rows (in the raw tables: the physical line).
"""

from __future__ import annotations

from . import agreements, coding, dates, evidence, history, people, pledges
from .base import RELIES_ON, Finding, History, HistoryRule, Rule, Tables
from .evidence import independent_publishers

RULES: tuple[Rule, ...] = (
    dates.quantities_in_order,
    dates.quantity_has_unit,
    dates.periods_in_order,
    dates.nothing_is_in_the_future,
    dates.imprecise_date_is_first_day,
    dates.imprecise_event_ends_on_last_day,
    pledges.conditional_has_conditions,
    pledges.refusal_gives_nothing,
    pledges.condition_met_has_date,
    pledges.status_follows_pledge,
    pledges.money_has_rate,
    pledges.later_supersedes_earlier,
    people.speaker_held_role,
    people.participant_held_role,
    people.signatory_held_role,
    people.anonymous_speaker_is_marked,
    people.memberships_do_not_overlap,
    people.roles_do_not_overlap,
    agreements.bilateral_has_two_sides,
    agreements.agreement_has_parties,
    agreements.event_has_participants,
    agreements.signatory_is_party,
    agreements.no_circles,
    evidence.record_has_evidence,
    evidence.final_has_sources,
    evidence.source_follows_event,
    evidence.evidence_names_a_column,
    evidence.contradiction_reports_a_value,
    evidence.addresses_are_clean,
    coding.coding_is_of_a_double_coded_variable,
    coding.coding_uses_the_codes,
)

HISTORY_RULES: tuple[HistoryRule, ...] = (history.status_is_kept, history.id_is_not_reused)

__all__ = [
    "HISTORY_RULES",
    "RELIES_ON",
    "RULES",
    "Finding",
    "History",
    "Tables",
    "independent_publishers",
]
