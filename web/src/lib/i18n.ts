import { i18n, type Messages } from "@lingui/core";
import type en from "@/lib/messages/en.catalog.json";
import { patiently } from "@/lib/patiently";

/** Every text of the app, by id. */
export type MessageId = keyof typeof en;

/**
 * Fetches the texts, which the page began to load together with the script
 * (scripts/catalogs.ts). Nothing is shown before they are here.
 */
export const loadTexts = patiently(async () => {
  const { href = "" } = document.querySelector<HTMLLinkElement>("link#texts") ?? {};
  const answer = await fetch(href);
  setTexts(await answer.json());
});

/** Shows these texts, compiled, from now on. */
export function setTexts(messages: Messages): void {
  i18n.loadAndActivate({ locale: "en", messages });
}

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
