import { useMutation } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { useEffect, useState } from "react";
import { cancelTransfer, type Device, makeTransfer, type TransferLink } from "@/api/devices";
import { Problem } from "@/api/problem";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import { TransferCard } from "./transfer-card";

/** Makes the link that signs me in on another device, and says when it was used. */
export function TransferMaker({ devices }: { devices: readonly Device[] | undefined }) {
  const [link, setLink] = useState<TransferLink & { madeAt: number }>();
  const made = useMutation({
    mutationFn: () => makeTransfer(),
    onSuccess: (fresh) => setLink({ ...fresh, madeAt: newestID(devices) }),
  });
  const cancelled = useMutation({ mutationFn: cancelTransfer, onSettled: () => setLink(undefined) });
  const arrived = link && devices?.find((device) => device.id > link.madeAt);

  useEffect(() => {
    if (!arrived) return;
    setLink(undefined);
    announce(t("transfer.used"));
  }, [arrived]);

  return (
    <section className="sheet-section" aria-labelledby="transfer-title">
      <h2 className="sheet-title" id="transfer-title">
        {t("transfer.title")}
      </h2>
      <p className="sheet-note">{t("transfer.lead")}</p>
      {link ? (
        <TransferCard
          link={link}
          onCancel={() => cancelled.mutate(link.id)}
          onExpire={() => setLink(undefined)}
        />
      ) : (
        <button
          type="button"
          className="button"
          disabled={made.isPending || !devices}
          onClick={() => made.mutate()}
        >
          <Link2 aria-hidden="true" /> {t("transfer.make")}
        </button>
      )}
      {made.isError && (
        <p className="form-problem" role="alert">
          {made.error instanceof Problem ? made.error.message : t("problem.unreachable")}
        </p>
      )}
    </section>
  );
}

/** Ids go up, so whoever has a higher one signed in later. */
function newestID(devices: readonly Device[] | undefined): number {
  return Math.max(0, ...(devices ?? []).map((device) => device.id));
}
