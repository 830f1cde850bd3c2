import { around, t } from "@/lib/i18n";
import { Names } from "@/ui/names";
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
          <span className="truncate">
            <Sentence typists={typists} />
          </span>
        </>
      )}
    </p>
  );
}

function Sentence({ typists }: { typists: readonly Typist[] }) {
  const count = typists.length;
  if (count > namedAtMost) return t("typing.many", { count });
  const names = typists.map((typist) => typist.name).sort((a, b) => a.localeCompare(b));
  const [before, after] = around("typing.some", "names", { count });
  return (
    <>
      {before}
      <Names names={names} />
      {after}
    </>
  );
}
