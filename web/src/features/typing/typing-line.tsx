import { t } from "@/lib/i18n";
import type { Typist } from "./typing";
import "./typing-line.css";

/** More names than this make no sentence anybody wants to read. */
const namedAtMost = 3;

export function TypingLine({ typists }: { typists: readonly Typist[] }) {
  return (
    <p className="typing-line">
      {typists.length > 0 && (
        <>
          <span className="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className="truncate">{sentence(typists)}</span>
        </>
      )}
    </p>
  );
}

function sentence(typists: readonly Typist[]): string {
  if (typists.length > namedAtMost) return t("typing.many", { count: typists.length });
  const names = typists.map((typist) => typist.name).sort((a, b) => a.localeCompare(b));
  return t("typing.some", { count: names.length, names: new Intl.ListFormat().format(names) });
}
