import { expect, type Page } from "@playwright/test";

/** Waits until the app's worker serves the page, and so has everything it needs without a line. */
export async function workerRuns(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
}
