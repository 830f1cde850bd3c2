import { QrCode, RefreshCw, Share2 } from "lucide-react";
import { useRef, useState } from "react";
import { renewJoinCode } from "@/api/account";
import type { Account } from "@/api/types";
import { InviteLink } from "@/features/invite/invite-link";
import { t } from "@/lib/i18n";
import { qrCodePath } from "@/lib/qr-code";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { useChangeAccount } from "./account-queries";

interface InvitationProps {
  account: Account;
  administers: boolean;
}

/** The link that lets people in: to copy, to share, to be photographed, and to be replaced. */
export function Invitation({ account, administers }: InvitationProps) {
  const [coded, setCoded] = useState(false);
  const share = { title: account.name, url: account.join_url };
  return (
    <section className="setting">
      <h2 className="setting-title">{t("invite.button")}</h2>
      <InviteLink lead={t("invite.lead", { accountName: account.name })} />
      <div className="form-actions">
        {"share" in navigator && (
          // Whoever closes the sheet without sharing is told nothing.
          <button
            type="button"
            className="button"
            onClick={() => void navigator.share(share).catch(() => {})}
          >
            <Share2 aria-hidden="true" /> {t("invite.share")}
          </button>
        )}
        <button type="button" className="button" aria-expanded={coded} onClick={() => setCoded(!coded)}>
          <QrCode aria-hidden="true" /> {t("invite.qr")}
        </button>
        {administers && <Renew />}
      </div>
      {coded && (
        <img
          className="qr-code"
          src={qrCodePath(account.join_url)}
          alt={t("invite.qrLabel")}
          width={240}
          height={240}
        />
      )}
    </section>
  );
}

function Renew() {
  const dialog = useRef<HTMLDialogElement>(null);
  const { save, problem } = useChangeAccount(() => renewJoinCode());
  return (
    <>
      <button type="button" className="button" onClick={() => dialog.current?.showModal()}>
        <RefreshCw aria-hidden="true" /> {t("invite.renew")}
      </button>
      <ConfirmDialog
        ref={dialog}
        title={t("invite.renewTitle")}
        action={t("invite.renew")}
        pending={save.isPending}
        problem={problem}
        onConfirm={() => save.mutate(undefined, { onSuccess: () => dialog.current?.close() })}
      >
        <p>{t("invite.renewLoss")}</p>
      </ConfirmDialog>
    </>
  );
}
