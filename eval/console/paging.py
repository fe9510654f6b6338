"""Long lists, page by page."""

from dataclasses import dataclass
from math import ceil

SIZE = 50


@dataclass(frozen=True)
class Paging:
    """Where one is in a list of `total` lines; `asked`: the page asked for, from 1, which may not be there."""

    asked: int
    total: int
    size: int = SIZE

    @property
    def last(self) -> int:
        """The last page, 1 where the list is empty."""
        return max(1, ceil(self.total / self.size))

    @property
    def number(self) -> int:
        """The page that is shown."""
        return min(max(self.asked, 1), self.last)

    @property
    def first_line(self) -> int:
        """The place of its first line, from 0."""
        return (self.number - 1) * self.size
