"""Vietnamese tokenizer for Rasa: underthesea's words, offsets into the message as typed.

`text` of a token is the word with its syllables joined by "_" ("đăng_ký"); `lemma` the same syllables
folded, joined by spaces ("dang ky"), so that a featurizer on lemmas sees the same with and without
diacritics. Codes, numbers and sealed tokens are never split or joined.
"""

import re
import unicodedata
from typing import Any, Dict, List, Text, Tuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from underthesea import word_tokenize

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold

_WHOLE = re.compile(r"\S*\d\S*|\S+@\S+")
_PIECE = re.compile(r"\w+|[^\w\s]")

Span = Tuple[int, int]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class VietnameseTokenizer(Tokenizer):
    """See the module; it has no options of its own."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def required_packages() -> List[Text]:
        return ["underthesea"]

    def __init__(self, config: Dict[Text, Any]) -> None:
        super().__init__(config)
        word_tokenize("khởi động")

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """Return the tokens of one attribute of `message`, offsets in characters of the original text."""
        composed, starts, ends = _composed(message.get(attribute))
        tokens = []
        for start, end in _spans(composed):
            words = composed[start:end].split()
            lemma = fold(" ".join(standardise(word) for word in words))
            tokens.append(Token("_".join(words).lower(), starts[start], ends[end - 1], lemma=lemma))
        return self._apply_token_pattern(tokens)


def _composed(text: Text) -> Tuple[Text, List[int], List[int]]:
    """Return NFC text and, for each of its characters, where it starts and ends in `text`."""
    characters: List[Text] = []
    starts: List[int] = []
    ends: List[int] = []
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for character in unicodedata.normalize("NFC", text[position:end]):
            characters.append(character)
            starts.append(position)
            ends.append(end)
        position = end
    return "".join(characters), starts, ends


def _spans(text: Text) -> List[Span]:
    spans: List[Span] = []
    position = 0
    for whole in _WHOLE.finditer(text):
        spans += _words(text, position, whole.start())
        spans.append(whole.span())
        position = whole.end()
    return spans + _words(text, position, len(text))


def _words(text: Text, start: int, end: int) -> List[Span]:
    """Return the spans of words in `text[start:end]`; where underthesea loses characters, of its pieces."""
    part = text[start:end]
    if not part.strip():
        return []
    places = [start + offset for offset, character in enumerate(part) if not character.isspace()]
    sizes = [
        sum(not character.isspace() for character in word) for word in word_tokenize(part, use_token_normalize=False)
    ]
    if sum(sizes) != len(places):
        return [(start + piece.start(), start + piece.end()) for piece in _PIECE.finditer(part)]
    spans: List[Span] = []
    taken = 0
    for size in filter(None, sizes):
        spans.append((places[taken], places[taken + size - 1] + 1))
        taken += size
    return spans
