import { isOutdated, tellOutdated } from "./version";

/** After a part of the app could not be fetched it is tried again this often, in milliseconds. */
const tryEvery = 3_000;

/**
 * Fetches a part of the page that is shown already, and goes on trying while
 * there is no line: the page stays. When the server has a newer version the part
 * may be gone for good; the page is told so (lib/version) and the promise left open.
 */
export function patiently<Part>(load: () => Promise<Part>): () => Promise<Part> {
  const attempt = (): Promise<Part> =>
    load().catch(async () => {
      if (await isOutdated()) {
        tellOutdated();
        return new Promise<Part>(() => {});
      }
      await new Promise((resolve) => setTimeout(resolve, tryEvery));
      return attempt();
    });
  return attempt;
}
