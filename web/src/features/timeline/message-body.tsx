import { FileText } from "lucide-react";
import { lazy, type MouseEvent, Suspense, useMemo, useState } from "react";
import { useLocation } from "wouter";
import type { Message } from "@/api/types";
import { SoundBody } from "@/features/sounds/sound-body";
import { isEmojiOnly } from "@/lib/emoji";
import "./message-text.css";

// Without it there is code to read all the same.
const CodeTools = lazy(() => import("@/features/code/code-tools").catch(() => ({ default: () => [] })));

/** What a message says. */
export function MessageBody({ message }: { message: Message }) {
  if (message.sound) return <SoundBody messageID={message.id} sound={message.sound} />;
  if (message.kind === "attachment") {
    return (
      <p className="message-file">
        <FileText aria-hidden="true" /> {message.attachment?.filename ?? message.body_text}
      </p>
    );
  }
  return <HTMLBody html={message.body_html} large={isEmojiOnly(message.body_text)} />;
}

/** With its links left out by the Tab key, as all of a message is but its tools, from which arrow keys lead to them. */
function withoutStops(html: string): string {
  return html.replaceAll("<a ", '<a tabindex="-1" ');
}

/** The one place where HTML of a message is shown. The server has sanitised it. */
function HTMLBody({ html, large }: { html: string; large: boolean }) {
  const [, navigate] = useLocation();
  const [body, setBody] = useState<HTMLElement | null>(null);
  // A new object would be put into the page again.
  const inner = useMemo(() => ({ __html: withoutStops(html) }), [html]);

  /** Links to rooms of this Campfire open in place, and mentions lead to whom they mention. */
  function onClick(event: MouseEvent) {
    const clicked = event.target as Element;
    const mentioned = clicked.closest<HTMLElement>(".mention")?.dataset.userId;
    if (mentioned && !getSelection()?.toString()) navigate(`/users/${mentioned}`);
    const link = clicked.closest("a");
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain || link.origin !== location.origin || !link.pathname.startsWith("/rooms/")) return;
    event.preventDefault();
    navigate(link.pathname);
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is clicked */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: links turn Enter into a click */}
      <div
        ref={html.includes("<pre") ? setBody : undefined}
        className={large ? "message-text message-text-large" : "message-text"}
        onClick={onClick}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by the server at write and at read
        dangerouslySetInnerHTML={inner}
      />
      {body && (
        <Suspense>
          <CodeTools key={html} body={body} />
        </Suspense>
      )}
    </>
  );
}
