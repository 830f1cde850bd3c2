import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { bookmarksQuery, pinsQuery } from "./inbox-queries";

/** What is kept of a room's messages, by their ids. */
export interface Kept {
  /** By me, for later. */
  saved: ReadonlySet<number>;
  /** For everyone: the names of those who did. */
  pinnedBy: ReadonlyMap<number, string>;
}

export function useKept(roomID: number): Kept {
  const { data: saved } = useQuery(bookmarksQuery);
  const { data: pins } = useQuery(pinsQuery(roomID));
  return useMemo(
    () => ({
      saved: new Set(saved),
      pinnedBy: new Map(pins?.map(({ message, pinned_by }) => [message.id, pinned_by.name])),
    }),
    [saved, pins],
  );
}
