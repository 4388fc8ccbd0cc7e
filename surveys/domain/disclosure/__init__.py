"""What may be shown to anybody: which sets, and how their figures are coded.

The guarantee: no nonzero combination of figures that were ever published depends on fewer than k respondents.
``docs/algorithms/disclosure.md`` proves it and tells which rules stand behind the coding. Only this package
makes safe figures; a page, chart, PDF, export or message can be given nothing else.
"""

from surveys.domain.disclosure.block import PublishedBlock, PublishedItem, publish_block
from surveys.domain.disclosure.coding import coded_mean, coded_share, respondents_band, response_band
from surveys.domain.disclosure.figures import (
    Bound,
    Reason,
    SafeCount,
    SafeDistribution,
    SafeFigure,
    SafeIndex,
    SafeReliability,
    SafeResponse,
    SafeShare,
    SafeStep,
    Suppressed,
    from_json,
    suppressed,
    to_json,
)
from surveys.domain.disclosure.graph import publishable_units, withheld_figures
from surveys.domain.disclosure.poll import PublishedPoll, PublishedStatement, publish_poll
from surveys.domain.disclosure.trend import TrendPoint, baseline_blocks, change_step, trend_point

__all__ = [
    "Bound",
    "PublishedBlock",
    "PublishedItem",
    "PublishedPoll",
    "PublishedStatement",
    "Reason",
    "SafeCount",
    "SafeDistribution",
    "SafeFigure",
    "SafeIndex",
    "SafeReliability",
    "SafeResponse",
    "SafeShare",
    "SafeStep",
    "Suppressed",
    "TrendPoint",
    "baseline_blocks",
    "change_step",
    "coded_mean",
    "coded_share",
    "from_json",
    "publish_block",
    "publish_poll",
    "publishable_units",
    "respondents_band",
    "response_band",
    "suppressed",
    "to_json",
    "trend_point",
    "withheld_figures",
]
