import { UserPlus } from "lucide-react";
import { type MouseEvent, useId } from "react";
import { InviteLink } from "@/features/invite/invite-link";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { closeDrawer } from "./drawer";

/** Opens the invite link for whoever may give it, or leads to it where the page shows it already. */
export function InviteButton() {
  const { account } = useSession();
  const id = useId();
  if (!account.join_url) return null;
  return (
    <>
      <button type="button" className="sidebar-action" popoverTarget={id} onClick={leadToShown}>
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

function leadToShown(event: MouseEvent) {
  const shown = document.querySelector<HTMLInputElement>(".beginning-invite input");
  if (!shown) return;
  event.preventDefault();
  closeDrawer();
  // The page beside an open drawer takes no focus until the drawer is gone.
  requestAnimationFrame(() => shown.focus());
}
