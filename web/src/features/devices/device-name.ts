import type { Device } from "@/api/devices";
import { t } from "@/lib/i18n";

/** "Firefox on Android", or as much of it as is known. */
export function deviceName({ browser, system }: Pick<Device, "browser" | "system">): string {
  if (browser && system) return t("devices.name", { browser, system });
  return browser || system || t("devices.unknown");
}
