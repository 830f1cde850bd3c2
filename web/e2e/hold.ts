import type { Page } from "@playwright/test";

/** Keeps the answers to some requests back until they are let in. */
export async function holdAnswers(page: Page, requests: RegExp) {
  const asked = page.waitForRequest(requests);
  let letIn = () => {};
  const open = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  await page.route(requests, async (route) => {
    await open;
    await route.continue();
  });
  return { asked, letIn };
}
