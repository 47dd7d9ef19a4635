"""What goes into the call sheet: one short insert, also as text to paste."""

from __future__ import annotations

from collections.abc import Iterable

from stuntlab.paper.blocks import Block, SheetFields, SheetList, SheetText, given, section
from stuntlab.paper.facts import SheetFacts
from stuntlab.paper.guides import bulletins_for
from stuntlab.paper.sections import CANNOT_TELL, day_of_shoot, entries_of, on_paper, still_to_do
from stuntlab.paper.sheet import DOCX, PDF, TEXT, Sheet
from stuntlab.verdict.words import capitalise


def _blocks(facts: SheetFacts) -> Iterable[Block]:
    said, plan = facts.plan.safety, facts.plan
    who = ", ".join(f"{name} ({one.job})" for name, one in plan.people.items())
    yield SheetFields(
        (
            ("Stunt", f"{plan.stunt}{f', scene {plan.scene}' if plan.scene else ''}"),
            ("Day", given(day_of_shoot(facts))),
            ("Safety meeting", given(said.meeting, "when and where; everybody, also camera")),
            ("What", "\n".join(f"{capitalise(gag)}: {words}" for gag, words in facts.gags.items())),
            ("Who", who),
            ("Stand clear", "\n".join(facts.set_map.told) if facts.set_map and facts.set_map.told else given(None)),
            ("Word to stop", given(said.stop_word)),
            ("Radio channel", given(said.channel)),
            ("Medic, ambulance", given(" · ".join(one for one in (said.medic, said.ambulance) if one))),
            ("Nearest hospital", given(said.hospital)),
            ("Emergency call", given(said.emergency_call)),
        )
    )
    yield from section("Still missing", still_to_do(facts))
    kinds = [action.kind for action in plan.action]
    yield from section("Attached", SheetList(tuple(one.words for one in bulletins_for(kinds))))
    yield SheetText("Anyone may stop, at any moment, without a reason and without a name.", strong=True)
    not_told = "; ".join(map(on_paper, entries_of(facts, CANNOT_TELL)))
    yield SheetText(f"Not looked at: {not_told}")


CALL_SHEET = Sheet(
    "callsheet",
    "Call sheet insert",
    "the safety line, the meeting, the hospital and the bulletins, for the call sheet",
    "Practice of call sheets; safety bulletins are guidelines and are attached by number, title and revision.",
    (PDF, DOCX, TEXT),
    _blocks,
)
