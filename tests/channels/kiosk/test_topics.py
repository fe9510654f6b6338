"""The tiles of a kiosk lead to every guide of the release, by tapping alone."""

from channels.kiosk.topics import kiosk_topics, life_event_tiles
from channels.services import Services


def test_every_guide_is_reached_from_exactly_one_tile(made: Services) -> None:
    library = made.library
    reached = [one.procedure_code for topic in kiosk_topics(library) for one in topic.procedures]
    usable = {code for code in library.guides if library.topic(code).guide}
    assert len(reached) == len(set(reached))
    assert set(reached) == usable


def test_what_people_come_for_stands_first(made: Services) -> None:
    births = kiosk_topics(made.library)[0]
    assert births.id == "khai-sinh-ho-tich"
    assert [one.procedure_code for one in births.procedures[:2]] == ["1.001193", "1.000894"]


def test_after_the_usual_ones_the_alphabet_decides(made: Services) -> None:
    births = kiosk_topics(made.library)[0]
    names = [one.name for one in births.procedures[6:]]
    assert names.index("Chấm dứt giám hộ") < names.index("Đăng ký giám hộ") < names.index("Nhận cha, mẹ, con")


def test_what_no_tile_names_stands_in_the_last_one(made: Services) -> None:
    assert "1.013133" in {one.procedure_code for one in kiosk_topics(made.library)[-1].procedures}


def test_every_tile_has_a_name_in_both_languages(made: Services) -> None:
    assert all(set(topic.name) == {"vi", "en"} and topic.icon for topic in kiosk_topics(made.library))


def test_the_words_of_a_life_event_lead_to_that_event(made: Services) -> None:
    tiles = life_event_tiles(made.library)
    assert len(tiles) > 10
    for tile in tiles:
        told = made.library.life_events.told(tile.say)
        assert told is not None
        assert told.id == tile.id
