"""A small life event of our own making: a new home with a cat."""

from typing import Any

CAT, DOG, CARD = "1.000001", "1.000002", "1.000004"


def step(code: str, name: str, **more: Any) -> dict[str, Any]:
    """Return a step as YAML gives it."""
    return {"procedure_code": code, "name": name, "seen_in": [f"{code}#name"], **more}


def event(**changes: Any) -> dict[str, Any]:
    """Return the event as YAML gives it, with `changes` to its fields."""
    soon = {"text": "Trong mười ngày", "seen_in": [f"{CAT}#name"]}
    beside = {"text": "Cùng lúc với khai báo mèo", "seen_in": [f"{CARD}#name"]}
    made = {
        "id": "nha-moi",
        "name": "Về nhà mới",
        "intro": "Mừng anh/chị có nhà mới.",
        "words": ["mới dọn nhà", "vừa về nhà mới", "chuyển chỗ ở", "dời nhà", "mua được nhà"],
        "steps": [
            step(CAT, "Khai báo mèo", for_whom="Nhà có mèo.", when=soon),
            step(CARD, "Làm thẻ thư viện", together=beside),
            step(DOG, "Khai báo chó", optional=True),
        ],
        "same_papers": [{"name": "Thẻ căn cước", "components": [f"{CAT}#identity", f"{CARD}#owner"]}],
        "facts": {f"{CAT}#age": "adult"},
    }
    return {**made, **changes}
