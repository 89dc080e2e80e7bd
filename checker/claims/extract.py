"""The walk of this room: scenes to claims, in text order, each with its id.

A kind of claim is one line in RECOGNISERS, or in ACROSS where it takes several passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from checker.claims.agreement.alltime import find_alltime
from checker.claims.agreement.alone import find_alone
from checker.claims.agreement.bounds import find_money_bounds
from checker.claims.agreement.bounds_of_time import find_bounds_of_time
from checker.claims.agreement.contradicted import find_contradicted
from checker.claims.agreement.group_sizes import find_group_sizes
from checker.claims.agreement.nones import find_nones
from checker.claims.agreement.ordinals import find_ordinals
from checker.claims.agreement.outliers import find_outliers
from checker.claims.agreement.paces import find_paces
from checker.claims.agreement.ranges import find_members
from checker.claims.agreement.ranks import find_ranks
from checker.claims.agreement.records import find_records
from checker.claims.change.apart import find_changes_apart
from checker.claims.change.change import find_changes
from checker.claims.change.multiples import find_multiples, find_multiples_across
from checker.claims.change.percents_of_many import find_percents_of_many
from checker.claims.level import find_levels
from checker.claims.money.exchange import find_exchanges, with_typical_rates, with_years
from checker.claims.money.payment import find_payments
from checker.claims.money.retold_sums import find_retold_sums
from checker.claims.money.scale import find_lost_scales
from checker.claims.parts.answers_apart import find_answers_apart
from checker.claims.parts.averages import find_averages, find_averages_apart
from checker.claims.parts.listed_totals import find_listed_totals
from checker.claims.parts.lists import find_lists
from checker.claims.parts.lists_apart import find_lists_apart
from checker.claims.parts.one_for_every import find_one_for_every
from checker.claims.parts.parts_apart import find_parts_apart
from checker.claims.parts.per_head import find_per_head
from checker.claims.parts.per_head_apart import find_per_head_apart
from checker.claims.parts.portions import find_portions, find_portions_across
from checker.claims.parts.portions_apart import find_portions_apart
from checker.claims.parts.share import find_shares
from checker.claims.parts.share_of_told import find_shares_of_told
from checker.claims.parts.statistics import find_statistics
from checker.claims.parts.surveys import find_surveys
from checker.claims.parts.totals import find_totals
from checker.claims.persons.ages import find_ages
from checker.claims.scene import Scene, scenes_of
from checker.claims.tabulated.table_text import find_cells_told
from checker.claims.tabulated.table_totals import find_table_totals
from checker.claims.time.consequences import find_consequences
from checker.claims.time.durations import find_durations
from checker.claims.time.happenings import find_happenings
from checker.claims.time.milestones import find_milestones
from checker.claims.time.moments import find_moments
from checker.claims.time.named_dates import find_named_dates
from checker.claims.time.partings import find_partings
from checker.claims.time.relative_days import find_relative_days
from checker.claims.time.retellings import find_retellings
from checker.claims.time.schedules import find_schedules
from checker.claims.time.sequences import find_sequences
from checker.claims.time.tenses import find_tenses
from checker.claims.time.tenures import find_tenures
from checker.claims.time.years_since import find_jubilees, find_years_since
from checker.claims.units.constants import find_constants
from checker.claims.units.conversion import find_conversions
from checker.claims.units.dimensions import find_dimensions
from checker.claims.units.sanity import find_limits
from checker.claims.votes.results import find_results
from checker.claims.votes.standings import find_standings
from checker.claims.votes.votes import find_votes
from checker.claims.writing.digit_groups import find_malformed
from checker.claims.writing.opposed import find_opposed
from checker.claims.writing.spelled import find_spelled
from checker.claims.writing.writing import find_writing
from checker.model.article import Article
from checker.model.claim import Claim
from checker.model.factor import UnitFactor

Recogniser = Callable[[Scene, Article, UnitFactor], Iterator[Claim]]

RECOGNISERS: tuple[Recogniser, ...] = (
    lambda scene, article, unit_factor: find_levels(scene),
    lambda scene, article, unit_factor: find_changes(scene),
    lambda scene, article, unit_factor: find_shares(scene),
    lambda scene, article, unit_factor: find_conversions(scene, unit_factor),
    lambda scene, article, unit_factor: find_exchanges(scene),
    lambda scene, article, unit_factor: find_payments(scene, article),
    lambda scene, article, unit_factor: find_writing(scene),
    lambda scene, article, unit_factor: find_totals(scene),
    lambda scene, article, unit_factor: find_portions(scene),
    lambda scene, article, unit_factor: find_spelled(scene),
    lambda scene, article, unit_factor: find_surveys(scene),
    lambda scene, article, unit_factor: find_averages(scene),
    lambda scene, article, unit_factor: find_statistics(scene),
    lambda scene, article, unit_factor: find_per_head(scene),
    lambda scene, article, unit_factor: find_multiples(scene),
    lambda scene, article, unit_factor: find_dimensions(scene),
    lambda scene, article, unit_factor: find_durations(scene),
    lambda scene, article, unit_factor: find_years_since(scene),
    lambda scene, article, unit_factor: find_limits(scene),
    lambda scene, article, unit_factor: find_moments(scene),
    lambda scene, article, unit_factor: find_constants(scene),
)

# Kinds of claim that take several passages together.
Across = Callable[[Sequence[Scene], Article], Iterator[Claim]]
ACROSS: tuple[Across, ...] = (
    find_ages,
    find_happenings,
    find_jubilees,
    find_lists,
    find_milestones,
    find_lists_apart,
    find_ranks,
    find_records,
    find_relative_days,
    find_schedules,
    find_partings,
    find_retellings,
    find_named_dates,
    find_consequences,
    find_sequences,
    find_tenses,
    find_tenures,
    find_votes,
    find_results,
    find_standings,
    find_alone,
    find_bounds_of_time,
    find_listed_totals,
    find_parts_apart,
    find_per_head_apart,
    find_one_for_every,
    find_percents_of_many,
    find_averages_apart,
    find_answers_apart,
    find_table_totals,
    find_portions_across,
    find_portions_apart,
    find_shares_of_told,
    find_multiples_across,
    find_changes_apart,
    find_opposed,
    find_retold_sums,
    find_members,
    find_lost_scales,
    find_malformed,
    find_cells_told,
    find_contradicted,
    find_nones,
    find_money_bounds,
    find_group_sizes,
    find_paces,
    find_ordinals,
    find_alltime,
    find_outliers,
)


def extract_claims(article: Article, unit_factor: UnitFactor) -> tuple[Claim, ...]:
    """All claims of *article* in text order with ids c0, c1 …; *unit_factor* tells what a unit comes to."""
    scenes = list(scenes_of(article))
    found = [claim for scene in scenes for find in RECOGNISERS for claim in find(scene, article, unit_factor)]
    found += [claim for find in ACROSS for claim in find(scenes, article)]
    found = with_years(with_typical_rates(found), article)
    found.sort(key=lambda claim: (claim.span.start, claim.span.end, claim.shape))
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(found))
