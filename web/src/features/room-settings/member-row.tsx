import type { User } from "@/api/types";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";

interface MemberRowProps {
  member: User;
  isMe: boolean;
  /** Takes them out of the room; undefined for whoever may not. */
  onRemove: (() => void) | undefined;
}

export function MemberRow({ member, isMe, onRemove }: MemberRowProps) {
  return (
    <li className="member">
      <Avatar person={member} size={28} />
      <span className="picker-name truncate" dir="auto">
        {member.name}
      </span>
      {isMe && <span className="person-note">{t("people.you")}</span>}
      {member.role === "bot" && <span className="person-note">{t("message.bot")}</span>}
      {onRemove && (
        <button
          type="button"
          className="button member-remove"
          aria-label={t("members.removeLabel", { name: member.name })}
          onClick={onRemove}
        >
          {t("members.remove")}
        </button>
      )}
    </li>
  );
}
