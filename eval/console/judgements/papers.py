"""The papers that a reply speaks of: one of them may be what is wrong with it, and what became of all of them."""

from bot.answers.messages import ChecklistMessage
from eval.console.judgements.judgements import Listed
from eval.console.trials.trials import TriedTurn


def papers(tried: TriedTurn) -> dict[str, str]:
    """Return the papers {code: name} of a reply's lists, and of the guide whose rules fired for it."""
    lists = [message for message in tried.reply.messages if isinstance(message, ChecklistMessage)]
    items = [item for told in lists for item in (*told.needed, *told.undecided, *told.not_needed)]
    rules = tried.why.form.rules if tried.why and tried.why.form else []
    return {item.component_code: item.name for item in items} | {rule.component_code: rule.name for rule in rules}


def listed(tried: TriedTurn) -> Listed | None:
    """Return the list that stood behind a reply; None where no guide made one, or it was kept without the papers' ids."""
    form = tried.why.form if tried.why else None
    if form is None or not form.rules or not all(rule.id for rule in form.rules):
        return None
    return Listed(
        procedure=form.procedure_code,
        facts=form.told,
        papers={rule.id: rule.verdict for rule in form.rules},
        codes={rule.component_code: rule.id for rule in form.rules},
        shown=form.listed,
    )
