import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isPressed, keysOf, shortcuts } from "@/lib/shortcuts";
import { groups } from "./list";

const src = join(import.meta.dirname, "../..");
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
  .map((name) => [name, readFileSync(join(src, name), "utf8")] as const);

/** These hear Escape to close what is theirs, which is one line of the list for all. */
const closers = ["features/room/page.tsx", "features/sidebar/sidebar.tsx"];

it("lists every key that is heard wherever one is", () => {
  const hearing = files.filter(([, text]) => text.includes('document.addEventListener("keydown"'));
  expect(hearing.length).toBeGreaterThan(4);
  for (const [name, text] of hearing.filter(([name]) => !closers.includes(name)))
    expect(text, name).toMatch(/isPressed\(event, |\bisPressed\(event, name\)/);
});

it("lists no key that nobody hears", () => {
  const all = files.map(([, text]) => text).join("\n");
  for (const name of Object.keys(shortcuts)) expect(all, name).toMatch(new RegExp(`"${name}"`));
  expect(groups[0]?.lines.map((line) => line.keys)).toEqual(
    expect.arrayContaining(Object.values(shortcuts) as unknown[]),
  );
});

it("tells no two shortcuts apart that are the same", () => {
  const combinations = Object.values(shortcuts).flat();
  expect(new Set(combinations).size).toBe(combinations.length);
});

it("hears a combination whole, and leaves characters to what is written", () => {
  const press = (key: string, init: KeyboardEventInit = {}, target: Element = document.body) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, ...init });
    target.dispatchEvent(event);
    return event;
  };
  const field = document.body.appendChild(document.createElement("textarea"));
  expect(isPressed(press("?", { shiftKey: true }), "help")).toBe(true);
  expect(isPressed(press("?", { shiftKey: true }, field), "help")).toBe(false);
  expect(isPressed(press("/", { ctrlKey: true }, field), "help")).toBe(true);
  expect(isPressed(press("K", { metaKey: true }), "switcher")).toBe(true);
  expect(isPressed(press("k", { ctrlKey: true, shiftKey: true }), "switcher")).toBe(false);
  expect(isPressed(press("k"), "switcher")).toBe(false);
  expect(isPressed(press("Escape"), "readRoom")).toBe(true);
  expect(isPressed(press("Escape", { shiftKey: true }), "readRoom")).toBe(false);
  expect(isPressed(press("Escape", { shiftKey: true }), "readAll")).toBe(true);
  expect(isPressed(press("ArrowUp", { altKey: true }, field), "roomAbove")).toBe(true);
  expect(isPressed(press("ArrowUp", {}, field), "roomAbove")).toBe(false);
  field.remove();
});

it("writes the keys as they are called here", () => {
  expect(keysOf("Mod+Shift+F")).toEqual(["Ctrl", "Shift", "F"]);
  expect(keysOf("Alt+ArrowUp")).toEqual(["Alt", "↑"]);
  expect(keysOf("/")).toEqual(["/"]);
});
