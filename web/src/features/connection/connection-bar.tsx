import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import type { CableStatus } from "@/cable/cable";
import { useCableStatus } from "@/cable/cable-context";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import "./connection-bar.css";

/** A line that comes back sooner than this was hardly gone; saying so would only startle. */
const patience: Record<CableStatus, number> = {
  connecting: 3_000,
  reconnecting: 1_000,
  ended: 0,
  connected: 0,
};
const backShownFor = 2_500;

/** Says in words how the line is, on the screen and to screen readers. Quiet while all is well. */
export function ConnectionBar() {
  const status = useCableStatus();
  const { copied } = useSession();
  const settled = useSettled(status);
  const shown = copied && settled === "connected" ? status : settled;
  return (
    <div className="connection" role="status">
      {(shown === "connecting" || shown === "reconnecting") && (
        <p className="connection-bar">
          <WifiOff aria-hidden="true" /> {copied ? t("connection.copied") : t("connection.lost")}
        </p>
      )}
      {shown === "ended" && (
        <p className="connection-bar">
          <WifiOff aria-hidden="true" /> {t("connection.ended")}{" "}
          <button type="button" className="link-button" onClick={() => location.reload()}>
            {t("connection.reload")}
          </button>
        </p>
      )}
      {shown === "back" && <p className="connection-bar connection-back">{t("connection.back")}</p>}
    </div>
  );
}

/** The status once it has lasted; "back" for a moment after a loss that was shown. */
function useSettled(status: CableStatus): CableStatus | "back" {
  const [shown, setShown] = useState<CableStatus | "back">("connected");

  useEffect(() => {
    if (status === "connected") {
      setShown((before) => (before === "connected" ? "connected" : "back"));
      const timer = setTimeout(() => setShown("connected"), backShownFor);
      return () => clearTimeout(timer);
    }
    const timer = setTimeout(() => setShown(status), patience[status]);
    return () => clearTimeout(timer);
  }, [status]);

  return shown;
}
