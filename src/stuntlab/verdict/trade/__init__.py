"""Rules of the trade: what a coordinator says of a plan before anybody is simulated.

`rules.toml` has what each rule says, where it comes from and what lifts it; `rules.py` when it is broken.
"""

from stuntlab.verdict.trade.rules import TRADE, findings_of_trade

__all__ = ["TRADE", "findings_of_trade"]
