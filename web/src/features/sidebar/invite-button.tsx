import { UserPlus } from "lucide-react";
import { useId } from "react";
import { InviteLink } from "@/features/invite/invite-link";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";

/** Opens the invite link for whoever may give it. */
export function InviteButton() {
  const { account } = useSession();
  const id = useId();
  if (!account.join_url) return null;
  return (
    <>
      <button type="button" className="sidebar-action" popoverTarget={id}>
        <UserPlus aria-hidden="true" /> {t("invite.button")}
      </button>
      <div
        className="popover invite-popover"
        id={id}
        popover="auto"
        role="dialog"
        aria-label={t("invite.button")}
      >
        <InviteLink lead={t("invite.lead", { accountName: account.name })} />
      </div>
    </>
  );
}
