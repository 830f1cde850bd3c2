import { i18n } from "@lingui/core";

/** People's names as the language lists them. Each runs its own way and leaves the others in their order. */
export function Names({ names }: { names: readonly string[] }) {
  const parts = new Intl.ListFormat(i18n.locale).formatToParts(names);
  return parts.map(({ type, value }, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name, and nothing in here has a state
    type === "element" ? <bdi key={place}>{value}</bdi> : value,
  );
}
