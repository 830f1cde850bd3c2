import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sentences } from "./sentences";

it("has a sentence for every kind of entry that the server writes, and for no other", () => {
  const source = readFileSync(join(import.meta.dirname, "../../../../internal/chat/audit.go"), "utf8");
  const kinds = [...source.matchAll(/AuditKind = "([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(kinds.length).toBeGreaterThan(20);
  expect(Object.keys(sentences).toSorted()).toEqual(kinds.toSorted());
});
