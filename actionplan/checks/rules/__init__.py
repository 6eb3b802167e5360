"""The rules, in reading order. One module is one rule; its docstring is its page.

Codes are for ever: one is never used again and its meaning never widens. A rule that goes is listed in `RETIRED` with
its reason, and keeps its page.

`READING` holds the pages of what is found while a file is read; those modules have no `check`. `JUDGEMENT` holds the
rules that look at a whole plan, `CHANGE` those that look at a plan before and after a change, and `USE` those about
settings, allowances, waivers and the baseline.
"""

from __future__ import annotations

READING: tuple[str, ...] = (
    "ap001_not_utf8",
    "ap002_byte_order_mark",
    "ap003_tab",
    "ap004_control_character",
    "ap005_bidirectional_character",
    "ap006_invisible_character",
    "ap007_yaml_syntax",
    "ap008_several_documents",
    "ap009_duplicate_key",
    "ap010_unknown_key",
    "ap011_missing_key",
    "ap012_wrong_kind",
    "ap014_value_not_understood",
    "ap015_too_long",
    "ap016_anchor_or_alias",
    "ap017_merge_key",
    "ap018_tag_or_directive",
    "ap019_too_deep",
    "ap020_too_large",
    "ap021_empty_file",
    "ap022_unsupported_format",
    "ap023_cannot_be_read",
    "ap024_text_cut_short",
    "ap025_odd_key",
    "ap026_blanks_at_line_end",
    "ap027_no_line_end",
    "ap101_id_malformed",
    "ap102_id_duplicated",
    "ap103_id_reused",
    "ap116_outcome_id_duplicated",
    "ap201_date_not_iso",
    "ap202_year_unlikely",
    "ap203_date_impossible",
)

JUDGEMENT: tuple[str, ...] = (
    "ap104_partner_unknown",
    "ap105_theme_unknown",
    "ap106_outcome_unknown",
    "ap107_commitment_unknown",
    "ap108_file_partner_unknown",
    "ap109_waits_on_itself",
    "ap110_part_unknown",
    "ap111_vocabulary_unknown",
    "ap112_review_of_no_period",
    "ap113_review_names_unknown",
    "ap114_two_reviews_of_a_period",
    "ap115_review_entry_twice",
    "ap204_due_outside_plan",
    "ap205_due_before_agreed",
    "ap206_update_in_future",
    "ap207_update_before_plan",
    "ap208_updates_out_of_order",
    "ap209_two_updates_at_once",
    "ap210_phrase_disagrees",
    "ap211_period_backwards",
    "ap212_decision_undated",
    "ap213_period_too_early",
    "ap214_target_before_baseline",
    "ap215_reading_twice",
    "ap216_review_closed_too_early",
    "ap301_status_unknown",
    "ap302_confidence_unknown",
    "ap303_complete_without_evidence",
    "ap304_complete_with_open_parts",
    "ap305_reason_missing",
    "ap306_confidence_when_closed",
    "ap307_condition_failed",
    "ap308_update_after_completion",
    "ap309_weak_evidence",
    "ap310_reason_unknown",
    "ap401_overdue",
    "ap402_no_update_in_period",
    "ap403_stale",
    "ap404_extension_pending",
    "ap405_restated",
    "ap406_received_after_review",
    "ap407_action_overdue",
    "ap601_no_measurable_result",
    "ap602_soft_verb",
    "ap603_two_deliverables",
    "ap604_nobody_leads",
    "ap605_no_date",
)

CHANGE: tuple[str, ...] = (
    "ap501_commitment_gone",
    "ap502_renumbered",
    "ap503_lead_changed",
    "ap504_id_used_again",
    "ap505_update_rewritten",
    "ap506_extension_rewritten",
    "ap507_reading_rewritten",
    "ap508_review_rewritten",
    "ap509_first_date_changed",
    "ap510_moved_after_the_date",
    "ap511_outcome_changed",
    "ap512_wording_changed",
    "ap513_reopened_without_reason",
    "ap514_completed_as_rules_loosen",
    "ap515_better_without_update",
    "ap516_partner_changed",
    "ap517_check_loosened",
    "ap518_plan_changed",
    "ap519_amendment_untrue",
    "ap520_amendment_rewritten",
    "ap521_judgement_rewritten",
)

USE: tuple[str, ...] = (
    "ap901_setting_unknown",
    "ap902_allowance_useless",
    "ap903_allowance_malformed",
    "ap904_waiver_expired",
    "ap905_waiver_useless",
    "ap906_waiver_malformed",
    "ap907_baseline_outlived",
)

ALWAYS_SAID = "AP517"  # what allows others can neither be allowed nor waived

RETIRED: dict[str, str] = {}

MODULES = (*READING, *JUDGEMENT, *CHANGE, *USE)
CODES: dict[str, str] = {module[:5].upper(): module for module in sorted(MODULES)}


def slug_of(code: str) -> str:
    """The rule's name in words: `AP303` is `complete-without-evidence`."""
    return CODES[code][6:].replace("_", "-")
