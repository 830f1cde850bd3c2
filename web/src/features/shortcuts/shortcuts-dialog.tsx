import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { t } from "@/lib/i18n";
import { keysOf } from "@/lib/shortcuts";
import { IconButton } from "@/ui/icon-button";
import { groups, type Line } from "./list";
import { closeShortcuts } from "./open-shortcuts";
import "./shortcuts.css";

/** Every shortcut there is. */
export default function ShortcutsDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it, as Escape does
    <dialog
      className="dialog shortcuts"
      ref={dialog}
      aria-labelledby="shortcuts-title"
      onClose={closeShortcuts}
      onClick={({ target }) => target === dialog.current && dialog.current.close()}
    >
      <header className="shortcuts-head">
        <h2 className="dialog-title" id="shortcuts-title">
          {t("keys.title")}
        </h2>
        <IconButton label={t("close")} onClick={() => dialog.current?.close()}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <div className="shortcuts-groups">
        {groups.map(({ title, lines }) => (
          <section key={title} aria-labelledby={title}>
            <h3 className="section-title" id={title}>
              {t(title)}
            </h3>
            <dl>
              {lines.map((line) => (
                <ShortcutLine key={line.does} line={line} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}

function ShortcutLine({ line: { keys, does } }: { line: Line }) {
  return (
    <div className="shortcut">
      <dt>{t(does)}</dt>
      <dd>
        {keys.map((combination, n) => (
          <span key={combination}>
            {n > 0 && ` ${t("keys.or")} `}
            {keysOf(combination).map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}
