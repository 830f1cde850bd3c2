import { defineConfig } from "vitest/config";

/** Runs the client libraries, in Node, against the binary. */
export default defineConfig({
  test: {
    include: ["compat/*.test.ts"],
    environment: "node",
    maxWorkers: 2,
    expect: { poll: { timeout: 10_000, interval: 20 } },
    testTimeout: 20_000,
  },
});
