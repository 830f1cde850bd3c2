import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { findUsers } from "@/api/rooms";
import type { User } from "@/api/types";
import { t } from "@/lib/i18n";
import { useDebounced } from "@/lib/use-debounced";
import { Avatar } from "@/ui/avatar";
import "./people-picker.css";

/** Rows in the list at once; further people are found by typing. */
const rows = 20;
const settle = 150;

interface PeoplePickerProps {
  label: string;
  hint?: string;
  chosen: readonly User[];
  onChosen(chosen: User[]): void;
  /** Who is not to be chosen, with the word that says why. */
  fixed?: ReadonlyMap<number, string>;
  autoFocus?: boolean;
}

/** Chooses people out of all of them, by typing part of a name. */
export function PeoplePicker({ label, hint, chosen, onChosen, fixed, autoFocus = false }: PeoplePickerProps) {
  const id = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const found = usePeople(query);
  const people = found.data ?? [];
  const free = people.filter((person) => !fixed?.has(person.id));
  const at = Math.min(active, free.length - 1);
  const current = free[at];

  const has = (person: User) => chosen.some(({ id }) => id === person.id);
  function toggle(person: User) {
    if (fixed?.has(person.id)) return;
    onChosen(has(person) ? chosen.filter(({ id }) => id !== person.id) : [...chosen, person]);
    setQuery("");
    setActive(0);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && free.length > 0) {
      event.preventDefault();
      setActive((at + step + free.length) % free.length);
    } else if (event.key === "Enter" && query !== "" && !event.nativeEvent.isComposing) {
      event.preventDefault(); // It chooses; sending the form is for an empty field.
      if (current && !found.isPlaceholderData) toggle(current);
    } else if (event.key === "Backspace" && query === "" && chosen.length > 0) {
      onChosen(chosen.slice(0, -1));
    }
  }

  return (
    <div className="field picker">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {chosen.length > 0 && <Chosen people={chosen} onRemove={toggle} />}
      <input
        id={id}
        className="field-input"
        role="combobox"
        aria-expanded={people.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={current && query !== "" ? `${id}-${current.id}` : undefined}
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the page is for choosing people, and nothing is above
        autoFocus={autoFocus}
        placeholder={t("picker.placeholder")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <p className="field-hint" id={`${id}-hint`} role="status">
        {outcome(found, query) ?? hint}
      </p>
      <div
        className="picker-list"
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-multiselectable="true"
      >
        {people.map((person) => (
          <Option
            key={person.id}
            id={`${id}-${person.id}`}
            person={person}
            active={person === current && query !== ""}
            chosen={has(person)}
            note={fixed?.get(person.id)}
            onPick={() => toggle(person)}
          />
        ))}
      </div>
    </div>
  );
}

function usePeople(query: string) {
  const settled = useDebounced(query.trim(), settle);
  return useQuery({
    queryKey: ["users", settled],
    queryFn: () => findUsers(settled, rows),
    placeholderData: keepPreviousData,
  });
}

/** What to say of a search; undefined when its answer speaks for itself. */
function outcome(found: ReturnType<typeof usePeople>, query: string): string | undefined {
  if (found.isError) return t("picker.problem");
  if (found.isPending) return t("picker.loading");
  if (found.data.length === 0) return t("picker.nobody", { query });
  if (found.data.length === rows) return t("picker.more", { count: rows });
  return query === "" ? undefined : t("picker.found", { count: found.data.length });
}

function Chosen({ people, onRemove }: { people: readonly User[]; onRemove(person: User): void }) {
  return (
    <ul className="picker-chosen" aria-label={t("picker.chosen", { count: people.length })}>
      {people.map((person) => (
        <li key={person.id} className="picker-pill">
          <Avatar person={person} size={20} />
          <span className="truncate" dir="auto">
            {person.name}
          </span>
          <button
            type="button"
            aria-label={t("picker.remove", { name: person.name })}
            onClick={() => onRemove(person)}
          >
            <X aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

interface OptionProps {
  id: string;
  person: User;
  active: boolean;
  chosen: boolean;
  note: string | undefined;
  onPick(): void;
}

function Option({ id, person, active, chosen, note, onPick }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
    <div
      id={id}
      role="option"
      className={active ? "picker-option picker-option-active" : "picker-option"}
      aria-selected={chosen}
      aria-disabled={note !== undefined}
      ref={(row) => (active ? row?.scrollIntoView({ block: "nearest" }) : undefined)}
      onPointerDown={(event) => event.preventDefault()} // The field keeps the focus.
      onClick={onPick}
    >
      <Avatar person={person} size={28} />
      <span className="picker-name truncate" dir="auto">
        {person.name}
      </span>
      {person.role === "bot" && <span className="person-note">{t("message.bot")}</span>}
      {note && <span className="person-note">{note}</span>}
      {chosen && <Check aria-hidden="true" />}
    </div>
  );
}
