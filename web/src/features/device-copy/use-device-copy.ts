import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSession } from "@/features/session/session-query";
import { choose } from "./choose";
import { readCopy, writeCopy } from "./device-copy";

/** How long after something changed the copy follows, in milliseconds; at once when the page goes away. */
const saveAfter = 5_000;

/** Keeps this device's copy of what I see as it is, for when there is no line. */
export function useDeviceCopy(): void {
  const queries = useQueryClient();
  const session = useSession();

  useEffect(() => {
    if (session.copied) return; // Nothing newer is known.
    const before = readCopy().then(
      (copy) => (copy?.session.user.id === session.user.id ? copy.known : []),
      () => [],
    );
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = () => {
      clearTimeout(timer);
      timer = undefined;
      void before.then(
        (known) => open && writeCopy({ session, known: choose(queries, known) }).catch(() => undefined),
      );
    };
    const later = () => {
      timer ??= setTimeout(save, saveAfter);
    };
    const onHidden = () => document.visibilityState === "hidden" && save();
    const leave = queries.getQueryCache().subscribe(({ type }) => type === "updated" && later());
    document.addEventListener("visibilitychange", onHidden);
    addEventListener("pagehide", save);
    save();
    return () => {
      open = false;
      clearTimeout(timer);
      leave();
      document.removeEventListener("visibilitychange", onHidden);
      removeEventListener("pagehide", save);
    };
  }, [queries, session]);
}
