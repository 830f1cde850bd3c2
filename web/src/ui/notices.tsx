import { X } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { t } from "@/lib/i18n";
import { IconButton } from "./icon-button";
import "./notices.css";

/** How long a notice stays, and so how long what it offers can be chosen, in milliseconds. */
export const noticeStays = 8_000;

/** More than this many at once push out the oldest. */
const most = 3;

interface Said {
  id: number;
  text: string;
  action?: NoticeAction | undefined;
}

export interface NoticeAction {
  label: string;
  run(): void;
}

const notices = createStore<{ said: readonly Said[] }>(() => ({ said: [] }));
let lastID = 0;

/** Tells somebody quietly of what they did or what concerns them; it goes by itself. */
export function notify(text: string, action?: NoticeAction): void {
  const id = ++lastID;
  notices.setState(({ said }) => ({ said: [...said, { id, text, action }].slice(-most) }));
  setTimeout(() => forget(id), noticeStays);
}

function forget(id: number): void {
  notices.setState(({ said }) => ({ said: said.filter((notice) => notice.id !== id) }));
}

/** The place where notices appear, above the composer. Children are those that somebody else keeps. */
export function Notices({ children }: { children?: ReactNode }) {
  const said = useStore(notices, (state) => state.said);
  useEffect(() => () => notices.setState({ said: [] }), []);
  return (
    <div className="notices" role="status">
      {children}
      {said.map(({ id, text, action }) => (
        <Notice key={id} text={text} action={action} onClose={() => forget(id)} />
      ))}
    </div>
  );
}

interface NoticeProps {
  text: string;
  action?: NoticeAction | undefined;
  /** Whoever works by keyboard is where the choice is, and is not lost when it goes. */
  takesFocus?: boolean;
  onClose(): void;
}

export function Notice({ text, action, takesFocus = false, onClose }: NoticeProps) {
  const box = useRef<HTMLParagraphElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);

  // Told before the notice goes: afterwards nothing would have the focus.
  useLayoutEffect(() => {
    const notice = box.current;
    return () => {
      if (notice?.contains(document.activeElement)) document.getElementById("main")?.focus();
    };
  }, []);

  return (
    <p className="notice" ref={box}>
      <span className="notice-text">{text}</span>
      {action && (
        <button
          type="button"
          ref={button}
          className="notice-action"
          onClick={() => {
            action.run();
            onClose();
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton label={t("close")} className="notice-close" onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </p>
  );
}
