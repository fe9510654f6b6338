"""Speech-act classifier: Rasa's logistic regression that says "I do not know" when it knows no feature.

The stock one raises on blank text and gives the majority act for emoji, other scripts and unseen words.
"""

from typing import List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SpeechActClassifier(LogisticRegressionClassifier):
    """Logistic regression over known features only."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Classify; messages without any known feature get no intent, which the fallback turns into its own."""
        known = [message for message in messages if _has_known_features(message)]
        for message in messages:
            if message not in known:
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
        if known:
            super().process(known)
        return messages


def _has_known_features(message: Message) -> bool:
    sparse = message.get_sparse_features(attribute=TEXT)[1]
    return bool(sparse and sparse.features.nnz)
