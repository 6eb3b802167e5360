"""Changes of every kind that is allowed, each done to a made-up plan."""

from __future__ import annotations

from collections.abc import Sequence

from tests.cli.replayed_plan import (
    LEADS,
    Act,
    Chance,
    Expected,
    Plan,
    evidence,
    fresh,
    is_complete,
    is_open,
    opened,
    review,
)


def an_update(plan: Plan, chance: Chance) -> Expected:
    note = chance.rng.choice(("All is well.", "Ünïcode, too – 漢字.", "::error::no", "Not: a key"))
    chance.pick(plan, such=is_open)["updates"].append(opened(chance.day, note=note))
    return []


def a_commitment(plan: Plan, chance: Chance) -> Expected:
    _, (lead, held) = chance.rng.choice(list(plan.files.items()))
    held.append(fresh(plan, chance, lead))
    return []


def an_extension_asked(plan: Plan, chance: Chance) -> Expected:
    asked = {"asked": str(chance.day), "to": "2026-06", "reason": "capacity"}
    chance.pick(plan, such=is_open)["extensions"].append(asked)
    return []


def an_extension_decided(plan: Plan, chance: Chance) -> Expected:
    found = [
        request
        for each in plan.commitments()
        if chance.allowed(each)
        for request in each.get("extensions", ())
        if "decision" not in request
    ]
    if not found:
        return an_extension_asked(plan, chance)
    word = chance.rng.choice(("granted", "refused"))
    chance.rng.choice(found).update({"decision": word, "decided": str(chance.day), "by": "the board"})
    return []


def a_decision_of_a_review(plan: Plan, chance: Chance) -> Expected:
    found = chance.rng.choice(list(plan.reviews.values()))
    found["decisions"].append({"date": str(chance.day), "decision": "Look again", "by": "the board"})
    return []


def an_action_of_a_review(plan: Plan, chance: Chance) -> Expected:
    actions = chance.rng.choice(list(plan.reviews.values()))["actions"]
    open_ = [each for each in actions if "done" not in each]
    if open_:
        open_[0] |= {"done": str(chance.day), "note": "It was shown."}
    else:
        actions.append({"id": f"a{len(actions) + 1}", "action": "Ask again", "owner": "elm"})
    return []


def a_review_closed(plan: Plan, chance: Chance) -> Expected:
    plan.reviews[f"extra-{chance.day}.yaml"] = review(str(chance.day)[:7], str(chance.day))
    return []


def an_amendment(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan)
    key = chance.rng.choice(("title", "with", "parts", "lead"))
    if key == "title":
        commitment["title"] += " and more"
    elif key == "with":
        commitment["with"] = [] if commitment["with"] else ["northfield"]
    elif key == "parts":
        commitment["parts"].append({"id": f"c{chance.day.toordinal()}", "title": "One more"})
    else:
        commitment["lead"] = "oak" if commitment.get("lead", commitment["id"].split("-")[0]) != "oak" else "elm"
    commitment["amendments"].append({"date": str(chance.day), "of": [key], "by": "all partners"})
    return []


def a_completion(plan: Plan, chance: Chance) -> Expected:
    done = {"date": str(chance.day), "status": "complete", "evidence": evidence(chance.day)}
    chance.pick(plan, such=is_open)["updates"].append(done)
    return []


def an_opening_again(plan: Plan, chance: Chance) -> Expected:
    if not any(chance.allowed(each) and is_complete(each) for each in plan.commitments()):
        return a_completion(plan, chance)
    commitment = chance.pick(plan, such=is_complete)
    commitment["updates"].append(opened(chance.day, reason="capacity", note="The third hub closed again."))
    return []


def a_condition_met(plan: Plan, chance: Chance) -> Expected:
    unmet = chance.pick(plan, such=lambda each: each.get("condition", {}).get("state") == "not-yet-met")
    unmet["condition"] |= {"state": "met", "date": str(chance.day)}
    return []


def a_reading(plan: Plan, chance: Chance) -> Expected:
    indicator = chance.rng.choice(plan.outcomes[0]["indicators"])
    indicator["readings"].append({"date": str(chance.day), "value": f"{chance.rng.randint(100, 200) / 10}"})
    return []


def a_theme(plan: Plan, chance: Chance) -> Expected:
    commitment = chance.pick(plan)
    commitment["theme"] = "health" if commitment["theme"] == "homes" else "homes"
    return []


def a_file_renamed(plan: Plan, chance: Chance) -> Expected:
    name = chance.rng.choice(list(plan.files))
    new = f"{chance.rng.choice(('with blanks', 'ünïcode', 'plain', '漢字'))} {chance.day.toordinal()}.yaml"
    plan.files = {new if each == name else each: held for each, held in plan.files.items()}
    return []


def a_folder_renamed(plan: Plan, chance: Chance) -> Expected:
    plan.folder = f"{chance.rng.choice(('plan', 'the plan', 'plän'))} {chance.day.toordinal()}"
    return []


def a_move(plan: Plan, chance: Chance) -> Expected:
    """Some commitments of one lead into another file of that lead."""
    (_, one), (_, other) = [held for held in plan.files.values() if held[0] == "haven"]
    source, target = (one, other) if len(one) > len(other) else (other, one)
    target.insert(chance.rng.randint(0, len(target)), source.pop(chance.rng.randrange(len(source))))
    return []


def an_order(plan: Plan, chance: Chance) -> Expected:
    chance.rng.shuffle(chance.rng.choice(list(plan.files.values()))[1])
    return []


def a_formatting(plan: Plan, chance: Chance) -> Expected:
    reviews = (f"reviews/{name}" for name in plan.reviews)
    names = ("plan.yaml", "outcomes.yaml", *reviews, *plan.files)
    plan.styles = {name: chance.rng.randint(0, 11) for name in names}
    return []


def a_partner(plan: Plan, chance: Chance) -> Expected:
    plan.head["partners"][f"new-{chance.day.toordinal()}"] = {"name": f"New {chance.title()}"}
    return []


def a_partner_renamed(plan: Plan, chance: Chance) -> Expected:
    partner = plan.head["partners"][chance.rng.choice(LEADS)]
    partner["former"] = [*partner.get("former", ()), {"name": partner["name"]}]
    partner["name"] = f"Trust {chance.title()}"
    return []


IN_A_COMMITMENT: Sequence[Act] = (
    *(an_update,) * 5,
    a_commitment,
    an_extension_asked,
    an_extension_decided,
    an_amendment,
    a_completion,
    an_opening_again,
    a_theme,
)
ALLOWED: Sequence[Act] = (
    *IN_A_COMMITMENT,
    a_condition_met,
    a_reading,
    a_file_renamed,
    a_folder_renamed,
    a_move,
    an_order,
    a_formatting,
    a_partner,
    a_partner_renamed,
    a_decision_of_a_review,
    an_action_of_a_review,
    a_review_closed,
)
