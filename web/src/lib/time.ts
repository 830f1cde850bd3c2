const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are dear to make, so each set of options is made once. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(undefined, options);
    formats.set(key, found);
  }
  return found;
}

/** "09:12", as the viewer's locale writes it. */
export function timeOfDay(at: Date): string {
  return format({ hour: "2-digit", minute: "2-digit" }).format(at);
}

/** "9:12" where others write "9:12 AM": for places where the hour before was just named. */
export function shortTime(at: Date): string {
  const parts = format({ hour: "2-digit", minute: "2-digit" }).formatToParts(at);
  const kept = parts.filter((part) => part.type !== "dayPeriod");
  return kept
    .map((part) => part.value)
    .join("")
    .trim();
}

/** "Tuesday 12 May 2026 at 09:12", for tooltips. */
export function fullTime(at: Date): string {
  return format({ dateStyle: "full", timeStyle: "short" }).format(at);
}

/** The viewer's calendar day, for comparing: "2026-05-12". */
export function dayOf(at: Date): string {
  const pad = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** How far a day is from today: 0 today, 1 yesterday, negative in the future. */
export function daysAgo(at: Date, now: Date): number {
  const noon = (d: Date) => new Date(d.getFullYear(), d.getMonth(), d.getDate(), 12).getTime();
  return Math.round((noon(now) - noon(at)) / 86_400_000);
}

/** "Tuesday, May 12", with the year once it is not this one. */
export function longDay(at: Date, now: Date): string {
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return format({ weekday: "long", day: "numeric", month: "long", ...year }).format(at);
}

/** The time of what happened today, the day of what did before. */
export function timeOrDay(at: Date, now: Date): string {
  return daysAgo(at, now) === 0 ? timeOfDay(at) : longDay(at, now);
}

/** Milliseconds until the viewer's next midnight. */
export function untilMidnight(now: Date): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();
}
