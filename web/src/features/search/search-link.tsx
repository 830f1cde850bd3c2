import { Search } from "lucide-react";
import { useEffect } from "react";
import { Link, useLocation, useRoute } from "wouter";
import { closeDrawer } from "@/features/sidebar/drawer";
import { t } from "@/lib/i18n";
import { apple, isPressed } from "@/lib/shortcuts";

/** Leads to the search page, as do "/" and Ctrl+Shift+F. */
export function SearchLink() {
  const [current] = useRoute("/searches");
  useSearchKeys();
  return (
    <Link
      href="/searches"
      className="room-entry search-link"
      aria-current={current ? "page" : undefined}
      aria-keyshortcuts={apple ? "/ Meta+Shift+F" : "/ Control+Shift+F"}
      onClick={closeDrawer}
    >
      <span className="room-icon">
        <Search aria-hidden="true" />
      </span>
      <span className="room-entry-name">{t("search.title")}</span>
      <span className="search-key" aria-hidden="true">
        /
      </span>
    </Link>
  );
}

function useSearchKeys(): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isPressed(event, "search") || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      const field = document.querySelector<HTMLInputElement>("#search-field");
      if (field) field.select();
      else navigate("/searches");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate]);
}
