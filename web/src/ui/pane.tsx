import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { t } from "@/lib/i18n";
import { IconButton } from "./icon-button";
import "./pane.css";

interface PaneProps {
  title: string;
  onClose(): void;
  children: ReactNode;
}

/** A third pane beside a room's messages; on phones it is over them. Escape closes it. */
export function Pane({ title, onClose, children }: PaneProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <aside
      className="pane"
      aria-labelledby={id}
      onKeyDown={(event: KeyboardEvent) => event.key === "Escape" && onClose()}
    >
      <header className="pane-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton label={t("close")} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <div className="pane-body">{children}</div>
    </aside>
  );
}
