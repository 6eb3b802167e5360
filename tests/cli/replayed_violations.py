"""Violations of every kind, each done to a made-up plan; with the findings that it has to bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tests.cli.replayed_plan import (
    FIRST_DAY,
    Act,
    Chance,
    Commitment,
    Expected,
    Plan,
    about,
    evidence,
    is_complete,
    is_open,
    opened,
)


def vanished(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan)
    plan.holding(commitment["id"]).remove(commitment)
    return [("AP501", about(commitment))]


def renumbered(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan)
    plan.last_number += 1
    commitment["id"] = f"{commitment['id'].split('-')[0]}-{plan.last_number}"
    return [("AP502", about(commitment))]


def lead_changed(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=lambda each: "lead" not in each)
    commitment["lead"] = "elm" if commitment["id"].startswith("oak") else "oak"
    return [("AP503", about(commitment))]


def used_again(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=lambda each: not each["title"].startswith("Quite another"))
    commitment |= {"title": "Quite another thing altogether", "updates": [opened(chance.day)], "due": "2026-01"}
    return [("AP504", about(commitment))]


def update_edited(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan)
    chance.rng.choice(commitment["updates"])["note"] = f"It was always so, on {chance.day}."
    return [("AP505", about(commitment))]


def update_removed(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=lambda each: len(each["updates"]) > 2)
    commitment["updates"].pop(0)
    return [("AP505", about(commitment))]


def update_redated(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan)
    update = commitment["updates"][-1]
    update["date"] = str(date.fromisoformat(update["date"]) + timedelta(days=1))
    return [("AP505", about(commitment))]


def update_inserted(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan)
    commitment["updates"].insert(0, opened(date(2024, 4, 1) + (chance.day - FIRST_DAY), note="We said so then."))
    return [("AP505", about(commitment))]


def updates_in_another_order(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=lambda each: each["updates"][1:] and each["updates"][0] != each["updates"][1])
    updates = commitment["updates"]
    updates[0], updates[1] = updates[1], updates[0]
    return [("AP505", about(commitment))]


def decision_edited(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=has_decision)
    decided(commitment)["decision"] = "refused" if decided(commitment)["decision"] == "granted" else "granted"
    return [("AP506", about(commitment))]


def extension_removed(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=has_decision)
    commitment["extensions"].remove(decided(commitment))
    return [("AP506", about(commitment))]


def extension_edited(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=has_decision)
    decided(commitment)["to"] = "2026-09" if decided(commitment)["to"] != "2026-09" else "2026-10"
    return [("AP506", about(commitment))]


def has_decision(commitment: Commitment) -> bool:
    return any("decision" in each for each in commitment["extensions"])


def decided(commitment: Commitment) -> dict[str, str]:
    return next(each for each in commitment["extensions"] if "decision" in each)


def reading_edited(plan: Plan, chance: Chance) -> Expected:
    indicator = chance.rng.choice(plan.outcomes[0]["indicators"])
    indicator["readings"][0]["value"] = f"{float(indicator['readings'][0]['value']) - 1:.1f}"
    return [("AP507", "")]


def reading_removed(plan: Plan, chance: Chance) -> Expected:
    indicator = chance.rng.choice([each for each in plan.outcomes[0]["indicators"] if len(each["readings"]) > 2])
    indicator["readings"].pop()
    return [("AP507", "")]


def review_edited(plan: Plan, chance: Chance) -> Expected:
    found = chance.rng.choice(list(plan.reviews.values()))
    found["decisions"][0]["decision"] = f"What was said on {chance.day}"
    return [("AP508", "")]


def review_removed(plan: Plan, chance: Chance) -> Expected:
    del plan.reviews[chance.rng.choice(list(plan.reviews))]
    return [("AP508", "")]


def review_renamed(plan: Plan, chance: Chance) -> Expected:
    name = chance.rng.choice(list(plan.reviews))
    plan.reviews[f"{chance.day}.yaml"] = plan.reviews.pop(name)
    return [("AP508", "")]


def due_changed(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, has="due")
    commitment["due"] = "2026-06" if commitment["due"] != "2026-06" else "2026-07"
    return [("AP509", about(commitment))]


def due_removed(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, has="due")
    del commitment["due"]
    return [("AP509", about(commitment))]


def moved_after_the_date(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=lambda each: each.get("due") == "2026-03" and not is_complete(each))
    late = {"asked": "2027-01-05", "to": "2027-06", "reason": "capacity", "decision": "granted"}
    commitment["extensions"].append(late | {"decided": "2027-01-10"})
    return [("AP510", about(commitment))]


def baseline_changed(plan: Plan, chance: Chance) -> Expected:
    return _point_changed(plan, chance, "baseline")


def target_changed(plan: Plan, chance: Chance) -> Expected:
    return _point_changed(plan, chance, "target")


def _point_changed(plan: Plan, chance: Chance, key: str) -> Expected:
    point = chance.rng.choice(plan.outcomes[0]["indicators"])[key]
    point["value"] = f"{float(point['value']) + 0.5:.1f}"
    return [("AP511", "")]


def indicator_reworded(plan: Plan, chance: Chance) -> Expected:
    chance.rng.choice(plan.outcomes[0]["indicators"])["unit"] = f"homes in {chance.day}"
    return [("AP511", "")]


def title_changed(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan)
    commitment["title"] += ", mostly"
    return [("AP512", about(commitment))]


def supporter_gone(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=lambda each: len(each.get("with", ())) > 1)
    commitment["with"] = commitment["with"][1:]
    return [("AP512", about(commitment))]


def part_gone(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=lambda each: len(each.get("parts", ())) > 1)
    commitment["parts"] = commitment["parts"][:-1]
    return [("AP512", about(commitment))]


def condition_gone(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, has="condition")
    del commitment["condition"]
    return [("AP512", about(commitment))]


def opened_without_reason(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=is_open)
    done = {"date": str(chance.day), "status": "complete", "evidence": evidence(chance.day)}
    commitment["updates"] += [done, opened(chance.day, note="Not quite.")]
    return [("AP513", about(commitment))]


def rule_off(plan: Plan, chance: Chance) -> Expected:
    rules = plan.head.setdefault("rules", {})
    rules[
        chance.rng.choice(
            [each for each in ("AP401", "AP402", "AP403", "AP404", "AP309", "AP204") if each not in rules]
        )
    ] = "off"
    return [("AP517", "")]


def completed_as_rules_loosen(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, such=is_open)
    commitment["updates"].append({"date": str(chance.day), "status": "complete", "evidence": evidence(chance.day)})
    return [("AP514", about(commitment)), *rule_off(plan, chance)]


def better_without_update(plan: Plan, _: Chance) -> Expected:
    word = next(each for each in plan.head["vocabulary"] if each["meaning"] == "waiting")
    word["meaning"] = "done"
    return [("AP515", f"northfield/elm-special-{word['code'][-1]}")]


def partner_removed(plan: Plan, chance: Chance) -> Expected:
    del plan.head["partners"][_guest(plan, chance)]
    return [("AP516", "")]


def partner_name_forgotten(plan: Plan, chance: Chance) -> Expected:
    plan.head["partners"][_guest(plan, chance)] = {"name": f"Called {chance.title()}"}
    return [("AP516", "")]


def partner_key_changed(plan: Plan, chance: Chance) -> Expected:
    key = _guest(plan, chance)
    plan.head["partners"] = {f"x-{name}" if name == key else name: each for name, each in plan.head["partners"].items()}
    return [("AP516", "")]


def _guest(plan: Plan, chance: Chance) -> str:
    guests: list[str] = [each for each in plan.head["partners"] if each.startswith("guest-")]
    return chance.rng.choice(guests)


def period_changed(plan: Plan, _: Chance) -> Expected:
    period = plan.head["period"]
    period["to"] = str(date.fromisoformat(period["to"]) + timedelta(days=30))
    return [("AP518", "")]


def agreement_changed(plan: Plan, chance: Chance) -> Expected:
    plan.head["agreement"]["title"] = f"Agreement of {chance.day}"
    return [("AP518", "")]


def review_cycle_changed(plan: Plan, _: Chance) -> Expected:
    reviews = plan.head["reviews"]
    reviews["every"] = "month" if reviews["every"] == "quarter" else "quarter"
    return [("AP518", "")]


def amendment_untrue(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan)
    commitment["amendments"].append({"date": str(chance.day), "of": ["kind"], "by": "the board"})
    return [("AP519", about(commitment))]


def amendment_removed(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan, has="amendments")
    commitment["amendments"].pop(0)
    return [("AP520", about(commitment))]


VIOLATIONS_IN_A_COMMITMENT: Sequence[Act] = (
    vanished,
    renumbered,
    lead_changed,
    used_again,
    update_edited,
    update_removed,
    update_redated,
    update_inserted,
    updates_in_another_order,
    decision_edited,
    extension_removed,
    extension_edited,
    due_changed,
    due_removed,
    moved_after_the_date,
    title_changed,
    supporter_gone,
    part_gone,
    condition_gone,
    opened_without_reason,
    amendment_untrue,
    amendment_removed,
)
VIOLATIONS: Sequence[Act] = (
    *VIOLATIONS_IN_A_COMMITMENT,
    reading_edited,
    reading_removed,
    baseline_changed,
    target_changed,
    indicator_reworded,
    rule_off,
    completed_as_rules_loosen,
    better_without_update,
    partner_removed,
    partner_name_forgotten,
    partner_key_changed,
    period_changed,
    agreement_changed,
    review_cycle_changed,
    review_edited,
    review_removed,
    review_renamed,
)
