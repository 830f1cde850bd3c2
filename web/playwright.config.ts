import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const args = [
  "--no-sandbox", // Chromium run by root, as in a container, has none.
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
// Chromium without its windows takes two thirds of the time, but knows neither apps nor push.
const windowless = "/usr/bin/chromium-headless-shell";
const ofAnApp = /(?:install|notifications|outbox|share|update)\.spec\.ts$/;

/** Drives Chromium, one or more people each in a browser of their own, against the binary. */
export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 1, // One that needs it is listed as flaky.
  reporter: "list",
  timeout: 180_000, // A busy machine takes some twenty times as long as an idle one.
  expect: { timeout: 30_000 },
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // The worker keeps a copy of the whole app, and sends what a test holds back: its own tests allow it.
    serviceWorkers: "block",
    trace: { mode: "on-first-retry", screenshots: false },
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    {
      name: "conversation",
      testIgnore: ofAnApp,
      use: { launchOptions: { args, executablePath: existsSync(windowless) ? windowless : chromium } },
    },
    { name: "app", testMatch: ofAnApp, use: { launchOptions: { args, executablePath: chromium } } },
  ],
});
