import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { fetchNotifiedDevices, type NotifiedDevice, removeDevice, testDevice } from "@/api/notifications";
import { Problem } from "@/api/problem";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import { endpointHere, forgetDevice, turnOn } from "./device";

export const devicesKey = ["notifications"];

async function look() {
  const [devices, endpoint] = await Promise.all([fetchNotifiedDevices(), endpointHere()]);
  const here = devices.find((device) => device.endpoint === endpoint)?.id;
  return { devices, here, permission: Notification.permission };
}

/** My devices that get notifications, which of them this is, and what this browser allows. */
export function useDevices() {
  const queries = useQueryClient();
  useEffect(() => {
    // What is allowed is changed outside the page. Safari does not say when.
    const refresh = () => void queries.invalidateQueries({ queryKey: devicesKey });
    const status = navigator.permissions?.query({ name: "notifications" }).catch(() => undefined);
    void status?.then((s) => s?.addEventListener("change", refresh));
    return () => void status?.then((s) => s?.removeEventListener("change", refresh));
  }, [queries]);
  return useQuery({ queryKey: devicesKey, queryFn: look, refetchOnWindowFocus: true });
}

/** What can be done about a device; each says what came of it, or why nothing did. */
export function useDeviceActions() {
  const { user, vapid_public_key } = useSession();
  const queries = useQueryClient();
  const on = useMutation({
    mutationFn: () => turnOn(user.id, vapid_public_key),
    onSuccess: () => Notification.permission === "granted" && announce(t("notifications.turnedOn")),
    onSettled: refresh,
  });
  const off = useMutation({
    mutationFn: async ({ device, here }: { device: NotifiedDevice; here: boolean }) => {
      await removeDevice(device.id).catch(unlessGone);
      if (here) await forgetDevice();
    },
    onSuccess: () => announce(t("notifications.turnedOff")),
    onSettled: refresh,
  });
  const test = useMutation({
    mutationFn: (device: NotifiedDevice) => testDevice(device.id),
    onSuccess: () => announce(t("notifications.tested")),
    onSettled: refresh,
  });

  function refresh() {
    return queries.invalidateQueries({ queryKey: devicesKey });
  }

  return { on, off, test };
}

/** A device that is off the list already is what was wanted. */
function unlessGone(error: unknown) {
  if (!(error instanceof Problem && error.status === 404)) throw error;
}

/** Why something did not work, in a sentence. */
export function explain(error: Error | null): string {
  if (!error) return "";
  if (error instanceof Problem) return error.message;
  return t(error instanceof DOMException ? "notifications.browserProblem" : "problem.unreachable");
}
