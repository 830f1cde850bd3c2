import { Campfire } from "./campfire";
import { test as base } from "./test";

/** The same tests' server, but one that plays the demo. */
export const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern
  campfire: async ({}, use) => {
    const campfire = await Campfire.demo();
    await use(campfire);
    await campfire.remove();
  },
});
