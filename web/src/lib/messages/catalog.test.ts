import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { t } from "@/lib/i18n";

const src = join(import.meta.dirname, "../..");
const catalog: Record<string, string> = JSON.parse(
  readFileSync(join(import.meta.dirname, "en.catalog.json"), "utf8"),
);

/** Every source file but tests. That a used id exists is for the type checker to say. */
function sources(): string {
  return readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
    .map((name) => readFileSync(join(src, name), "utf8"))
    .join("\n");
}

it("has no text that nobody shows", () => {
  const used = sources();
  expect(Object.keys(catalog).filter((id) => !used.includes(`"${id}"`))).toEqual([]);
});

it("is given the values its texts have places for", () => {
  const withoutValues = [...sources().matchAll(/\bt\("([^"]+)"\)/g)].map((match) => match[1] ?? "");
  expect(withoutValues.length).toBeGreaterThan(50);
  expect(withoutValues.filter((id) => catalog[id]?.includes("{"))).toEqual([]);
});

it("is in order", () => {
  const ids = Object.keys(catalog);
  expect(ids).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
});

it("fills in values and plurals", () => {
  expect(t("timeline.jumpNew", { count: 1 })).toBe("1 new message");
  expect(t("timeline.jumpNew", { count: 3 })).toBe("3 new messages");
  expect(t("typing.some", { count: 2, names: "Ada and Bob" })).toBe("Ada and Bob are typing");
  expect(t("sidebar.unread", { unread: 2, mentions: 1 })).toBe("2 unread messages, 1 mention of you");
});
