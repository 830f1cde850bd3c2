import { readFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, it } from "vitest";

it("types.gen.ts is what openapi.json says; otherwise run npm run generate", async () => {
  const document = JSON.parse(readFileSync(join(import.meta.dirname, "../../openapi.json"), "utf8"));
  const generated = readFileSync(join(import.meta.dirname, "types.gen.ts"), "utf8");
  const types = astToString(await openapiTS(document));
  expect(generated.endsWith(types)).toBe(true);
});
