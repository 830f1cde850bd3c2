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
  /** Where words will do as well. */
  words?: Words;
  /** It is there, with the size it keeps. */
  onShown?(): void;
  onPick(emoji: string): void;
  onClose(): void;
}

interface Words {
  /** What the field is called. */
  label: string;
  /** What is offered of words that stand in it. */
  offer(words: string): string;
  /** Takes them; resolves with why they were refused, or nothing. */
  take(words: string): Promise<string | undefined>;
}

/** The place of the words themselves, before the emoji they find. */
const asWords = -1;

/**
 * All emoji, those used lately first, and a field to find one by its name. The
 * field keeps the focus. Where words will do, Enter takes those that are there,
 * unless they are the name of an emoji.
 */
export function EmojiPicker({ autoFocus = false, words, onShown, onPick, onClose }: EmojiPickerProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { data: all, isError } = useQuery(emojiQuery);
  const [recent] = useState(recentEmoji);
  const [query, setQuery] = useState("");
  const [moved, setMoved] = useState<number>();
  const [count, setCount] = useState(batch);
  const [refusal, setRefusal] = useState("");
  const typed = query.trim();
  const name = typed.replaceAll(" ", "_").toLowerCase();
  const every = useMemo(() => found(all ?? [], name, recent), [all, name, recent]);
  const shown = every.slice(0, count);
  const offered = words && typed !== "";
  const named = every.findIndex(({ names }) => names.includes(name));
  const at = moved ?? (offered ? named : 0);

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

  async function takeWords() {
    setRefusal((await words?.take(typed)) ?? "");
  }

  function move(step: number) {
    const to = at === asWords ? Math.sign(step) - 1 : at + step;
    if (to >= count) setCount(count + batch);
    setMoved(Math.max(offered ? asWords : 0, Math.min(to, every.length - 1)));
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (event.nativeEvent.isComposing || (!step && event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) move(step);
    else if (event.key === "Escape") onClose();
    else if (at === asWords) void takeWords();
    else pick(shown[at]);
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
        aria-activedescendant={active || offered ? `${id}-${at}` : undefined}
        aria-label={words?.label ?? t("emoji.find")}
        aria-invalid={refusal !== ""}
        placeholder={words?.label ?? t("emoji.find")}
        autoComplete="off"
        maxLength={512}
        dir="auto"
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.target.value);
          setMoved(undefined);
          setRefusal("");
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
        {offered && (
          // biome-ignore lint/a11y/useFocusableInteractive: as with the emoji
          // biome-ignore lint/a11y/useKeyWithClickEvents: as with the emoji
          <span
            id={`${id}-${asWords}`}
            role="option"
            className="emoji-words truncate"
            aria-selected={at === asWords}
            dir="auto"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void takeWords()}
          >
            {words.offer(typed)}
          </span>
        )}
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
      {refusal ? (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      ) : (
        <p className="emoji-name" aria-live="polite">
          {active ? `:${active.names[0]}:` : isError ? t("emoji.failed") : all && !offered && t("emoji.none")}
        </p>
      )}
    </fieldset>
  );
}

/** What a name finds; without one all, with those used lately first. */
function found(all: readonly Emoji[], name: string, recent: readonly string[]): Emoji[] {
  if (name) return rankEmoji(all, name, recent, mostFound);
  const used = recent.flatMap((emoji) => all.find((entry) => entry.emoji === emoji) ?? []);
  return [...used, ...all.filter(({ emoji }) => !recent.includes(emoji))];
}
