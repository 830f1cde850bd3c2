import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

interface Spoken {
  texts: [string, string];
  turn: 0 | 1;
}

const silence: Spoken = { texts: ["", ""], turn: 0 };
const spoken = createStore<Spoken>(() => silence);

/** Has screen readers say text when they are done with what they are saying. */
export function announce(text: string): void {
  spoken.setState(({ turn }) =>
    turn === 0 ? { texts: [text, ""], turn: 1 } : { texts: ["", text], turn: 0 },
  );
}

/**
 * The live region; two take turns, so that the same text twice is said twice.
 * What was said goes with it, for it may have been for one person alone.
 */
export function Announcer() {
  const [first, second] = useStore(spoken, ({ texts }) => texts);
  useEffect(() => () => spoken.setState(silence), []);
  return (
    <div className="visually-hidden">
      <div aria-live="polite">{first}</div>
      <div aria-live="polite">{second}</div>
    </div>
  );
}
