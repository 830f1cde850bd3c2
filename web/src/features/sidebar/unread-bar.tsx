import { ArrowUpNarrowWide, CheckCheck } from "lucide-react";
import { useCallback } from "react";
import { useMarkAllRead, useReadAllKey } from "@/features/rooms/use-mark-all-read";
import { t } from "@/lib/i18n";
import { IconButton } from "@/ui/icon-button";

interface UnreadBarProps {
  count: number;
  first: boolean;
  onFirst(first: boolean): void;
}

/** How much is unread, whether that comes first, and the end of it. */
export function UnreadBar({ count, first, onFirst }: UnreadBarProps) {
  const { mutate, isPending } = useMarkAllRead();
  const readAll = useCallback(() => mutate(), [mutate]);
  useReadAllKey(readAll);
  return (
    <div className="unread-bar">
      <span className="unread-total">{t("sidebar.unreadTotal", { count })}</span>
      {count > 0 && (
        <IconButton
          label={t("sidebar.readAll")}
          title={t("sidebar.readAllKey")}
          disabled={isPending}
          onClick={readAll}
        >
          <CheckCheck aria-hidden="true" />
        </IconButton>
      )}
      <IconButton
        label={t("sidebar.unreadFirst")}
        aria-pressed={first}
        className="unread-first"
        onClick={() => onFirst(!first)}
      >
        <ArrowUpNarrowWide aria-hidden="true" />
      </IconButton>
    </div>
  );
}
