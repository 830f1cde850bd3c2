import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { RoomSync } from "./room-sync";
import type { Timeline } from "./timeline";

interface FirstUnreadOptions {
  scroller: RefObject<HTMLElement | null>;
  list: RefObject<HTMLElement | null>;
  timeline: Timeline;
  sync: RoomSync;
  /** See rowsOf. */
  readUpTo: number | undefined;
  /** Changes whenever the rows do. */
  rows: unknown;
  toRow(row: HTMLElement): void;
}

/**
 * The way to where the unread messages begin, while that is above what is on the
 * screen and was not on it yet; undefined before and after.
 */
export function useFirstUnread(options: FirstUnreadOptions): (() => void) | undefined {
  const { scroller, list, timeline, sync, readUpTo, rows, toRow } = options;
  const [seen, setSeen] = useState<number>(); // The readUpTo whose place was on the screen.
  const [above, setAbove] = useState(false);
  const going = useRef(false);
  const first = timeline.messages[0];
  const loaded = !timeline.hasBefore || first === undefined || first.id <= (readUpTo ?? 0);
  const due = readUpTo !== undefined && seen !== readUpTo;

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows is what changes the layout
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || !due) return;
    const place = loaded ? beginning(list.current) : undefined;
    if (going.current && place) {
      going.current = false;
      toRow(place);
    }
    const look = () => {
      const hidden = place ? place.offsetTop + place.offsetHeight < box.scrollTop : !loaded;
      setAbove(hidden);
      if (!hidden) setSeen(readUpTo);
    };
    look();
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [scroller, list, rows, loaded, due, readUpTo, toRow]);

  if (!due || !above) return undefined;
  return () => {
    const place = loaded && beginning(list.current);
    if (place) return toRow(place);
    going.current = true;
    void reach(sync, readUpTo);
  };
}

/** Where the unread messages begin: the line, or the first message of all when none is read. */
function beginning(list: HTMLElement | null): HTMLElement | undefined {
  return (
    list?.querySelector<HTMLElement>(".timeline-line-new") ??
    list?.querySelector<HTMLElement>(".message") ??
    undefined
  );
}

/** Loads the part of the room in which the unread messages begin. */
async function reach(sync: RoomSync, readUpTo: number): Promise<void> {
  const found = readUpTo > 0 && sync.load({ around: readUpTo }).then(() => true);
  // The message that was read last may be gone, and there may never have been one.
  if (!(await Promise.resolve(found).catch(() => false)))
    await sync.loadBackTo(readUpTo).catch(() => undefined);
}
