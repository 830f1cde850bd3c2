import { useEffect, useRef } from "react";
import type { Message } from "@/api/types";
import { t } from "@/lib/i18n";
import { notify } from "@/ui/notices";
import { useActions, useActionsState } from "./actions";
import { useTools } from "./use-tools";
import "./message-actions.css";

/** What is open over the messages: a menu, or what one of them said before. */
export function ActionsOverlay({ messages }: { messages: readonly Message[] }) {
  const menu = useActionsState((state) => state.menu);
  const historyOf = useActionsState((state) => state.historyOf);
  const tools = useTools();
  useLostEdit(messages);
  const message = menu && messages.find(({ id }) => id === menu.message.id);
  if (!tools) return null;
  return (
    <>
      {menu && message && <tools.MessageMenu menu={{ ...menu, message }} />}
      {historyOf && <tools.HistoryDialog message={historyOf} />}
    </>
  );
}

/** Says so when the message one is editing is deleted meanwhile. */
function useLostEdit(messages: readonly Message[]): void {
  const actions = useActions();
  const editingID = useActionsState((state) => state.editingID);
  const there = messages.some(({ id }) => id === editingID);
  const was = useRef(there);
  useEffect(() => {
    if (editingID !== undefined && was.current && !there) {
      const written = actions.written();
      actions.endEdit();
      notify(t("edit.gone"), { label: t("menu.copyText"), run: () => actions.copyWords(written) });
    }
    was.current = there;
  }, [actions, editingID, there]);
}
