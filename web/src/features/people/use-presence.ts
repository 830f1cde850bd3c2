import { useEffect, useState } from "react";
import { useCable } from "@/cable/cable-context";

const refreshEvery = 50_000;

/** A tab in or out of view for less than this has not come or gone. */
const grace = 5_000;

/** Who is looking at a room right now (user ids), and makes me count among them while I do. */
export function usePresence(roomID: number): readonly number[] {
  const cable = useCable();
  const [present, setPresent] = useState<readonly number[]>([]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let here = document.visibilityState === "visible";
    const subscription = cable.subscribe(
      { channel: "PresenceChannel", room_id: roomID },
      {
        connected: () => here || subscription.perform("absent"), // Subscribing counts as coming.
        received(raw) {
          const { type, present } = (raw ?? {}) as { type?: string; present?: number[] };
          if (type === "presence" && Array.isArray(present)) setPresent(present);
        },
      },
    );
    const refresh = setInterval(() => here && subscription.perform("refresh"), refreshEvery);

    function onVisibility() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const visible = document.visibilityState === "visible";
        if (visible !== here) subscription.perform(visible ? "present" : "absent");
        here = visible;
      }, grace);
    }
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      clearTimeout(timer);
      clearInterval(refresh);
      document.removeEventListener("visibilitychange", onVisibility);
      subscription.unsubscribe();
    };
  }, [cable, roomID]);

  return present;
}
