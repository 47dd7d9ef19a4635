"""All certification tests of a dummy beside their corridors."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.people.anthropometry import Measures
from stuntlab.people.certification.head import head_drop
from stuntlab.people.certification.knee import hip_angle_at_torque, hip_flexion_torque, knee_pendulum
from stuntlab.people.certification.neck import Bend, neck_pendulum
from stuntlab.people.certification.rig import TIMESTEP_S
from stuntlab.people.certification.thorax import thorax_pendulum
from stuntlab.people.tables import CORRIDORS
from stuntlab.people.tissue import Tissue


@dataclass(frozen=True, slots=True)
class Check:
    """One measured quantity and the corridor it should lie in, both in `unit`."""

    quantity: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    tag: str

    @property
    def inside(self) -> bool:
        """Whether the value lies in the corridor."""
        return self.low <= self.value <= self.high

    @property
    def offset(self) -> float:
        """Distance from the middle of the corridor in half widths: 0 the middle, ±1 the edges."""
        return (self.value - (self.low + self.high) / 2) / ((self.high - self.low) / 2)


def certify(dummy: str, measures: Measures, tissue: Tissue, *, timestep_s: float = TIMESTEP_S) -> tuple[Check, ...]:
    """Every quantity the dummy (`hybrid_iii_50m`, `hybrid_iii_5f`) has a corridor for. Signals are unfiltered."""
    values = {
        **head_values(measures, tissue, timestep_s=timestep_s),
        **neck_values(measures, tissue, timestep_s=timestep_s),
        **thorax_values(measures, tissue, timestep_s=timestep_s),
        **leg_values(measures, tissue, timestep_s=timestep_s),
    }
    return checks(dummy, values)


def checks(dummy: str, values: dict[str, float]) -> tuple[Check, ...]:
    """Values beside the corridors of one dummy; quantities without a corridor are left out."""
    return tuple(
        Check(name, values[name], row.low, row.high, row.unit, row.source, row.tag)
        for name, row in CORRIDORS.read()[dummy].items()
        if name in values
    )


def head_values(measures: Measures, tissue: Tissue, *, timestep_s: float = TIMESTEP_S) -> dict[str, float]:
    """Head drop."""
    drop = head_drop(measures, tissue, timestep_s=timestep_s)
    return {
        "head_peak": drop.peak_g,
        "head_lateral": drop.lateral_g,
        "head_second_peak": drop.second_peak_share,
    }


def neck_values(measures: Measures, tissue: Tissue, *, timestep_s: float = TIMESTEP_S) -> dict[str, float]:
    """Neck pendulum, both ways; peaks as magnitudes, times in ms."""
    return {
        **_bend_values(measures, tissue, "flexion", timestep_s),
        **_bend_values(measures, tissue, "extension", timestep_s),
    }


def _bend_values(measures: Measures, tissue: Tissue, bend: Bend, timestep_s: float) -> dict[str, float]:
    swing = neck_pendulum(measures, tissue, bend, timestep_s=timestep_s)
    return {
        f"neck_{bend}_rotation": abs(swing.peak_rotation_deg),
        f"neck_{bend}_rotation_at": swing.peak_rotation_s * 1e3,
        f"neck_{bend}_moment": abs(swing.largest_moment_nm),
        f"neck_{bend}_moment_at": swing.largest_moment_s * 1e3,
        f"neck_{bend}_moment_zero": swing.moment_zero_s * 1e3,
        f"neck_{bend}_rotation_zero": swing.rotation_zero_s * 1e3,
    }


def thorax_values(measures: Measures, tissue: Tissue, *, timestep_s: float = TIMESTEP_S) -> dict[str, float]:
    """Thorax pendulum."""
    blow = thorax_pendulum(measures, tissue, timestep_s=timestep_s)
    return {
        "thorax_force": blow.peak_force_n,
        "thorax_deflection": blow.peak_deflection_m * 1e3,
        "thorax_hysteresis": blow.hysteresis,
    }


def leg_values(measures: Measures, tissue: Tissue, *, timestep_s: float = TIMESTEP_S) -> dict[str, float]:
    """Knee pendulum and hip flexion."""
    return {
        "knee_force": knee_pendulum(measures, tissue, timestep_s=timestep_s),
        "hip_torque_at_30_deg": hip_flexion_torque(measures, tissue, above_horizontal_deg=30),
        "hip_angle_at_203_nm": hip_angle_at_torque(measures, tissue, torque_nm=203),
    }
