"""Who stops it, how, and who helps: what a stunt card asks for and no physics reads."""

from __future__ import annotations

from pydantic import Field

from stuntlab.plan.fields import OptionalText
from stuntlab.plan.model import PlanModel


class Safety(PlanModel):
    """The words, the channel and the help of one stunt; what is not said is left open on paper."""

    stop_word: OptionalText = Field(default=None, description="the word that stops it; anybody may call it")
    silent_signal: OptionalText = Field(default=None, description="the signal to stop of somebody who cannot call out")
    cue: OptionalText = Field(default=None, description="what starts the action, word for word")
    called_by: OptionalText = Field(default=None, description="who gives the cue")
    channel: OptionalText = Field(default=None, description="radio channel of the stunt")
    meeting: OptionalText = Field(default=None, description="when and where the safety meeting is")
    medic: OptionalText = Field(default=None, description="who, and where they stand while it happens")
    ambulance: OptionalText = Field(default=None, description="where it waits, or how long it takes to come")
    hospital: OptionalText = Field(
        default=None, description="nearest hospital that takes such injuries: name, address, minutes by road"
    )
    emergency_call: OptionalText = Field(default=None, description="number to call, and who calls it")
    rescue: OptionalText = Field(default=None, description="how somebody who cannot move is brought out, and by whom")
    fire_cover: OptionalText = Field(default=None, description="who stands by with what, where anything may burn")
