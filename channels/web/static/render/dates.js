/** Dates and times as they are written in Vietnam, in Vietnam's time. */

const ZONED = /(Z|[+-]\d\d:?\d\d)$/;
const IN_VIETNAM = new Intl.DateTimeFormat("vi-VN", {
  timeZone: "Asia/Ho_Chi_Minh",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** "2026-07-19" or a date with a time -> "19/07/2026". */
export function date(iso) {
  const { day, month, year } = parts(iso);
  return `${day}/${month}/${year}`;
}

/** "2026-07-19T08:05:00+07:00" -> "08:05, 19/07/2026"; without a zone the time is Vietnam's already. */
export function dateTime(iso) {
  const { hour, minute } = parts(iso);
  return hour === undefined ? date(iso) : `${hour}:${minute}, ${date(iso)}`;
}

function parts(iso) {
  if (ZONED.test(iso) && iso.includes("T")) {
    return Object.fromEntries(IN_VIETNAM.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  }
  const [day, time] = iso.split(/[T ]/);
  const [year, month, dayOfMonth] = day.split("-");
  const [hour, minute] = time?.split(":") ?? [];
  return { year, month, day: dayOfMonth, hour, minute };
}
