"""The kiosks that were heard of lately, by whichever replica: in Redis, and in this process while Redis is away."""

from datetime import UTC, datetime, timedelta

from channels.kiosk.devices import ALIVE, FORGOTTEN, MOST, Beat, Devices, HeardKiosk
from channels.shared_memory import AWAY, Absence, connected

_KEY = "motcua:kiosks"


class SharedDevices(Devices):
    """The kiosks by name. How old a beat is goes by the replicas' clocks."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.redis = connected(url)
        self.absence = Absence()

    def heard(self, beat: Beat) -> None:
        """Note a beat for all replicas, under the same bound for new names."""
        super().heard(beat)
        kept = self._kept()
        if kept is None or (beat.device not in kept and len(kept) >= MOST):
            return
        told = HeardKiosk(**beat.model_dump(), seen_at=datetime.now(UTC), alive=True)
        try:
            self.redis.hset(_KEY, beat.device, told.model_dump_json())
            self.redis.expire(_KEY, round(FORGOTTEN))
        except AWAY as error:
            self.absence.noticed(error)

    def alive(self, device: str) -> bool:
        """Whether any replica heard a kiosk within the last minute."""
        kept = self._kept()
        return super().alive(device) if kept is None else device in kept and kept[device].alive

    def all(self) -> list[HeardKiosk]:
        """Return every kiosk that any replica heard of within a day, by name."""
        kept = self._kept()
        return super().all() if kept is None else [kept[device] for device in sorted(kept)]

    def _kept(self) -> dict[str, HeardKiosk] | None:
        """Return what Redis keeps, less what is a day old; None while it is away."""
        if self.absence.lasts:
            return None
        try:
            kept = self.redis.hgetall(_KEY).items()
            found = {str(device): HeardKiosk.model_validate_json(told) for device, told in kept}
            old = [device for device, kiosk in found.items() if _age(kiosk) > timedelta(seconds=FORGOTTEN)]
            if old:
                self.redis.hdel(_KEY, *old)
        except AWAY as error:
            self.absence.noticed(error)
            return None
        alive = timedelta(seconds=ALIVE)
        return {
            device: kiosk.model_copy(update={"alive": _age(kiosk) < alive})
            for device, kiosk in found.items()
            if device not in old
        }


def devices(redis_url: str) -> Devices:
    """Return the kiosks that all replicas know on the Redis at `redis_url`, or this process where it is empty."""
    return SharedDevices(redis_url) if redis_url else Devices()


def _age(kiosk: HeardKiosk) -> timedelta:
    return datetime.now(UTC) - kiosk.seen_at
