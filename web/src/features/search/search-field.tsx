import { useQuery } from "@tanstack/react-query";
import { Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useRooms } from "@/features/rooms/room-queries";
import { t } from "@/lib/i18n";
import { IconButton } from "@/ui/icon-button";
import { type Completion, complete, completions, pieceAt } from "./completion";
import { namesQuery } from "./search-queries";

export const searchFieldID = "search-field";

interface SearchFieldProps {
  value: string;
  onChange(query: string): void;
  /** Enter: this is what is meant. */
  onSubmit(): void;
  /** The down arrow, when it does not choose a completion. */
  onDown(): void;
}

/** The line one searches with; it completes operators and the names they take. */
export function SearchField({ value, onChange, onSubmit, onDown }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const [caret, setCaret] = useState(value.length);
  const [moveTo, setMoveTo] = useState<number>();
  const [chosen, setChosen] = useState(-1);
  const [open, setOpen] = useState(false);
  const piece = pieceAt(value, caret);
  const offered = useCompletions(open ? piece : undefined);
  const active = Math.min(chosen, offered.length - 1);

  useEffect(() => field.current?.focus(), []);
  useLayoutEffect(() => {
    if (moveTo === undefined) return;
    field.current?.setSelectionRange(moveTo, moveTo);
    setMoveTo(undefined);
  }, [moveTo]);

  function change(query: string, at: number) {
    onChange(query);
    setCaret(at);
    setChosen(-1);
    setOpen(true);
  }

  function accept(completion: Completion) {
    if (!piece) return;
    const done = complete(value, piece, completion);
    change(done.query, done.caret);
    setMoveTo(done.caret);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const completion = offered[active] ?? (event.key === "Tab" ? offered[0] : undefined);
    if (completion && (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey))) {
      event.preventDefault();
      accept(completion);
    } else if (offered.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setChosen(((active + 1 + step + offered.length + 1) % (offered.length + 1)) - 1);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      onDown();
    } else if (event.key === "Escape" && offered.length > 0) {
      event.preventDefault();
      setOpen(false);
    } else if (event.key === "Escape" && value) {
      event.preventDefault();
      change("", 0);
    }
  }

  return (
    <search className="search-bar">
      <form
        className="search-box"
        onSubmit={(event) => {
          event.preventDefault();
          setOpen(false);
          onSubmit();
        }}
      >
        <Search aria-hidden="true" />
        <input
          id={searchFieldID}
          ref={field}
          className="search-input"
          type="text"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={250}
          placeholder={t("search.placeholder")}
          aria-label={t("search.label")}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={offered.length > 0}
          aria-controls={list}
          aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
          value={value}
          onChange={({ target }) => change(target.value, target.selectionStart ?? target.value.length)}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? value.length)}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
        />
        {value && (
          <IconButton
            label={t("search.clear")}
            onClick={() => {
              change("", 0);
              field.current?.focus();
            }}
          >
            <X aria-hidden="true" />
          </IconButton>
        )}
      </form>
      <div
        className="search-completions"
        id={list}
        role="listbox"
        aria-label={t("search.completions")}
        hidden={offered.length === 0}
      >
        {offered.map((completion, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field, which keeps the focus, has the keys
          <div
            key={completion.text}
            id={`${list}-${i}`}
            className="search-completion"
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            // Else the field would lose the focus, and the list would close before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => accept(completion)}
          >
            <span dir="auto" className="search-code">
              {completion.text}
            </span>
            {completion.about && <span className="search-about">{t(completion.about)}</span>}
          </div>
        ))}
      </div>
    </search>
  );
}

function useCompletions(piece: ReturnType<typeof pieceAt>): Completion[] {
  const rooms = useRooms().data ?? [];
  const name = piece?.operator === "from" ? piece.value?.replace(/^@/, "") : undefined;
  const people = useQuery(namesQuery(name)).data ?? [];
  return completions(piece, { rooms: rooms.map((room) => room.name), people });
}
