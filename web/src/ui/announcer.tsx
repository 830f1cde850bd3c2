import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const spoken = createStore<{ texts: [string, string]; turn: 0 | 1 }>(() => ({ texts: ["", ""], turn: 0 }));

/** Has screen readers say text when they are done with what they are saying. */
export function announce(text: string): void {
  spoken.setState(({ turn }) =>
    turn === 0 ? { texts: [text, ""], turn: 1 } : { texts: ["", text], turn: 0 },
  );
}

/** The live region; two take turns, so that the same text twice is said twice. */
export function Announcer() {
  const [first, second] = useStore(spoken, ({ texts }) => texts);
  return (
    <div className="visually-hidden">
      <div aria-live="polite">{first}</div>
      <div aria-live="polite">{second}</div>
    </div>
  );
}
