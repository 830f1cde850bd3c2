import { i18n, type Messages } from "@lingui/core";
import en from "@/lib/messages/en.catalog.json";

/** Every text of the app, by id. The English catalogue is the list. */
export type MessageId = keyof typeof en;

// The Vite plugin in scripts/catalogs.mjs compiles the catalogue when it is imported.
i18n.loadAndActivate({ locale: "en", messages: en as Messages });

/** The text with this id in the active language; values fill its ICU placeholders. */
export function t(id: MessageId, values?: Record<string, string | number>): string {
  return i18n._(id, values);
}
