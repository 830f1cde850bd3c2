import type { Message } from "@/api/types";
import { isEmojiOnly } from "@/lib/emoji";
import { t } from "@/lib/i18n";
import { useActions } from "./actions";
import { groupsOf } from "./boost-groups";

/** The boosts of a message, each with how many gave it. One tap joins in, or takes mine back. */
export function Boosts({ message }: { message: Message }) {
  const actions = useActions();
  if (message.boosts.length === 0) return null;
  return (
    <ul className="boosts" aria-label={t("message.boosts")}>
      {groupsOf(message.boosts, actions.me.id).map(({ content, count, mine, names }) => (
        <li key={content}>
          <button
            type="button"
            className="boost"
            aria-pressed={mine.length > 0}
            aria-label={t("boosts.label", { content, count, names })}
            title={names}
            tabIndex={-1}
            onClick={() => actions.toggleBoost(message, content)}
          >
            <span className={isEmojiOnly(content) ? "boost-emoji" : undefined} dir="auto">
              {content}
            </span>
            <span className="boost-count">{count}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
