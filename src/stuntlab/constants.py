"""Physical constants, each written once for the whole program.

Constants that belong to one published model (the chest of Axelsson, say) stand beside that model. Conversion factors
stand in `units/units.toml`. Compiled functions may use these constants: `compiled.py` counts this file as a source.
"""

GRAVITY_M_S2 = 9.80665
"""Standard acceleration of free fall; every simulated world has it. Source: 3rd CGPM 1901, NIST SP 811 (V-S)."""

AIR_KG_PER_M3 = 1.225
"""Density of dry air at sea level and 15 °C. Source: ISO 2533:1975, standard atmosphere (R-h)."""

STANDARD_ATMOSPHERE_PA = 101_325.0
"""Pressure of air at sea level. Source: ISO 2533:1975, standard atmosphere (R-h)."""

AIR_HEAT_RATIO = 1.4
"""Heat capacity of air at constant pressure, divided by the one at constant volume. Source: ISO 2533:1975 (R-h)."""
