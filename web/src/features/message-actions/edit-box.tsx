import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { editMessage, fetchSource } from "@/api/messages";
import type { Message } from "@/api/types";
import { Completion, type CompletionHandle } from "@/features/completion/completion";
import {
  bodyLimit,
  type Composer,
  isComposingKey,
  isSendKey,
  isTooMuch,
  toolbarKey,
} from "@/features/composer/composer";
import { PlainEditor } from "@/features/composer/plain-editor";
import { useEditor } from "@/features/composer/use-editor";
import { MessageBody } from "@/features/timeline/message-body";
import { byteLength } from "@/lib/html";
import { t } from "@/lib/i18n";
import { storage } from "@/lib/storage";
import { useTouchTyping } from "@/lib/use-touch-typing";
import { useActions } from "./actions";
import { focusBar } from "./message-bar";
import { reasonOf } from "./use-message-actions";

/** As much is told of what the message was changed to meanwhile, in characters. */
const told = 300;

/** A message being changed, in its place and with the composer's editor. */
export function EditBox({ message }: { message: Message }) {
  const actions = useActions();
  const { source, refusal, retry } = useSource(message);
  const [asOf] = useState(message.edited_at);
  useReturnOfFocus(message.id);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is for whatever is inside
    <div
      className="edit"
      aria-busy={source === undefined && !refusal}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || isComposingKey(event.nativeEvent)) return;
        event.stopPropagation();
        actions.endEdit();
      }}
    >
      {source !== undefined ? (
        <Form message={message} source={source} overtaken={message.edited_at !== asOf} />
      ) : (
        <>
          <MessageBody message={message} />
          {refusal && (
            <p className="edit-foot" role="alert">
              <span className="edit-refusal">{refusal}</span>
              <button type="button" className="link-button" onClick={retry}>
                {t("retry")}
              </button>
              <button type="button" className="link-button" onClick={() => actions.endEdit()}>
                {t("edit.cancel")}
              </button>
            </p>
          )}
        </>
      )}
    </div>
  );
}

interface FormProps {
  message: Message;
  source: string;
  /** The message was changed elsewhere meanwhile. */
  overtaken: boolean;
}

function Form({ message, source, overtaken }: FormProps) {
  const actions = useActions();
  const composer = useRef<Composer>(null);
  const touch = useTouchTyping();
  const [toolbarOpen] = useState(() => storage.read(toolbarKey) === true);
  const [composing, setComposing] = useState(false);
  const [text, setText] = useState(source);
  const [refusal, setRefusal] = useState("");
  const [saving, setSaving] = useState(false);
  const Editor = useEditor(composing);

  async function save() {
    const html = composer.current?.html() ?? "";
    if (saving) return;
    if (html === "") return setRefusal(t("edit.blank"));
    if (byteLength(html) > bodyLimit) return setRefusal(t("edit.tooLong"));
    setSaving(true);
    try {
      actions.endEdit(await editMessage(message.room_id, message.id, html));
    } catch (error) {
      setSaving(false);
      setRefusal(reasonOf(error));
      composer.current?.focus();
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    const inText = (event.target as Element).matches("trix-editor, textarea");
    const taken = inText && completion.current?.takes(event);
    const takesEnter = composer.current?.takesEnter() ?? false;
    const sends = inText && !taken && isSendKey(event.nativeEvent, { touch, toolbarOpen, takesEnter });
    if (!taken && !sends) return;
    event.preventDefault();
    event.stopPropagation();
    if (sends) void save();
  }

  function onPaste(event: ClipboardEvent) {
    if (!isTooMuch(event.clipboardData, text)) return;
    event.preventDefault();
    event.stopPropagation();
    setRefusal(t("composer.pasteTooLong"));
  }

  const form = useRef<HTMLFormElement>(null);
  const completion = useRef<CompletionHandle>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);

  return (
    <form
      ref={form}
      aria-label={t("edit.label")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDownCapture={onKeyDown}
      onPasteCapture={onPaste}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    >
      <div className="composer edit-composer">
        <div className="composer-editor">
          <Editor
            ref={composer}
            label={t("edit.label")}
            initialHTML={text}
            toolbarOpen={toolbarOpen}
            autoFocus
            selection={undefined}
            onChange={(html) => {
              setText(html);
              actions.write(html);
              setRefusal("");
            }}
          />
        </div>
      </div>
      {Editor !== PlainEditor && (
        <Completion ref={completion} box={form} roomID={message.room_id} composing={composing} />
      )}
      {overtaken && (
        <p className="edit-foot edit-overtaken" role="alert">
          {t("edit.overtaken", { text: message.body_text.slice(0, told) })}
        </p>
      )}
      <p className="edit-foot">
        {refusal && (
          <span className="edit-refusal" role="alert">
            {refusal}
          </span>
        )}
        <button type="submit" className="button button-primary" disabled={saving}>
          {saving ? t("edit.saving") : t("edit.save")}
        </button>
        <button type="button" className="button" onClick={() => actions.endEdit()}>
          {t("edit.cancel")}
        </button>
        {!touch && <span className="edit-hint">{t(toolbarOpen ? "edit.hintToolbar" : "edit.hint")}</span>}
      </p>
    </form>
  );
}

/** What the message says, as the editor takes it. */
function useSource({ room_id, id }: Message) {
  const [source, setSource] = useState<string>();
  const [refusal, setRefusal] = useState("");
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    let wanted = true;
    fetchSource(room_id, id).then(
      (body) => wanted && setSource(body),
      (error) => wanted && setRefusal(reasonOf(error)),
    );
    return () => {
      wanted = false;
    };
  }, [room_id, id, attempt]);

  function retry() {
    setRefusal("");
    setAttempt(attempt + 1);
  }
  return { source, refusal, retry };
}

/** Afterwards the keyboard is where it was: in the composer, or on the message. */
function useReturnOfFocus(messageID: number): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (document.activeElement !== document.body) return; // It has gone elsewhere meanwhile.
      if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
      else focusBar(messageID);
    };
  }, [messageID]);
}
