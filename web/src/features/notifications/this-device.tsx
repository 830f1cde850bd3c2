import { Bell } from "lucide-react";
import { t } from "@/lib/i18n";
import { isAppleMobile } from "./device";

interface ThisDeviceProps {
  permission: NotificationPermission;
  on: boolean;
  turnOn: { mutate(): void; isPending: boolean };
}

/** What to press where notifications were refused. */
const allow = {
  apple: "notifications.allowApple",
  chrome: "notifications.allowChrome",
  firefox: "notifications.allowFirefox",
  safari: "notifications.allowSafari",
} as const;

/** Whether this browser gets notifications, and what to do so that it does. */
export function ThisDevice({ permission, on, turnOn }: ThisDeviceProps) {
  if (permission === "denied") {
    return (
      <p className="form-note" role="status">
        <strong>{t("notifications.denied")}</strong> {t(allow[browser()])}
      </p>
    );
  }
  if (on) {
    return (
      <p className="form-saved" role="status">
        {t("notifications.on")}
      </p>
    );
  }
  return (
    <div className="way-out">
      <button type="button" className="button" disabled={turnOn.isPending} onClick={() => turnOn.mutate()}>
        <Bell aria-hidden="true" /> {t("notifications.turnOn")}
      </button>
      <p role="status">{t(permission === "granted" ? "notifications.off" : "notifications.ask")}</p>
    </div>
  );
}

/** Whose settings those are where notifications are allowed. */
function browser(): keyof typeof allow {
  const agent = navigator.userAgent;
  if (isAppleMobile()) return "apple";
  if (agent.includes("Firefox/")) return "firefox";
  return agent.includes("Safari/") && !agent.includes("Chrome/") ? "safari" : "chrome";
}
