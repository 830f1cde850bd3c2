import { language } from "@/lib/i18n";

/** People's names as the language lists them. Each runs its own way and leaves the others in their order. */
export function Names({ names }: { names: readonly string[] }) {
  const parts = new Intl.ListFormat(language()).formatToParts(names);
  return parts.map(({ type, value }, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name, and nothing in here has a state
    type === "element" ? <bdi key={place}>{value}</bdi> : value,
  );
}
