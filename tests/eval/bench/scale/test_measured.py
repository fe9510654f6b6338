"""What follows from the sizes."""

import pytest

from eval.bench.scale.measured import Measured


def test_the_quickest_index_must_keep_recall(measured: Measured) -> None:
    assert [size.quickest for size in measured.sizes] == ["flat", "int8"]


def test_costs_grow_with_a_power_of_the_entries(measured: Measured) -> None:
    found = measured.exponents("flat")
    assert found["search"] == pytest.approx(1)
    assert found["build"] == pytest.approx(1)
    assert found["resident"] is None
    assert measured.exponents("hnsw")["search"] == pytest.approx(0)


def test_indexes_take_over_from_a_size_on(measured: Measured) -> None:
    assert measured.quicker_than_flat_from("hnsw") == pytest.approx(20_000)
    assert measured.quicker_than_flat_from("ivf") == 5_000
    assert measured.quicker_than_flat_from("fp16") is None


def test_the_json_has_every_part_with_its_settings(measured: Measured) -> None:
    told = measured.json()
    first = told["sizes"][0]
    assert first["entries"] == 5_000
    assert first["parts"]["ivf"]["settings"] == {"nlist": 283, "nprobe": 16}
    assert first["parts"]["bm25s"]["recall_10"] is None
    assert set(told["growth"]) == set(first["parts"])
    assert "flat" not in told["quicker_than_flat_from"]
