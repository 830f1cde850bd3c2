import { createStore } from "zustand/vanilla";

/** A clip in the place where it is shown. */
export interface Clip {
  messageID: number;
  url: string;
}

/** What the player is doing: for which message it plays, and for which one the browser would not let it. */
interface PlayerState {
  playing: number | undefined;
  blocked: number | undefined;
  /** As my profile says. */
  muted: boolean;
}

/** Plays clips, one at a time. */
export const player = createStore<PlayerState>(() => ({
  playing: undefined,
  blocked: undefined,
  muted: false,
}));

/** How late another tab may hear of a clip and still know that it was played, in milliseconds. */
const heardFor = 60_000;

let audio: HTMLAudioElement | undefined;

/** Plays a clip because somebody asked for it, muted or not. */
export async function play({ messageID, url }: Clip): Promise<void> {
  audio?.pause();
  const element = new Audio(url);
  audio = element;
  const over = () => audio === element && player.setState({ playing: undefined });
  element.addEventListener("ended", over);
  element.addEventListener("error", over);
  player.setState({ playing: messageID, blocked: undefined });
  try {
    await element.play();
  } catch (error) {
    over();
    if (error instanceof DOMException && error.name === "NotAllowedError")
      player.setState({ blocked: messageID });
  }
}

export function stop(): void {
  audio?.pause();
  audio = undefined;
  player.setState({ playing: undefined });
}

/**
 * Plays a clip that came in by itself: not in a tab nobody looks at, not while
 * muted, not when another tab has, and never before the page was touched, which
 * browsers do not allow either.
 */
export function playUnasked(clip: Clip): void {
  if (player.getState().muted || document.visibilityState !== "visible") return;
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) {
    player.setState({ blocked: clip.messageID });
    return;
  }
  if (navigator.locks) void playOnce(clip);
  else void play(clip); // As on plain HTTP, where tabs cannot agree.
}

/** Plays a clip in the first of this browser's tabs that asks. */
async function playOnce(clip: Clip): Promise<void> {
  await navigator.locks.request(`sound ${clip.messageID}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    void play(clip);
    await new Promise((resolve) => setTimeout(resolve, heardFor));
  });
}

/** Follows the profile; nothing else says whether sounds play. */
export function setMuted(muted: boolean): void {
  if (muted) stop();
  player.setState({ muted });
}
