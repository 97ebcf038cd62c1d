"""Rules about figures of a page: a metric, with what is good and what is bad."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from seoaudit.data_rules.kind import Compiled, Fault, Kind, Workshop, no_such
from seoaudit.data_rules.metrics import METRICS
from seoaudit.model import Finding, Measurement
from seoaudit.page import Page


class Metric(Kind, frozen=True, kw_only=True, tag="metric"):
    """A figure of the page with what is good and what is bad; between them the score is linear."""

    about: ClassVar[str] = (
        "A figure of the page, with the values at which it is good and bad; in between it counts in part."
    )
    default_message: ClassVar[str] = "{metric}: {value}, where {good} is good"
    default_fix: ClassVar[str] = "Bring it to {good}."
    placeholders: ClassVar[tuple[str, ...]] = ("metric", "value", "unit", "good", "bad")

    metric: Annotated[str, Meta(description="The figure.")]
    good: Annotated[float, Meta(description="Where the rule is content.")]
    bad: Annotated[float, Meta(description="Where it costs all that it can cost.")]

    def summary(self) -> str:
        """Return what the rule asks for."""
        return f"{METRICS[self.metric].summary[:1].upper()}{METRICS[self.metric].summary[1:]}: {self.good:g} is good."

    def faults(self) -> Iterator[Fault]:
        """Yield what the types do not tell."""
        if self.metric not in METRICS:
            yield no_such("metric", self.metric, METRICS)
        if self.good == self.bad:
            yield Fault(("bad",), f"good and bad are both {self.bad:g}", "Leave some room between them.")

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""
        metric = METRICS[self.metric]

        def judge(page: Page, *, good: float, bad: float) -> Measurement:
            value = metric.measure(page)
            values = {
                "metric": metric.summary,
                "value": float(value),
                "unit": metric.unit,
                "good": good,
                "bad": bad,
            }
            return Measurement(
                value, metric.unit, (Finding(page.start, tools.message(values), tools.fix(values)),)
            )

        return Compiled(judge, good=self.good, bad=self.bad)
