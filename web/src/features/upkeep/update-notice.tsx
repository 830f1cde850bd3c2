import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useCableStatus } from "@/cable/cable-context";
import { t } from "@/lib/i18n";
import { isOutdated, tellOutdated, version } from "@/lib/version";
import { Notice } from "@/ui/notices";
import { updateWorker } from "./worker";

/** A page that is turned to looks for a new version this often at most, in milliseconds. */
const lookEvery = 3_600_000;

/** Offers to load a new version of the app. Never by itself: somebody may be in the middle of something. */
export function UpdateNotice() {
  const { outdated } = useStore(version);
  const [closed, setClosed] = useState(false);
  useVersion();
  if (!outdated || closed) return null;
  const reload = { label: t("update.reload"), run: () => location.reload() };
  return <Notice text={t("update.ready")} action={reload} onClose={() => setClosed(true)} />;
}

/** Looks for a new version when the line comes up, as it does when the server was started anew, and now and then. */
function useVersion(): void {
  const connected = useCableStatus() === "connected";

  useEffect(() => {
    if (!connected) return;
    let lookedAt = 0;
    const look = async () => {
      if (document.visibilityState !== "visible" || Date.now() - lookedAt < lookEvery) return;
      lookedAt = Date.now();
      if (!(await isOutdated())) return;
      await updateWorker();
      tellOutdated();
    };
    void look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [connected]);
}
