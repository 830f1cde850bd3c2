import { useQueryClient } from "@tanstack/react-query";
import { ArrowUp, CaseSensitive, Paperclip } from "lucide-react";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  type SyntheticEvent,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { Completion, type CompletionHandle } from "@/features/completion/completion";
import { EmojiButton } from "@/features/emoji/emoji-button";
import { useOutbox } from "@/features/outbox/outbox-context";
import { byteLength } from "@/lib/html";
import { t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";
import { storage } from "@/lib/storage";
import { useTouchTyping } from "@/lib/use-touch-typing";
import { IconButton } from "@/ui/icon-button";
import { notify } from "@/ui/notices";
import {
  bodyLimit,
  type Composer,
  type ComposerHandle,
  isEditLastKey,
  isSendKey,
  isTooMuch,
  toolbarKey,
} from "./composer";
import { filesComing, whereFilesCome } from "./files-coming";
import { PlainEditor } from "./plain-editor";
import { useDraft } from "./use-draft";
import { useEditor } from "./use-editor";
import "./composer.css";

interface ComposerBoxProps {
  ref: Ref<ComposerHandle>;
  roomID: number;
  userID: number;
  /** "Message #Design" */
  label: string;
  onSend(): void;
  /** Tells whether something is being written. */
  onTyping(writing: boolean): void;
  /** Arrow up, where nothing is written: to change what was said last. */
  onEditLast(): void;
}

/** Where one writes: the text, its tools, and the button that sends it. */
export function ComposerBox({ ref, roomID, userID, label, onSend, onTyping, onEditLast }: ComposerBoxProps) {
  const outbox = useOutbox();
  const queries = useQueryClient();
  const draft = useDraft(userID, roomID, {
    settle: () => composer.current?.html(),
    replace(html) {
      composer.current?.replace(html);
      setText(html);
    },
  });
  const composer = useRef<Composer>(null);
  const box = useRef<HTMLFormElement>(null);
  const completion = useRef<CompletionHandle>(null);
  const touch = useTouchTyping();
  const [toolbarOpen, setToolbarOpen] = useState(() => storage.read(toolbarKey) === true);
  const [composing, setComposing] = useState(false);
  const [text, setText] = useState(draft.initial);
  const [refusal, setRefusal] = useState("");
  const Editor = useEditor(composing);

  function change(html: string) {
    setText(html);
    setRefusal("");
    if (draft.save(html)) onTyping(html !== "");
  }

  useImperativeHandle(ref, () => ({
    quote(html) {
      const quoted = html + (composer.current?.html() ?? "");
      composer.current?.replace(quoted);
      change(quoted);
      composer.current?.focus();
    },
  }));

  function send() {
    const html = composer.current?.html() ?? "";
    if (html === "") return;
    if (byteLength(html) > bodyLimit) return refuse(t("composer.tooLong"));
    if (!mayCommand(html)) return deliver(html);
    // What was written on meanwhile is sent when it is sent again.
    void doubt(html).then((why) => composer.current?.html() === html && (why ? refuse(why) : deliver(html)));
  }

  /** Why a text must not be sent as it is; empty when it may. */
  async function doubt(html: string): Promise<string> {
    try {
      const { doubtOf } = await import("@/features/completion/commands");
      return await doubtOf(queries, roomID, html);
    } catch {
      return t("composer.commandUnknown"); // No line, or the check is gone with an older version.
    }
  }

  function deliver(html: string) {
    if (!outbox.add(roomID, randomId(), html)) return refuse(t("composer.outboxFull"));
    composer.current?.replace("");
    change("");
    draft.flush();
    composer.current?.focus();
    onSend();
  }

  function refuse(why: string) {
    setRefusal(why);
    composer.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const inText = (event.target as Element).matches("trix-editor, textarea");
    if (inText && completion.current?.takes(event)) return take(event);
    if (inText && isEditLastKey(event.nativeEvent) && composer.current?.html() === "") {
      event.preventDefault();
      return onEditLast();
    }
    const takesEnter = composer.current?.takesEnter() ?? false;
    if (!inText || !isSendKey(event.nativeEvent, { touch, toolbarOpen, takesEnter })) return;
    take(event);
    send();
  }

  function onPaste(event: ClipboardEvent) {
    whereFilesCome.onPasteCapture(event);
    if (!isTooMuch(event.clipboardData, text)) return;
    take(event);
    refuse(t("composer.pasteTooLong"));
  }

  function toggleToolbar() {
    setToolbarOpen(!toolbarOpen);
    storage.write(toolbarKey, !toolbarOpen);
    composer.current?.focus();
  }

  // When the rich editor takes over, it takes the focus along, and the place in the text.
  const plain = box.current?.querySelector<HTMLTextAreaElement>("textarea:focus");
  return (
    <form
      className="composer"
      ref={box}
      aria-label={label}
      {...whereFilesCome}
      onPasteCapture={onPaste}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDownCapture={onKeyDown}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    >
      {refusal && (
        <p className="composer-refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="composer-editor">
        <Editor
          ref={composer}
          label={label}
          initialHTML={text}
          toolbarOpen={toolbarOpen}
          autoFocus={Editor === PlainEditor ? !touch : Boolean(plain)}
          selection={plain ? chosenIn(plain) : undefined}
          onChange={change}
        />
      </div>
      {Editor !== PlainEditor && (
        <Completion ref={completion} box={box} roomID={roomID} composing={composing} />
      )}
      <div className="composer-actions">
        <IconButton
          label={filesComing()}
          aria-disabled="true"
          className="composer-coming"
          onClick={() => notify(filesComing())}
        >
          <Paperclip aria-hidden="true" />
        </IconButton>
        <EmojiButton
          autoFocus={!touch}
          onPick={(emoji) => composer.current?.insert(emoji)}
          onLeave={() => composer.current?.focus()}
        />
        <IconButton label={t("composer.format")} aria-pressed={toolbarOpen} onClick={toggleToolbar}>
          <CaseSensitive aria-hidden="true" />
        </IconButton>
        <button
          type="submit"
          className="composer-send"
          disabled={text === ""}
          aria-label={t("composer.send")}
          title={t("composer.send")}
        >
          <ArrowUp aria-hidden="true" />
        </button>
      </div>
    </form>
  );
}

/** Whether a text begins with a slash, and so may be a command. */
function mayCommand(html: string): boolean {
  return html.replace(/<[^>]*>/g, "").startsWith("/");
}

/** Keeps an event from the editor and from everything around. */
function take(event: SyntheticEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** What is chosen in a text; undefined at its end, which in rich text has another offset. */
function chosenIn({
  value,
  selectionStart,
  selectionEnd,
}: HTMLTextAreaElement): [number, number] | undefined {
  return selectionStart < value.length ? [selectionStart, selectionEnd] : undefined;
}
