import { Bell } from "lucide-react";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { Coming } from "@/ui/coming";
import { support } from "./device";
import { NotifiedDevices } from "./notified-devices";
import { QuietHoursForm } from "./quiet-hours-form";
import { ThisDevice } from "./this-device";
import { explain, useDeviceActions, useDevices } from "./use-device";
import "@/features/devices/devices.css";
import "./notifications.css";

/** How I am told of messages while I am away. */
export default function Notifications() {
  const { flags } = useSession();
  return (
    <section className="setting" id="notifications" aria-labelledby="notifications-title">
      <div>
        <h2 className="setting-title" id="notifications-title">
          {t("notifications.title")}
        </h2>
        <p className="choice-meaning">{t("notifications.lead")}</p>
      </div>
      {flags.push_notifications_enabled ? (
        <Settings />
      ) : (
        <Coming icon={<Bell aria-hidden="true" />} action={t("notifications.turnOn")} />
      )}
    </section>
  );
}

/** What to do where a browser cannot show notifications. */
const missing = {
  insecure: "notifications.insecure",
  "home-screen": "notifications.homeScreen",
  unsupported: "notifications.unsupported",
} as const;

function Settings() {
  const found = support();
  if (found !== "ready") {
    return (
      <>
        <p className="form-note">{t(missing[found])}</p>
        <QuietHoursForm />
      </>
    );
  }
  return <Devices />;
}

function Devices() {
  const { data, isError, refetch } = useDevices();
  const actions = useDeviceActions();
  const problem = explain(actions.on.error ?? actions.off.error ?? actions.test.error);
  if (!data && isError) {
    return (
      <div role="alert">
        <p>{t("notifications.problem")}</p>
        <button type="button" className="button" onClick={() => void refetch()}>
          {t("retry")}
        </button>
      </div>
    );
  }
  if (!data) return <div className="device-skeleton" aria-hidden="true" />;
  return (
    <>
      <ThisDevice permission={data.permission} on={data.here !== undefined} turnOn={actions.on} />
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <NotifiedDevices devices={data.devices} here={data.here} off={actions.off} test={actions.test} />
      <QuietHoursForm />
    </>
  );
}
