"""Masking: dots where a dossier code or a personal number stood, for texts that people read and that are kept."""

import re

from knowledge.dossiers.sealing import Seal, SealExpiredError

DOTS = "••••"
_TOKEN = re.compile(r" ?\b(?:hoso|so)[a-z0-9]{8}\b ?")
_SPACES = re.compile(r" {2,}")


def masked(text: str) -> str:
    """Return `text` with dots for its dossier codes, identity and phone numbers."""
    seal = Seal()
    return without_tokens(seal.seal(text).text, seal)


def without_tokens(sealed: str, seal: Seal) -> str:
    """Return a text that `seal` sealed, with dots for the tokens that it keeps."""
    shown = _TOKEN.sub(lambda found: f" {DOTS} " if _opens(seal, found[0].strip()) else found[0], sealed)
    return _SPACES.sub(" ", shown).strip() if shown != sealed else sealed


def _opens(seal: Seal, token: str) -> bool:
    try:
        seal.open(token)
    except SealExpiredError:
        return False
    return True
