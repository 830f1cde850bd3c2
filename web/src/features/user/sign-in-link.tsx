import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { cancelTransfer, makeTransfer, type TransferLink } from "@/api/devices";
import type { Profile } from "@/api/types";
import { TransferCard } from "@/features/devices/transfer-card";
import { problemOf } from "@/features/rooms/use-room-changes";
import { t } from "@/lib/i18n";
import { Problem } from "./administration";
import "@/features/devices/devices.css";

/** Makes a link that signs somebody in who is locked out. */
export function SignInLink({ profile }: { profile: Profile }) {
  const [link, setLink] = useState<TransferLink>();
  const made = useMutation({ mutationFn: () => makeTransfer(profile.id), onSuccess: setLink });
  const cancelled = useMutation({ mutationFn: cancelTransfer, onSettled: () => setLink(undefined) });
  if (link)
    return (
      <TransferCard
        link={link}
        onCancel={() => cancelled.mutate(link.id)}
        onExpire={() => setLink(undefined)}
      />
    );
  return (
    <div className="way-out">
      <p>{t("administration.linkLead")}</p>
      <button type="button" className="button" disabled={made.isPending} onClick={() => made.mutate()}>
        {t("administration.link")}
      </button>
      <Problem text={problemOf(made.error)} />
    </div>
  );
}
