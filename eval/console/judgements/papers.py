"""The papers that a reply speaks of: one of them may be what is wrong with it."""

from bot.answers.messages import ChecklistMessage
from eval.console.trials.trials import TriedTurn


def papers(tried: TriedTurn) -> dict[str, str]:
    """Return the papers {code: name} of a reply's lists, and of the guide whose rules fired for it."""
    lists = [message for message in tried.reply.messages if isinstance(message, ChecklistMessage)]
    items = [item for told in lists for item in (*told.needed, *told.undecided, *told.not_needed)]
    rules = tried.why.form.rules if tried.why and tried.why.form else []
    return {item.component_code: item.name for item in items} | {rule.component_code: rule.name for rule in rules}
