import { Forward, ListFilter } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { openSwitcher, switcherKey } from "@/features/switcher/open-switcher";
import { t } from "@/lib/i18n";
import { useMedia } from "@/lib/use-media";
import { closeDrawer } from "./drawer";

interface FilterFieldProps {
  query: string;
  onQuery(query: string): void;
  /** Where the entries are that are left. */
  lists: RefObject<HTMLElement | null>;
}

/** Narrows the lists below; beside it the way to whatever is not in them. */
export function FilterField({ query, onQuery, lists }: FilterFieldProps) {
  const touch = useMedia("(pointer: coarse)");
  const first = () => lists.current?.querySelector<HTMLElement>("li .room-entry");

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape" && query !== "") {
      event.stopPropagation(); // The drawer stays open.
      onQuery("");
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      first()?.focus();
    }
    if (event.key === "Enter" && query !== "") first()?.click();
  }

  function jump() {
    openSwitcher(query);
    closeDrawer();
  }

  return (
    <div className="filter">
      <ListFilter aria-hidden="true" />
      <input
        type="search"
        className="filter-input"
        placeholder={t("sidebar.filter")}
        aria-label={t("sidebar.filterLabel")}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="button" className="filter-jump" aria-label={t("switcher.open")} onClick={jump}>
        {touch ? <Forward aria-hidden="true" /> : <kbd>{switcherKey}</kbd>}
      </button>
    </div>
  );
}
