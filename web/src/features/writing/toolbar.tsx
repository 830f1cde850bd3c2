import { type KeyboardEvent as KeyPress, useEffect, useState } from "react";
import { isComposingKey } from "@/features/composer/composer";
import { focusAgain, type TrixEditorElement } from "@/features/composer/trix-elements";
import type { ToolbarProps } from "@/features/composer/writing";
import { t } from "@/lib/i18n";
import { LinkForm } from "./link-form";
import { keysOf, type Tool, toolFor, toolGroups, use } from "./tools";
import "./toolbar.css";

/** The tools over the text, their keys, and where the address of a link is written. */
export function Toolbar({ trix, active, open }: ToolbarProps) {
  const [linking, setLinking] = useState(false);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const tool = isComposingKey(event) ? undefined : toolFor(event);
      if (!tool) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // Trix has keys of its own for some.
      press(tool);
    }
    function press(tool: Tool) {
      if (tool.attribute === "href") setLinking(true);
      else use(tool, trix.editor);
    }
    trix.addEventListener("keydown", onKeyDown, true);
    return () => trix.removeEventListener("keydown", onKeyDown, true);
  }, [trix]);

  function close() {
    setLinking(false);
    focusAgain(trix);
  }

  return (
    <>
      {open && (
        <div className="toolbar" role="toolbar" aria-label={t("toolbar.label")} onKeyDown={walk}>
          {toolGroups.map((tools) => (
            <span className="toolbar-group" key={tools[0]?.label}>
              {tools.map((tool) => (
                <ToolButton
                  key={tool.label}
                  tool={tool}
                  trix={trix}
                  active={active}
                  onPress={() => {
                    trix.focus();
                    if (tool.attribute === "href") setLinking(!linking);
                    else use(tool, trix.editor);
                  }}
                />
              ))}
            </span>
          ))}
        </div>
      )}
      {linking && <LinkForm trix={trix} onDone={close} />}
    </>
  );
}

/** The arrow keys go round among the tools; for the Tab key they are one stop. */
function walk(event: KeyPress<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons.at(to % buttons.length)?.focus();
}

interface ToolButtonProps {
  tool: Tool;
  trix: TrixEditorElement;
  active: Record<string, unknown>;
  onPress(): void;
}

function ToolButton({ tool, trix, active, onPress }: ToolButtonProps) {
  const { label, icon: Icon, attribute, can } = tool;
  const keys = keysOf(tool);
  const idle = attribute ? active[attribute] === false : !can?.(trix.editor);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t(label)}
      title={keys ? `${t(label)} (${keys})` : t(label)}
      aria-pressed={attribute ? Boolean(active[attribute]) : undefined}
      aria-disabled={idle}
      tabIndex={tool === toolGroups[0]?.[0] ? 0 : -1}
      onMouseDown={(event) => event.preventDefault()} // The text keeps the focus, and what is chosen in it.
      onClick={() => idle || onPress()}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}
