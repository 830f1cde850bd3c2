import { useCallback, useState } from "react";
import type { RoomEvent } from "@/api/types";

/** More are not told apart, as with what is unread. */
const most = 1_000;

/**
 * How much others have said that the reader has not come down to: since the newest
 * message was last on the screen, or, when it was not yet, all that is unread.
 */
export function useArrivals(myID: number, unreadCount: number) {
  const [fresh, setFresh] = useState<readonly number[]>([]);
  const [wasAtNewest, setWasAtNewest] = useState(false);

  const onEvent = useCallback(
    (event: RoomEvent) => {
      if (event.type === "message.created" && event.message.creator.id !== myID)
        setFresh((ids) => [...ids, event.message.id].slice(-most));
      if (event.type === "message.deleted") setFresh((ids) => ids.filter((id) => id !== event.message_id));
    },
    [myID],
  );

  const onNewestSeen = useCallback(() => {
    setFresh((ids) => (ids.length > 0 ? [] : ids));
    setWasAtNewest(true);
  }, []);

  return { count: wasAtNewest ? fresh.length : Math.max(fresh.length, unreadCount), onEvent, onNewestSeen };
}
