import { Smile } from "lucide-react";
import { lazy, Suspense, useId, useRef, useState } from "react";
import { t } from "@/lib/i18n";
import { patiently } from "@/lib/patiently";
import { IconButton } from "@/ui/icon-button";
import { placeBeside } from "@/ui/place-beside";

const EmojiPicker = lazy(patiently(async () => ({ default: (await import("./emoji-picker")).EmojiPicker })));

interface EmojiButtonProps {
  /** Without it a keyboard on the screen would come up over what is to be seen. */
  autoFocus: boolean;
  onPick(emoji: string): void;
  /** Nothing was picked by somebody at the keyboard, who goes on where they wrote. */
  onLeave(): void;
}

/** Opens the picker over what is written. It has a chunk of its own, which comes when it is first opened. */
export function EmojiButton({ autoFocus, onPick, onLeave }: EmojiButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const place = () => box.current && button.current && placeBeside(box.current, button.current);

  return (
    <>
      <IconButton
        ref={button}
        label={t("emoji.title")}
        aria-haspopup="dialog"
        aria-expanded={open}
        popoverTarget={id}
      >
        <Smile aria-hidden="true" />
      </IconButton>
      <div
        ref={box}
        id={id}
        className="popover"
        popover="auto"
        role="dialog"
        aria-label={t("emoji.title")}
        onToggle={({ newState }) => {
          setOpen(newState === "open");
          place();
        }}
      >
        {open && (
          <Suspense>
            <EmojiPicker
              autoFocus={autoFocus}
              onShown={place}
              onPick={(emoji) => {
                box.current?.hidePopover();
                onPick(emoji);
              }}
              onClose={() => {
                box.current?.hidePopover();
                onLeave();
              }}
            />
          </Suspense>
        )}
      </div>
    </>
  );
}
