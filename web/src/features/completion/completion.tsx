import { type ComponentType, type KeyboardEvent, type Ref, type RefObject, useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** What the place where one writes asks of the list. */
export interface CompletionHandle {
  /** Whether the list has taken a key press. */
  takes(event: KeyboardEvent): boolean;
}

export interface CompletionProps {
  ref: Ref<CompletionHandle>;
  /** What the rich editor is in; the list hangs at its edges. */
  box: RefObject<HTMLElement | null>;
  roomID: number;
  /** An input method is composing a word. */
  composing: boolean;
}

const loaded = createStore<{ List: ComponentType<CompletionProps> | undefined }>(() => ({ List: undefined }));

/** Completes what is begun in the rich editor: people, emoji, clips, commands. It has a chunk of its own; one can write without. */
export function Completion(props: CompletionProps) {
  useEffect(() => {
    if (loaded.getState().List) return;
    import("./completion-list").then(
      ({ CompletionList }) => loaded.setState({ List: CompletionList }),
      () => undefined, // Asked for again with the next room.
    );
  }, []);
  const List = useStore(loaded, (state) => state.List);
  return List ? <List {...props} /> : null;
}
