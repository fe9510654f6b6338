"""Speech-act classifier: Rasa's logistic regression that says "I do not know" when it knows no feature.

The stock one raises on blank text and gives the majority act for emoji, other scripts and unseen words. It also adds
up counts, so that long messages weigh more, and makes every act equally likely; here each featurizer's counts have
a length of their own, and common acts stay somewhat likelier.
"""

from collections import Counter
from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.preprocessing import normalize


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SpeechActClassifier(LogisticRegressionClassifier):
    """Logistic regression over known features only.

    Options beside the stock ones: `strength`, scikit-learn's C; `evenness`, how far rare acts are made as likely as
    common ones: 0 not at all, 1 wholly; `lengths`, that of each sparse featurizer's counts, in the pipeline's order.
    Words with diacritics count half, so that a message without them is heard as well.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the stock options and ours."""
        return {
            **LogisticRegressionClassifier.get_default_config(),
            "strength": 1.0,
            "evenness": 1.0,
            "lengths": [0.5, 1.0, 1.0],
        }

    def __init__(self, config: Dict[Text, Any], name: Text, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.C = self.config["strength"]

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the examples, rare acts weighed by `evenness`."""
        counts = Counter(message.get(INTENT) for message in training_data.intent_examples)
        even = sum(counts.values()) / max(len(counts), 1)
        self.clf.class_weight = {act: (even / count) ** self.config["evenness"] for act, count in counts.items()}
        return super().train(training_data)

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

    def _create_X(self, messages: List[Message]) -> csr_matrix:  # noqa: N802 - the name is Rasa's
        return vstack([_side_by_side(message, self.config["lengths"]) for message in messages]).tocsr()


def _side_by_side(message: Message, lengths: List[float]) -> csr_matrix:
    """Return the counts of every featurizer, each of its length, side by side: shape (1, features)."""
    counts = [
        one.features
        for one in message.features
        if one.is_sparse() and one.attribute == TEXT and one.type == FEATURE_TYPE_SENTENCE
    ]
    scaled = [normalize(csr_matrix(block, dtype=float)) * length for block, length in zip(counts, lengths, strict=True)]
    return hstack(scaled)


def _has_known_features(message: Message) -> bool:
    sparse = message.get_sparse_features(attribute=TEXT)[1]
    return bool(sparse and sparse.features.nnz)
