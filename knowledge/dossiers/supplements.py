"""What a request for papers asks for: the guide's component that its text names."""

import re
from collections.abc import Sequence
from math import ceil

from knowledge.guides.models import Guide, GuideComponent
from knowledge.vietnamese.folding import nfc, syllables

# A name goes on after its core with what it is for, whose it is, or another form of it.
_ENDS = re.compile(r"[(,;:/]| (?:theo|của|hoặc|đối với|trong trường hợp|nếu|để|cho|kèm|do|có) ")
_COPIES = re.compile(r"^(?:\d+ |bản (?:sao|chính|chụp|gốc|điện tử) |(?:có )?chứng thực |các |một )+")
# Cut shorter, a name says only that something is a paper of some kind: "giấy xác nhận", "văn bản".
_SHORTEST_CUT = 4
_SHORTEST = 2
_SAY_NOTHING = {
    "giay to",
    "ho so",
    "van ban",
    "to khai",
    "tai lieu",
    "giay to khac",
    "ket qua",
    "thong tin",
    "xac nhan",
}
_ENOUGH = 0.75


def components_named(guide: Guide, text: str) -> tuple[GuideComponent, ...]:
    """Return the components that `text` names, in the guide's order; any spelling, with or without diacritics.

    A name counts where its core stands in the text: what comes before "theo", "của", a bracket or a comma, or
    three quarters of that from the start. Of two names in the same place the longer one counts. Rather none
    than a wrong one: names too general to tell papers apart never count.
    """
    words = syllables(text)
    found = [(place, component) for component in guide.components if (place := _place(words, component))]
    return tuple(
        component
        for place, component in found
        if not any(_inside(place, other) for other, _ in found if other != place)
    )


def component_named(guide: Guide, text: str) -> GuideComponent | None:
    """Return the one component that `text` names; None where it names none, or several."""
    named = components_named(guide, text)
    return named[0] if len(named) == 1 else None


def _place(words: Sequence[str], component: GuideComponent) -> tuple[int, int] | None:
    """Return the first place of the component's name among `words`, as (start, end): the whole name, else its core."""
    core = _core(component.name)
    shortest = max(_SHORTEST, ceil(len(core) * _ENOUGH))
    beginnings = [core[:length] for length in range(len(core), shortest - 1, -1)]
    for name in (syllables(component.name), *beginnings):
        for start in range(len(words) - len(name) + 1) if core else ():
            if list(words[start : start + len(name)]) == name:
                return start, start + len(name)
    return None


def _inside(place: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= place[0] and place[1] <= other[1]


def _core(name: str) -> list[str]:
    plain = _COPIES.sub("", nfc(name).lower())
    cuts = (syllables(plain[: end.start()]) for end in _ENDS.finditer(plain))
    core = next((cut for cut in cuts if len(cut) >= _SHORTEST_CUT), syllables(plain))
    return [] if " ".join(core) in _SAY_NOTHING else core
