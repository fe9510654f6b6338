"""How a source is asked: with limits on time, size and number."""

from pydantic import BaseModel, ConfigDict, Field


class Manners(BaseModel):
    """Limits of one source; times in seconds. A citizen waits for at most `whole_seconds`, tries and log-in included."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    connect_seconds: float = Field(default=1.5, gt=0, le=60)
    read_seconds: float = Field(default=2.5, gt=0, le=60)
    whole_seconds: float = Field(default=4.0, gt=0, le=120)
    tries: int = Field(default=3, ge=1, le=3, description="The first one and at most two more.")
    pause_seconds: float = Field(default=0.3, ge=0, le=10, description="Longest pause before the second try; doubled.")
    at_once: int = Field(default=4, ge=1, le=100, description="Requests under way at the same time.")
    most_bytes: int = Field(default=1_000_000, ge=1000, description="More of a reply is not read.")
    failures: int = Field(default=5, ge=1, description="Failures one after the other that make us leave it alone.")
    rest_seconds: float = Field(default=30.0, gt=0, description="How long it is left alone before one careful try.")
