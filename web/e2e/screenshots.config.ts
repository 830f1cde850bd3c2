import { defineConfig } from "@playwright/test";
import tests from "../playwright.config";

/** Takes the screens, to be looked at. SCREENSHOTS names the folder they go to. */
export default defineConfig({
  ...tests,
  testDir: ".",
  testMatch: "screenshots.ts",
  outputDir: "../test-results",
  projects: [{ name: "screens", use: { ...tests.projects?.[0]?.use, trace: "off" } }],
});
