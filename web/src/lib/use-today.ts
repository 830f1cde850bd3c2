import { useEffect, useState } from "react";
import { untilMidnight } from "@/lib/time";

/** The current day, as a time within it; renders again after midnight, so that "Today" stays true. */
export function useToday(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), untilMidnight(now) + 1_000);
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}
