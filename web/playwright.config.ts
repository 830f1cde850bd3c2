import { defineConfig } from "@playwright/test";

/** Drives Chromium, one or more people each in a browser of their own, against the binary. */
export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 3, // For two processors: a test waits a third of its time.
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
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox", // Chromium run by root, as in a container, has none.
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
