import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { t } from "@/lib/i18n";
import { clampWidth, narrowest, storeWidth, usual, widest, widthAfterKey } from "./sidebar-width";

interface ResizerProps {
  width: number;
  onResize(width: number): void;
}

/** The handle at the sidebar's edge: drag it, use the arrow keys, or double-click for the usual width. */
export function Resizer({ width, onResize }: ResizerProps) {
  const [dragging, setDragging] = useState(false);

  function set(next: number) {
    onResize(next);
    storeWidth(next);
  }

  function onKeyDown(event: KeyboardEvent) {
    const next = widthAfterKey(event.key, width);
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  }

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragging(true);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a window splitter (WAI-ARIA) takes focus, a rule cannot
    <div
      className={dragging ? "resizer resizer-dragging" : "resizer"}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("sidebar.width")}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      onKeyDown={onKeyDown}
      onDoubleClick={() => set(usual)}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => dragging && onResize(clampWidth(event.clientX))}
      onPointerUp={() => {
        setDragging(false);
        storeWidth(width);
      }}
      onPointerCancel={() => setDragging(false)}
    />
  );
}
