import { useState } from "react";

/** What of a query's state says how often it was asked and what came of it. */
interface Asked {
  state: { data: unknown; dataUpdateCount: number; errorUpdateCount: number; isInvalidated: boolean };
}

const soonest = 1_000;
const latest = 30_000;

/**
 * How long a page waits before it asks again, in milliseconds: short once
 * something has changed or was done, and longer with each answer that is the same.
 */
export function calmly() {
  let seen: unknown;
  let since = 0;
  return ({ state }: Asked): number => {
    const asked = state.dataUpdateCount + state.errorUpdateCount;
    if (state.data !== seen || state.isInvalidated) [seen, since] = [state.data, asked];
    return Math.min(soonest * 2 ** (asked - since), latest);
  };
}

/** Options for a query whose answer changes by itself. While the page is hidden nothing is asked, and at once when it is turned to. */
export function useCalmly() {
  const [refetchInterval] = useState(calmly);
  return { refetchInterval, refetchOnWindowFocus: true } as const;
}
