import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import { createBoost, deleteBoost } from "@/api/messages";
import { Problem } from "@/api/problem";
import type { Boost, Message, User } from "@/api/types";
import type { ComposerHandle } from "@/features/composer/composer";
import { withBoost, withoutBoost } from "@/features/timeline/timeline";
import { changeTimeline, showAccepted } from "@/features/timeline/timeline-query";
import { copyText } from "@/lib/clipboard";
import { textOf } from "@/lib/html";
import { type MessageId, t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import { notify } from "@/ui/notices";
import { createActionsStore, type MessageActions, permalinkOf } from "./actions";
import { useDeletions } from "./deletions-context";
import { quoteOf } from "./quote";
import { needTools } from "./use-tools";

/** What can be done with the messages of the room that is open. */
export function useMessageActions(me: User, composer: RefObject<ComposerHandle | null>): MessageActions {
  const queries = useQueryClient();
  const deletions = useDeletions();
  const myself = useRef(me);
  useEffect(() => {
    myself.current = me;
  });

  return useMemo(() => {
    const store = createActionsStore();
    let writing = "";
    return {
      get me() {
        return myself.current;
      },
      store,
      openMenu(menu) {
        needTools();
        store.setState({ menu, activeID: menu.message.id });
      },
      closeMenu: () => store.setState({ menu: undefined }),
      reply: (message) => composer.current?.quote(quoteOf(message)),
      copyLink: (message) => void copy(permalinkOf(message), "copy.link"),
      copyText: (message) => void copy(message.body_text, "copy.text"),
      copyWords: (text) => void copy(text, "copy.text"),
      edit(message) {
        needTools();
        store.setState({ editingID: message.id });
      },
      write(html) {
        writing = html;
      },
      written: () => textOf(writing),
      endEdit(saved) {
        store.setState({ editingID: undefined });
        if (!saved) return;
        showAccepted(queries, saved);
        announce(t("edit.saved"));
      },
      showHistory(historyOf) {
        needTools();
        store.setState({ historyOf });
      },
      remove: (message) => deletions.add(message.room_id, message.id),
      boost: (message, content) => give(queries, message, content),
      async toggleBoost(message, content) {
        const mine = message.boosts.filter(
          (b) => b.content === content && b.booster.id === myself.current.id,
        );
        const refused = await (mine.length > 0
          ? takeBack(queries, message, mine)
          : give(queries, message, content));
        if (refused) notify(refused);
      },
    };
  }, [queries, deletions, composer]);
}

/** Gives a boost; resolves with why it was refused, or nothing. */
async function give(queries: QueryClient, message: Message, content: string): Promise<string | undefined> {
  try {
    const boost = await createBoost(message.room_id, message.id, content);
    changeTimeline(queries, message.room_id, (timeline) => withBoost(timeline, message.id, boost));
    announce(t("boosts.given", { content: boost.content }));
  } catch (error) {
    return reasonOf(error);
  }
}

/** Takes boosts back, one after the other; resolves like give. What is gone already is no reason. */
async function takeBack(
  queries: QueryClient,
  message: Message,
  boosts: readonly Boost[],
): Promise<string | undefined> {
  for (const { id } of boosts) {
    try {
      await deleteBoost(message.room_id, message.id, id);
    } catch (error) {
      if (!(error instanceof Problem && error.status === 404)) return reasonOf(error);
    }
    changeTimeline(queries, message.room_id, (timeline) => withoutBoost(timeline, message.id, id));
  }
  announce(t("boosts.taken", { content: boosts[0]?.content ?? "" }));
}

/** Why something was refused, in a sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof Problem ? error.message : t("problem.unreachable");
}

async function copy(text: string, done: MessageId): Promise<void> {
  notify(t((await copyText(text)) ? done : "copy.failed"));
}
