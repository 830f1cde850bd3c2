import { Monitor, Smartphone } from "lucide-react";
import type { NotifiedDevice } from "@/api/notifications";
import { deviceName } from "@/features/devices/device-name";
import { spokenTime } from "@/features/devices/spoken-time";
import { t } from "@/lib/i18n";

interface NotifiedDevicesProps {
  devices: readonly NotifiedDevice[];
  /** The id of this one. */
  here: number | undefined;
  off: { mutate(what: { device: NotifiedDevice; here: boolean }): void; isPending: boolean };
  test: {
    mutate(device: NotifiedDevice): void;
    isPending: boolean;
    isSuccess: boolean;
    variables: NotifiedDevice | undefined;
  };
}

/** The browsers in which I turned notifications on. */
export function NotifiedDevices({ devices, here, off, test }: NotifiedDevicesProps) {
  if (devices.length === 0) return null;
  return (
    <ul className="devices" aria-label={t("notifications.devices")}>
      {devices.map((device) => {
        const name = deviceName(device);
        const Icon = device.mobile ? Smartphone : Monitor;
        const tested = test.isSuccess && test.variables?.id === device.id;
        return (
          <li className="device" key={device.id}>
            <Icon className="device-icon" aria-hidden="true" />
            <div className="device-facts">
              <p className="device-name">
                {name} {device.id === here && <span className="device-mark">{t("devices.this")}</span>}
              </p>
              <p className="device-when">{meaning(device, tested)}</p>
            </div>
            <div className="device-actions">
              <button
                type="button"
                className="button"
                aria-label={t("notifications.testNamed", { name })}
                disabled={test.isPending}
                onClick={() => test.mutate(device)}
              >
                {t("notifications.test")}
              </button>
              <button
                type="button"
                className="button"
                aria-label={t("notifications.turnOffNamed", { name })}
                disabled={off.isPending}
                onClick={() => off.mutate({ device, here: device.id === here })}
              >
                {t("notifications.turnOff")}
              </button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function meaning(device: NotifiedDevice, tested: boolean): string {
  if (tested) return t("notifications.tested");
  if (device.refused_at) return t("notifications.refused");
  return t("notifications.since", { when: spokenTime(new Date(device.created_at)) });
}
