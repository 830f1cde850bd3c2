import type { Message } from "@/api/types";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";

/** As much of a message as is worth hearing unasked, in characters. */
const spokenLength = 200;

/** After one message was read out the next ones wait this long, in milliseconds. */
const pause = 4_000;

/**
 * Has screen readers say what arrives: each message while they are few, and how
 * many there are when several have come since the last was said.
 */
export class Speaker {
  #waiting: Message[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(message: Message): void {
    this.#waiting.push(message);
    if (this.#timer === undefined) this.#speak();
  }

  /** Says no more: whoever would hear it is elsewhere. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #speak = (): void => {
    this.#timer = undefined;
    const [first, ...more] = this.#waiting;
    if (!first) return;
    announce(more.length > 0 ? t("timeline.jumpNew", { count: more.length + 1 }) : textOf(first));
    this.#waiting = [];
    this.#timer = setTimeout(this.#speak, pause);
  };
}

function textOf({ creator, body_text }: Message): string {
  return t("timeline.announce", { name: creator.name, text: body_text.slice(0, spokenLength) });
}
