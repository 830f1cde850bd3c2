import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { fetchDevices } from "@/api/devices";
import { useCable } from "@/cable/cable-context";
import { Page } from "@/features/room/page";
import { t } from "@/lib/i18n";
import { AccessTokens } from "./access-tokens";
import { DeviceList } from "./device-list";
import { TransferMaker } from "./transfer-maker";
import "@/ui/sheet.css";
import "./devices.css";

export const devicesKey = ["devices"];

/** What I am signed in on, the way onto another device, and what acts for me. */
export default function DevicesPage() {
  const devices = useQuery({ queryKey: devicesKey, queryFn: fetchDevices, refetchOnWindowFocus: true });
  useDeviceNotices();

  return (
    <Page title={t("devices.title")} back="/" wide>
      <section className="sheet-section" aria-labelledby="devices-here">
        <h2 className="sheet-title" id="devices-here">
          {t("devices.signedIn")}
        </h2>
        {devices.data ? (
          <DeviceList devices={devices.data} onChange={() => devices.refetch()} />
        ) : (
          <DevicesWaiting failed={devices.isError} onRetry={() => void devices.refetch()} />
        )}
      </section>
      <TransferMaker devices={devices.data} />
      <AccessTokens />
    </Page>
  );
}

function DevicesWaiting({ failed, onRetry }: { failed: boolean; onRetry(): void }) {
  if (!failed) return <div className="device-skeleton" aria-hidden="true" />;
  return (
    <div role="alert">
      <p>{t("devices.problem")}</p>
      <button type="button" className="button" onClick={onRetry}>
        {t("retry")}
      </button>
    </div>
  );
}

/** Looks again whenever one of my devices comes or goes, and after a time without the line. */
function useDeviceNotices() {
  const cable = useCable();
  const queries = useQueryClient();
  useEffect(() => {
    const refresh = () => void queries.invalidateQueries({ queryKey: devicesKey });
    const subscription = cable.subscribe(
      { channel: "UserChannel" },
      {
        connected: refresh,
        received(notice) {
          const type = String((notice as { type?: unknown }).type);
          if (type.startsWith("session.")) refresh();
        },
      },
    );
    return () => subscription.unsubscribe();
  }, [cable, queries]);
}
