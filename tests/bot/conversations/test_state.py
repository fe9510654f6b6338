"""The state of a conversation: what it is about, and which choices it offered."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.state import Choice, ConversationState, OpenChecklist


def test_a_choice_id_is_opaque_short_and_leads_to_its_choice() -> None:
    state = ConversationState()
    choice = Choice(do="procedure", procedure_code="1.001193", label="Khai sinh")
    choice_id = state.offer(choice)
    assert len(choice_id) <= 32
    assert "1.001193" not in choice_id
    assert state.choices[choice_id] == choice


def test_the_oldest_choices_expire_so_that_the_state_stays_small() -> None:
    state = ConversationState()
    ids = [state.offer(Choice(do="none", label=str(number))) for number in range(500)]
    assert len(state.choices) < 100
    assert ids[0] not in state.choices
    assert ids[-1] in state.choices


@given(st.lists(st.sampled_from(["1.1", "1.2", "1.3", "1.4", "1.5"]), max_size=20))
def test_the_newest_topic_stands_first_and_none_twice(codes: list[str]) -> None:
    state = ConversationState()
    for code in codes:
        state.talk_about(code)
    assert len(state.topics) == len(set(state.topics)) <= 3
    assert state.topics[:1] == codes[-1:]


def test_a_checklist_is_open_only_while_a_question_is() -> None:
    state = ConversationState(checklist=OpenChecklist(procedure_code="1.001193"))
    assert state.open_checklist is None
    assert state.checklist
    state.checklist.asked = "parents"
    assert state.open_checklist is state.checklist


def test_the_state_survives_its_way_through_the_database() -> None:
    state = ConversationState(topics=["1.001193"], awaits_office=True, unanswered=1)
    state.offer(Choice(do="fact", procedure_code="1.001193", fact="parents", value="married", label="Rồi"))
    assert ConversationState.model_validate_json(state.model_dump_json()) == state


def test_how_many_procedures_were_talked_about_at_once_is_known_until_one_is() -> None:
    state = ConversationState()
    state.talk_about("1.001193")
    assert state.together == 1
    state.talk_about("1.001193", "1.004222")
    assert (state.together, state.topics) == (2, ["1.001193", "1.004222"])
    state.talk_about("1.004222")
    assert state.together == 1
