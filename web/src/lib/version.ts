import { createStore } from "zustand/vanilla";

/** Whether the server has a newer version of the app than this page is of. */
export const version = createStore<{ outdated: boolean }>(() => ({ outdated: false }));

/** Looks at what the server has, and says whether that is newer; false also when it does not answer. */
export async function isOutdated(): Promise<boolean> {
  const entry = document.querySelector('script[type="module"][src]')?.getAttribute("src");
  try {
    const answer = entry ? await fetch("/", { cache: "no-cache" }) : undefined;
    if (entry && answer?.ok && !(await answer.text()).includes(entry)) version.setState({ outdated: true });
  } catch {
    // No line: nothing is known.
  }
  return version.getState().outdated;
}
