import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { t } from "@/lib/i18n";

const src = join(import.meta.dirname, "../..");
const read = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8"));
const [first, more] = [read("en.catalog.json"), read("en.more.catalog.json")];
const catalog = { ...first, ...more };

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

it.each([first, more])("is in order", (texts) => {
  const ids = Object.keys(texts);
  expect(ids).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
});

it("has each text where it is needed: the first view's with it, the others later", () => {
  const modules = [...reached(join(src, "main.tsx"), new Set())];
  const shown = modules.map((name) => readFileSync(name, "utf8")).join("\n");
  expect(Object.keys(more).filter((id) => shown.includes(`"${id}"`))).toEqual([]);
  expect(Object.keys(first).filter((id) => !shown.includes(`"${id}"`))).toEqual([]);
});

/** The module and all it imports, but for what it imports lazily. */
function reached(module: string, seen: Set<string>): Set<string> {
  seen.add(module);
  const imports = readFileSync(module, "utf8").matchAll(
    /^(?:import|export)\s+(?!type\b)(?:[^;]*?\sfrom\s+)?"([^"]+)"/gm,
  );
  for (const [, name = ""] of imports) {
    const path = name.startsWith("@/") ? join(src, name.slice(2)) : join(dirname(module), name);
    const found = [`${path}.ts`, `${path}.tsx`].find((file) => existsSync(file));
    if (found && !seen.has(found)) reached(found, seen);
  }
  return seen;
}

it("fills in values and plurals", () => {
  expect(t("timeline.jumpNew", { count: 1 })).toBe("1 new message");
  expect(t("timeline.jumpNew", { count: 3 })).toBe("3 new messages");
  expect(t("typing.some", { count: 2, names: "Ada and Bob" })).toBe("Ada and Bob are typing");
  expect(t("sidebar.unread", { unread: 2, mentions: 1 })).toBe("2 unread messages, 1 mention of you");
});
