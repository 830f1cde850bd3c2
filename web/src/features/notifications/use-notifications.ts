import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLocation } from "wouter";
import { useSession } from "@/features/session/session-query";
import { keepDevice } from "./device";
import { devicesKey } from "./use-device";

/** Keeps this browser among those that get notifications, and goes where one leads that was pressed. */
export function useNotifications(): void {
  const { user, flags, vapid_public_key } = useSession();
  const wanted = flags.push_notifications_enabled;
  const queries = useQueryClient();
  useEffect(() => {
    if (!wanted) return;
    void keepDevice(user.id, vapid_public_key).then(() =>
      queries.invalidateQueries({ queryKey: devicesKey }),
    );
  }, [wanted, user.id, vapid_public_key, queries]);
  usePressed();
}

/** The worker asks an open page to go there; see worker/push.ts. */
function usePressed(): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    const { serviceWorker } = navigator;
    function onMessage({ data, ports }: MessageEvent) {
      if (data?.type !== "open") return;
      navigate(String(data.path));
      ports[0]?.postMessage("shown");
    }
    serviceWorker?.addEventListener("message", onMessage);
    return () => serviceWorker?.removeEventListener("message", onMessage);
  }, [navigate]);
}
