import { Link } from "wouter";
import { PageHeader } from "@/features/room/page-header";
import { useRooms } from "@/features/rooms/room-queries";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { useTitle } from "@/lib/use-title";

/** At an address that leads nowhere. */
export function NotFound() {
  return <DeadEnd title={t("notFound.title")} lead={t("notFound.lead")} wayOn={t("notFound.back")} />;
}

/** At an invite link, for whoever has come in long ago. */
export function AlreadyIn() {
  const { account } = useSession();
  const title = t("join.alreadyIn", { accountName: account.name });
  return <DeadEnd title={title} lead={t("join.alreadyInLead")} wayOn={t("join.alreadyInOn")} />;
}

/** At a sign-in link, for whoever is signed in: it is not used up. */
export function SignedInAlready() {
  const { user } = useSession();
  const title = t("transfer.alreadyIn", { name: user.name });
  return <DeadEnd title={title} lead={t("transfer.alreadyInLead")} wayOn={t("join.alreadyInOn")} />;
}

interface DeadEndProps {
  title: string;
  lead: string;
  wayOn: string;
}

/** A page with a word on it and the way on. */
function DeadEnd({ title, lead, wayOn }: DeadEndProps) {
  const { data: rooms } = useRooms();
  useTitle(title);
  return (
    <main className="room" id="main" tabIndex={-1}>
      <PageHeader
        title={<span className="truncate">{title}</span>}
        unreadElsewhere={rooms?.some((room) => room.unread_count > 0) ?? false}
      />
      <div className="room-gone">
        <p>{lead}</p>
        <Link className="button" href="/">
          {wayOn}
        </Link>
      </div>
    </main>
  );
}
