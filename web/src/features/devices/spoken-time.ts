import { t } from "@/lib/i18n";
import { daysAgo, longDay, timeOfDay } from "@/lib/time";

/** "today at 09:12", "yesterday at 09:12", "Tuesday, May 12". */
export function spokenTime(at: Date): string {
  const now = new Date();
  const days = daysAgo(at, now);
  if (days === 0) return t("devices.today", { time: timeOfDay(at) });
  if (days === 1) return t("devices.yesterday", { time: timeOfDay(at) });
  return longDay(at, now);
}
