"""Aspects beside the speech act: what a question asks of a procedure, any number, as entities `aspect`."""

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.vietnamese.aspects import asked


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AspectExtractor(GraphComponent):
    """Adds one entity for each aspect that the lexicon `knowledge/vietnamese/aspects.txt` finds."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "AspectExtractor":
        """Create the component; it has no configuration."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the aspects of every message."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = [_entity(aspect, text) for aspect in asked(text).aspects]
            if found:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages


def _entity(aspect: Text, text: Text) -> Dict[Text, Any]:
    return {"entity": "aspect", "value": aspect, "start": 0, "end": len(text), "extractor": "AspectExtractor"}
