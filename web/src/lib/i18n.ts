import { i18n, type Messages } from "@lingui/core";
import en from "@/lib/messages/en.catalog.json";

/** Every text of the app, by id. The English catalogues are the list: one for the first view, one for all that is loaded later. */
export type MessageId = keyof typeof en | keyof typeof import("@/lib/messages/en.more.catalog.json");

// The Vite plugin in scripts/catalogs.mjs compiles the catalogue when it is imported.
i18n.loadAndActivate({ locale: "en", messages: en as Messages });

/** The language the texts are in, for what the browser puts into words. */
export function language(): string {
  return i18n.locale;
}

type Values = Record<string, string | number>;

/** The text with this id in the active language; values fill its ICU placeholders. */
export function t(id: MessageId, values?: Values): string {
  return i18n._(id, values);
}

/** What stands before and after one of a text's placeholders, for putting more than text between. */
export function around(id: MessageId, placeholder: string, values?: Values): [string, string] {
  const mark = "\u0000";
  const [before = "", after = ""] = t(id, { ...values, [placeholder]: mark }).split(mark);
  return [before, after];
}
