import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { catalogs } from "./scripts/catalogs.ts";
import { firstView } from "./scripts/first-view.ts";
import { layers } from "./scripts/layers.ts";

const server = process.env.CAMPFIRE_URL ?? "http://127.0.0.1:3000";

/** The pages on which people change something, of which few are opened; what runs without them is left out. */
const settings =
  /features\/(account|audit|bots|clips|devices|jobs|new-room|notifications(?!\/use-notifications)|people|profile|room-settings|user)\//;

export default defineConfig({
  plugins: [react(), catalogs(), layers()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: { "/api": server, "/cable": { target: server, ws: true } } },
  build: {
    // The first versions with light-dark(), popovers and :has().
    target: ["chrome123", "firefox125", "safari17.5"],
    // dist/.gitkeep stays, so that the binary's embed directive always has a folder.
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What several of the later pages share is one chunk, and the settings are: dozens of small ones weighed 14 KB more.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: firstView },
            { name: "shared", minShareCount: 2 },
            { name: "settings", test: settings },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
    restoreMocks: true,
    testTimeout: 60_000,
    // One jsdom for each worker: making one for every file takes longer than the tests.
    isolate: false,
  },
});
