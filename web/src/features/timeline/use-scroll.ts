import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import { type Anchor, capture, distanceToBottom, restore } from "./scroll-anchor";

/** Further pages are asked for this far before their place comes into view, in pixels. */
const pageAhead = 800;

interface ScrollOptions {
  scroller: RefObject<HTMLElement | null>;
  list: RefObject<HTMLElement | null>;
  /** Changes whenever the rows do. */
  rows: unknown;
  onNearTop(): void;
  onNearBottom(): void;
}

/**
 * Scrolling of the timeline: holds what the reader looks at while rows come and
 * go, sticks to the bottom for whoever is there, and asks for further pages.
 */
export function useScroll({ scroller, list, rows, onNearTop, onNearBottom }: ScrollOptions) {
  const anchor = useRef<Anchor>(undefined);
  const [atBottom, setAtBottom] = useState(true);
  const [farUp, setFarUp] = useState(false);

  const look = useCallback(() => {
    const [box, content] = [scroller.current, list.current];
    if (!box || !content || box.clientHeight === 0) return;
    anchor.current = capture(box, content);
    setAtBottom(anchor.current.atBottom);
    setFarUp(distanceToBottom(box) > box.clientHeight);
    if (box.scrollTop < pageAhead) onNearTop();
    if (distanceToBottom(box) < pageAhead) onNearBottom();
  }, [scroller, list, onNearTop, onNearBottom]);

  const settle = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    if (anchor.current) restore(box, anchor.current);
    else box.scrollTop = box.scrollHeight;
    look();
  }, [scroller, look]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows is what changes the layout
  useLayoutEffect(settle, [settle, rows]);

  // Pictures load, the composer grows, the keyboard opens, the window turns.
  useLayoutEffect(() => {
    const observer = new ResizeObserver(settle);
    for (const element of [scroller.current, list.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, list, settle]);

  const toBottom = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    box.scrollTop = box.scrollHeight;
    look();
  }, [scroller, look]);

  const toRow = useCallback(
    (row: HTMLElement) => {
      row.scrollIntoView({ block: "center" });
      look();
    },
    [look],
  );

  return { atBottom, farUp, onScroll: look, toBottom, toRow };
}
