import { useQuery } from "@tanstack/react-query";
import { PinOff } from "lucide-react";
import { pinsQuery } from "@/features/inbox/inbox-queries";
import { useKeeping } from "@/features/inbox/use-keeping";
import { HitFailure, HitSkeleton } from "@/features/search/hit-list";
import { focusNext, HitRow } from "@/features/search/hit-row";
import { t } from "@/lib/i18n";
import { timeOrDay } from "@/lib/time";
import { IconButton } from "@/ui/icon-button";
import { Pane } from "@/ui/pane";

interface PinsPaneProps {
  roomID: number;
  onClose(): void;
}

/** What is pinned in the room, the latest first. */
export default function PinsPane({ roomID, onClose }: PinsPaneProps) {
  const { data: pins, error, isPending, refetch } = useQuery(pinsQuery(roomID));
  const { pin: setPin } = useKeeping();
  // Where the pane covers the messages, it makes way for the one that is chosen.
  const makeWay = matchMedia("(max-width: 959px)").matches ? onClose : undefined;
  return (
    <Pane title={t("pins.title")} onClose={onClose}>
      {isPending && <HitSkeleton />}
      {error && !pins && (
        <HitFailure error={error} otherwise={t("pins.failed")} onRetry={() => void refetch()} />
      )}
      {pins?.length === 0 && <p className="search-note">{t("pins.none")}</p>}
      <ol className="pins">
        {pins?.map(({ message, pinned_by, created_at }) => (
          <li key={message.id} className="hit-item">
            <HitRow
              message={message}
              onOpen={makeWay}
              note={t("pins.by", { name: pinned_by.name, time: timeOrDay(new Date(created_at), new Date()) })}
            />
            <IconButton
              label={t("menu.unpin")}
              onClick={(event) => {
                focusNext(event.currentTarget);
                void setPin(message, false);
              }}
            >
              <PinOff aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ol>
    </Pane>
  );
}
