import { createStore } from "zustand/vanilla";

/** The browser offers to install the app, once it is asked to (W3C: BeforeInstallPromptEvent). */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

/** The browser's offer to install the app, kept for when somebody wants it; undefined without one. */
export const installOffer = createStore<{ offer: InstallOffer | undefined }>(() => ({ offer: undefined }));

// It comes once, soon after the page, and may be gone again before anybody looks for it.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault(); // We offer it ourselves, out of the way.
  installOffer.setState({ offer: event as InstallOffer });
});
addEventListener("appinstalled", () => installOffer.setState({ offer: undefined }));

/** Asks whether to install the app. The offer is good for once. */
export function install(): void {
  void installOffer.getState().offer?.prompt();
  installOffer.setState({ offer: undefined });
}
