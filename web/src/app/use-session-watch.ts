import { useEffect } from "react";
import { storage } from "@/lib/storage";

/** Who is signed in, for the other tabs to hear of. Never trusted, only a reason to ask the server. */
const key = "campfire:signed-in";

/**
 * Has the session looked at again whenever another tab may have changed it, for
 * all tabs share one cookie: when another says so, and when this one is turned to.
 * The user id is 0 for nobody, undefined while it is not known.
 */
export function useSessionWatch(userID: number | undefined, refresh: () => unknown): void {
  useEffect(() => {
    if (userID !== undefined && userID !== storage.read(key)) storage.write(key, userID);
  }, [userID]);

  useEffect(() => {
    const onStorage = (event: StorageEvent) => event.key === key && refresh();
    const onTurnedTo = () => document.visibilityState === "visible" && refresh();
    addEventListener("storage", onStorage);
    addEventListener("focus", onTurnedTo);
    document.addEventListener("visibilitychange", onTurnedTo);
    return () => {
      removeEventListener("storage", onStorage);
      removeEventListener("focus", onTurnedTo);
      document.removeEventListener("visibilitychange", onTurnedTo);
    };
  }, [refresh]);
}
