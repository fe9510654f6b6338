"""The parsers that strangers reach, each as one function of bytes: it returns, or raises what its module documents.

`python -m tests.fuzzing NAME -max_total_time=60` fuzzes one of them with atheris; `tests.prove_fuzz` all of them.
"""

import json
import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["bot.", "channels.", "knowledge."]):
    from bot.answers.plain_acts import speech_act
    from bot.conversations.masking import masked
    from channels.telegram.updates import Arriving, minimal
    from channels.zalo import events, signature
    from channels.zalo.errors import ForgedEventError
    from knowledge.dossiers.codes import code_in_scan, find_codes, normalise
    from knowledge.dossiers.errors import BadProofError
    from knowledge.dossiers.proofs import read_proof
    from knowledge.dossiers.scans import without_bystanders
    from knowledge.dossiers.sealing import Seal
    from knowledge.vietnamese.folding import fold, syllables

_NUMBER = "079123456789"


def sealing(text: str) -> None:
    """A number beside any text never survives sealing, whatever stands around it."""
    seal = Seal()
    sealed = seal.seal(f"{text} {_NUMBER} {text}", awaits_proof=True)
    assert f" {_NUMBER} " not in sealed.text
    seal.seal(text)


def masking(text: str) -> None:
    """Masking twice is masking once."""
    assert masked(masked(text)) == masked(text)


def codes(text: str) -> None:
    """Every code that is found is one."""
    for attempt in find_codes(text):
        assert text[attempt.start : attempt.end] == attempt.raw
        assert attempt.code is None or normalise(attempt.code) == attempt.code
    code_in_scan(text)


def proofs(text: str) -> None:
    """A proof is digits alone; the refusal of what is none always says the same."""
    try:
        told = read_proof(text).digits
    except BadProofError as error:
        told = str(error).replace(str(BadProofError.__doc__), "0")
    assert told.isdigit()


def scans(text: str) -> None:
    """Dropping what belongs to others drops nothing more the second time."""
    once = without_bystanders(text)
    assert without_bystanders(once) == once


def folding(text: str) -> None:
    """Folding twice is folding once."""
    assert fold(fold(text)) == fold(text)
    syllables(text)
    speech_act(text, False)


def updates(text: str) -> None:
    """Telegram's updates: refused, or understood; names are dropped."""
    try:
        told = json.loads(text)
        arriving = Arriving.model_validate(told)
    except (ValueError, RecursionError):
        return
    assert arriving.concerns in ("conversation", "joined", "blocked", "nothing")
    assert '"username"' not in json.dumps(minimal(told))


def signed(text: str) -> None:
    """Nobody without the secret is believed."""
    try:
        # A header comes as Latin-1.
        raw = text.encode()
        signature.checked(raw, raw[:80].decode("latin-1"), "401", ["a secret"], 1.8e9, 3600)
    except ForgedEventError:
        return
    raise AssertionError("a forged call was believed")


def zalo(text: str) -> None:
    """Zalo's events: any object whose time was checked is told as something."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(told, dict):
        events.read(told | {"timestamp": "1800000000000"})


TARGETS: dict[str, Callable[[str], None]] = {
    one.__name__: one for one in (sealing, masking, codes, proofs, scans, folding, updates, signed, zalo)
}


def main() -> None:
    """Fuzz the target named first; what follows is libFuzzer's."""
    target = TARGETS[sys.argv[1]]

    def one(data: bytes) -> None:
        target(data.decode("utf-8", "replace"))

    atheris.Setup([sys.argv[0], *sys.argv[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
