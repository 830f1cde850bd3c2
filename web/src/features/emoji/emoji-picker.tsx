import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { type Emoji, rankEmoji, recentEmoji, rememberEmoji } from "@/features/completion/emoji";
import { emojiQuery } from "@/features/completion/emoji-query";
import { t } from "@/lib/i18n";
import "./emoji-picker.css";

const columns = 8;
const mostFound = 120;

/** As many are there at once; more come when one gets near to their end. */
const batch = 25 * columns;

interface EmojiPickerProps {
  autoFocus?: boolean;
  /** It is there, with the size it keeps. */
  onShown?(): void;
  onPick(emoji: string): void;
  onClose(): void;
}

/** All emoji, those used lately first, and a field to find one by its name. The field keeps the focus. */
export function EmojiPicker({ autoFocus = false, onShown, onPick, onClose }: EmojiPickerProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { data: all, isError } = useQuery(emojiQuery);
  const [recent] = useState(recentEmoji);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const [count, setCount] = useState(batch);
  const every = useMemo(() => found(all ?? [], query.trim(), recent), [all, query, recent]);
  const shown = every.slice(0, count);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    onShown?.();
    if (autoFocus) field.current?.focus();
  }, []);

  function pick(entry: Emoji | undefined) {
    if (!entry) return;
    rememberEmoji(entry.emoji);
    onPick(entry.emoji);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (event.nativeEvent.isComposing || (!step && event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) {
      if (at + step >= count) setCount(count + batch);
      setAt(Math.max(0, Math.min(at + step, every.length - 1)));
    } else if (event.key === "Enter") pick(shown[at]);
    else onClose();
  }

  const active = shown[at];
  return (
    <fieldset className="emoji-picker" aria-label={t("emoji.title")}>
      <input
        ref={field}
        className="field-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={active ? `${id}-${at}` : undefined}
        aria-label={t("emoji.find")}
        placeholder={t("emoji.find")}
        autoComplete="off"
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
      />
      <div
        id={id}
        className="emoji-grid"
        role="listbox"
        aria-label={t("emoji.title")}
        aria-busy={!all}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          if (scrollTop + 2 * clientHeight > scrollHeight && count < every.length) setCount(count + batch);
        }}
      >
        {shown.map((entry, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active one
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
          <span
            key={entry.emoji}
            id={`${id}-${i}`}
            role="option"
            className="emoji-option"
            aria-selected={i === at}
            aria-label={entry.names[0]?.replaceAll("_", " ")}
            title={`:${entry.names[0]}:`}
            ref={(option) => (i === at && at > 0 ? option?.scrollIntoView({ block: "nearest" }) : undefined)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(entry)}
          >
            {entry.emoji}
          </span>
        ))}
      </div>
      <p className="emoji-name" aria-live="polite">
        {active ? `:${active.names[0]}:` : all || isError ? t(isError ? "emoji.failed" : "emoji.none") : ""}
      </p>
    </fieldset>
  );
}

/** What a query finds; without one all, with those used lately first. */
function found(all: readonly Emoji[], query: string, recent: readonly string[]): Emoji[] {
  if (query) return rankEmoji(all, query.replaceAll(" ", "_"), recent, mostFound);
  const used = recent.flatMap((emoji) => all.find((entry) => entry.emoji === emoji) ?? []);
  return [...used, ...all.filter(({ emoji }) => !recent.includes(emoji))];
}
