import { Users, Volume2 } from "lucide-react";
import type { ReactNode } from "react";
import { type MessageId, t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";
import type { MassName, Option } from "./options";

interface OptionRowProps {
  id: string;
  option: Option;
  active: boolean;
  onPick(): void;
  onListen(): void;
}

export function OptionRow({ id, option, active, onPick, onListen }: OptionRowProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the text has the focus and names the active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text hears the keys
    <div
      id={id}
      role="option"
      className="completion-option"
      aria-selected={active}
      ref={(row) => (active ? row?.scrollIntoView({ block: "nearest" }) : undefined)}
      onPointerDown={(event) => event.preventDefault()} // The text keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {contentOf(option, onListen)}
    </div>
  );
}

const massMeanings: Record<MassName, MessageId> = {
  everyone: "completion.everyone",
  here: "completion.here",
};

function contentOf(option: Option, onListen: () => void): ReactNode {
  switch (option.kind) {
    case "person":
      return (
        <>
          <Avatar person={option.user} size={28} />
          <span className="completion-name truncate" dir="auto">
            {option.user.name}
          </span>
          {option.user.role === "bot" && <span className="completion-note">{t("message.bot")}</span>}
        </>
      );
    case "mass":
      return (
        <>
          <span className="completion-icon">
            <Users aria-hidden="true" />
          </span>
          <span className="completion-name">@{option.name}</span>
          <span className="completion-note truncate">{t(massMeanings[option.name])}</span>
        </>
      );
    case "emoji":
      return (
        <>
          <span className="completion-emoji">{option.entry.emoji}</span>
          <span className="completion-name truncate">:{option.entry.names[0]}:</span>
        </>
      );
    case "command": {
      const { command, key } = option;
      return (
        <>
          {command === "play" ? (
            <span className="completion-icon">
              <Volume2 aria-hidden="true" />
            </span>
          ) : (
            <Avatar person={command.bot} size={28} />
          )}
          <span className="completion-name">{key}</span>
          <span className="completion-note truncate" dir="auto">
            {command === "play"
              ? t("completion.play")
              : [command.hint, command.description, command.bot.name].filter(Boolean).join(" · ")}
          </span>
        </>
      );
    }
    case "sound":
      return (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; the right arrow does it for the keyboard */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
          <span
            className="completion-listen"
            title={t("completion.listen")}
            onClick={(event) => {
              event.stopPropagation();
              onListen();
            }}
          >
            <Volume2 aria-hidden="true" />
          </span>
          <span className="completion-name">{option.sound.name}</span>
          <span className="completion-note truncate" dir="auto">
            {option.sound.text}
          </span>
        </>
      );
  }
}
