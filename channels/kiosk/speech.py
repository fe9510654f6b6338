"""Reading aloud on the server, with espeak-ng where it is installed: short texts, few at a time, kept for repeats."""

import asyncio
import shutil
import time
from collections import OrderedDict, defaultdict, deque
from dataclasses import dataclass, field

from channels.kiosk.errors import NoSpeechError, TooMuchSpeechError

LONGEST = 400
"""Characters of one text; about half a minute. Pages read longer ones in pieces."""
_VOICE = "vi"
_WORDS_A_MINUTE = 150
_PATIENCE = 10.0
_AT_ONCE = 2
_A_MINUTE = 40
"""Texts that one address may ask for in a minute, those kept from before too."""
_KEPT_BYTES = 16_000_000
_MOST_ADDRESSES = 10_000


@dataclass
class Speech:
    """Speaks Vietnamese. `program`: path of espeak-ng, empty where there is none."""

    program: str
    _kept: OrderedDict[str, bytes] = field(default_factory=OrderedDict, repr=False)
    _asked: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque), repr=False)
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE), repr=False)

    @property
    def there(self) -> bool:
        """Whether anything can be read aloud."""
        return bool(self.program)

    async def wav(self, text: str, address: str) -> bytes:
        """Return `text` as a WAV file (16 bit, mono). Raises `NoSpeechError` and `TooMuchSpeechError`."""
        if not self.there:
            raise NoSpeechError
        self._count(address)
        if text not in self._kept:
            self._keep(text, await self._spoken(text))
        self._kept.move_to_end(text)
        return self._kept[text]

    async def _spoken(self, text: str) -> bytes:
        command = (self.program, "-v", _VOICE, "-s", str(_WORDS_A_MINUTE), "--stdout", "--stdin")
        pipe = asyncio.subprocess.PIPE
        async with self._turns:
            process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
            try:
                spoken, _ = await asyncio.wait_for(process.communicate(text.encode()), _PATIENCE)
            except TimeoutError as error:
                process.kill()
                await process.wait()
                raise NoSpeechError("the speech program took too long") from error
        if process.returncode or not spoken.startswith(b"RIFF"):
            raise NoSpeechError(f"the speech program failed with status {process.returncode}")
        return spoken

    def _keep(self, text: str, wav: bytes) -> None:
        self._kept[text] = wav
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > _KEPT_BYTES:
            self._kept.popitem(last=False)

    def _count(self, address: str) -> None:
        now = time.monotonic()
        if len(self._asked) > _MOST_ADDRESSES:
            self._asked.clear()
        asked = self._asked[address]
        while asked and asked[0] < now - 60:
            asked.popleft()
        if len(asked) >= _A_MINUTE:
            raise TooMuchSpeechError
        asked.append(now)


def installed() -> Speech:
    """Return the speech of this machine; one that is not there where espeak-ng is not installed."""
    return Speech(shutil.which("espeak-ng") or "")
