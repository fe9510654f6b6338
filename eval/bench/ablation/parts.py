"""The parts that can be taken away, and which signals are theirs."""

from dataclasses import dataclass

from retriever.signals import QUESTION, SIGNALS


@dataclass(frozen=True)
class Part:
    """What is taken away: signals of the candidates, signals of the question, its words, or what was learned."""

    name: str
    about: str
    signals: tuple[str, ...] = ()
    of_question: tuple[str, ...] = ()
    words: bool = False
    ranker: bool = False
    decider: bool = False


_NEAREST = ("nearest", "nearest_name", "third_nearest", "behind_best", "votes", "best_similarity")
_PROTOTYPE = ("prototype", "behind_best_prototype")
_OF_OTHERS = (
    "nothing_similarity", "vague_similarity", "ambiguous_similarity", "nothing_votes", "vague_votes", "ambiguous_votes",
)  # fmt: skip

WHOLE = Part("nothing", "all parts, learned anew")
PARTS = (
    Part("nearest", "the nearest names and phrasings of the embedding", _NEAREST, ("best_similarity",)),
    Part("prototypes", "the learned vector of each procedure", _PROTOTYPE, ("best_prototype",)),
    Part("embedding", "both of them", (*_NEAREST, *_PROTOTYPE), ("best_similarity", "best_prototype")),
    Part(
        "names", "words shared with the names (BM25, overlap)",
        ("names_bm25", "names_bm25_share", "question_in_name", "name_in_question"), ("name_share",),
    ),
    Part("said", "words shared with the phrasings (BM25)", ("said_bm25", "said_bm25_share")),
    Part("text", "words shared with the official text (BM25)", ("text_bm25",)),
    Part(
        "coverage", "how much of the question a procedure's words cover",
        ("covered", "behind_best_covered", "covered_pairs", "missing_word", "missing_words"), ("best_covered", "known"),
    ),
    Part("echo", "how much of the nearest entry the question says", ("echo", "unsaid")),
    Part("priors", "level, guide, whether it is asked for", ("commune", "province", "ministry", "phrased", "guided")),
    Part("others", "questions that no single procedure answers", (), _OF_OTHERS),
    Part("words", "the question's own words in the decider", words=True),
    Part("ranker", "the learned ranker: similarity ranks", ranker=True),
    Part("decider", "the learned decider: similarity decides", decider=True),
)  # fmt: skip


def columns(part: Part) -> tuple[list[int], list[int]]:
    """Return the columns of `part` in the candidates' signals and in the question's."""
    return [SIGNALS.index(name) for name in part.signals], [QUESTION.index(name) for name in part.of_question]
