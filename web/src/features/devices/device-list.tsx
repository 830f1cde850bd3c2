import { Monitor, Smartphone } from "lucide-react";
import { useRef, useState } from "react";
import { type Device, endDevice, endOtherDevices } from "@/api/devices";
import { Problem } from "@/api/problem";
import { t } from "@/lib/i18n";
import { fullTime } from "@/lib/time";
import { announce } from "@/ui/announcer";
import { deviceName } from "./device-name";
import { spokenTime } from "./spoken-time";

interface DeviceListProps {
  devices: readonly Device[];
  onChange(): Promise<unknown>;
}

/** My devices, each with what it is, where and when, and a way to sign it out. */
export function DeviceList({ devices, onChange }: DeviceListProps) {
  const others = devices.filter((device) => !device.current);
  const [asked, setAsked] = useState<Device | "others">();
  return (
    <>
      <ul className="devices">
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} onEnd={() => setAsked(device)} />
        ))}
      </ul>
      {others.length === 0 && <p className="sheet-note">{t("devices.onlyThis")}</p>}
      {others.length > 1 && (
        <button type="button" className="button" onClick={() => setAsked("others")}>
          {t("devices.endOthers")}
        </button>
      )}
      {asked && <EndDialog asked={asked} onChange={onChange} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function DeviceRow({ device, onEnd }: { device: Device; onEnd(): void }) {
  const name = deviceName(device);
  const since = spokenTime(new Date(device.created_at));
  const active = device.current ? "" : spokenTime(new Date(device.last_active_at));
  const Icon = device.mobile ? Smartphone : Monitor;
  return (
    <li className="device">
      <Icon className="device-icon" aria-hidden="true" />
      <div className="device-facts">
        <p className="device-name">
          {name} {device.current && <span className="device-mark">{t("devices.this")}</span>}
        </p>
        <p className="device-when">
          {device.current ? t("devices.now") : <LastActive at={new Date(device.last_active_at)} />}
          {device.ip_address && <span className="device-where">{device.ip_address}</span>}
        </p>
        {since !== active && <p className="device-when">{t("devices.since", { when: since })}</p>}
      </div>
      {!device.current && (
        <button type="button" className="button" aria-label={t("devices.endNamed", { name })} onClick={onEnd}>
          {t("devices.end")}
        </button>
      )}
    </li>
  );
}

function LastActive({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} title={fullTime(at)}>
      {t("devices.active", { when: spokenTime(at) })}
    </time>
  );
}

interface EndDialogProps {
  asked: Device | "others";
  onChange(): Promise<unknown>;
  onClose(): void;
}

/** Asks before a device is signed out. What has not been sent there is lost, so it is said. */
function EndDialog({ asked, onChange, onClose }: EndDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const all = asked === "others";

  async function end() {
    setBusy(true);
    setProblem("");
    try {
      await (all ? endOtherDevices() : endDevice(asked.id).catch(unlessGone));
      announce(all ? t("devices.othersEnded") : t("devices.ended", { name: deviceName(asked) }));
      await onChange();
      dialog.current?.close();
    } catch (error) {
      setProblem(error instanceof Problem ? error.message : t("problem.unreachable"));
      setBusy(false);
    }
  }

  return (
    <dialog
      className="dialog"
      ref={(element) => {
        dialog.current = element;
        if (element && !element.open) element.showModal();
      }}
      aria-labelledby="end-title"
      onClose={onClose}
    >
      <h2 className="dialog-title" id="end-title">
        {all ? t("devices.endOthersTitle") : t("devices.endTitle", { name: deviceName(asked) })}
      </h2>
      <p>{t("devices.endLead")}</p>
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t("devices.keep")}
        </button>
        <button type="button" className="button button-primary" disabled={busy} onClick={() => void end()}>
          {all ? t("devices.endOthers") : t("devices.end")}
        </button>
      </div>
    </dialog>
  );
}

/** A device that is signed out already is what was wanted. */
function unlessGone(error: unknown) {
  if (!(error instanceof Problem && error.status === 404)) throw error;
}
