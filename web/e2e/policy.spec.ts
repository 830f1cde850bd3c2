import { expect, test } from "./test";

// That no page breaches the policy is seen by every test: visit minds the console.
test("the content security policy lets no script run but the app's own", async ({ browser, campfire }) => {
  const page = await browser.newPage({ baseURL: campfire.url });
  await page.goto("/");
  const complaint = page.waitForEvent("console", (message) =>
    message.text().includes("Content Security Policy"),
  );
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "owned = true";
    document.body.append(script);
  });
  await complaint;
  expect(await page.evaluate(() => "owned" in globalThis)).toBe(false);
  await page.close();
});
