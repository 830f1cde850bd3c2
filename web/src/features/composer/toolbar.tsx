import {
  Bold,
  Code,
  Heading,
  IndentDecrease,
  IndentIncrease,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  Redo2,
  Strikethrough,
  Undo2,
} from "lucide-react";
import type { MouseEvent } from "react";
import { type MessageId, t } from "@/lib/i18n";

interface Tool {
  label: MessageId;
  icon: LucideIcon;
  attribute?: string;
  action?: string;
  /** With Ctrl or Cmd. */
  shortcut?: string;
}

const groups: Tool[][] = [
  [
    { label: "toolbar.bold", icon: Bold, attribute: "bold", shortcut: "b" },
    { label: "toolbar.italic", icon: Italic, attribute: "italic", shortcut: "i" },
    { label: "toolbar.strike", icon: Strikethrough, attribute: "strike" },
    { label: "toolbar.link", icon: Link, attribute: "href", action: "link", shortcut: "k" },
  ],
  [
    { label: "toolbar.heading", icon: Heading, attribute: "heading1" },
    { label: "toolbar.quote", icon: Quote, attribute: "quote" },
    { label: "toolbar.code", icon: Code, attribute: "code" },
    { label: "toolbar.bullets", icon: List, attribute: "bullet" },
    { label: "toolbar.numbers", icon: ListOrdered, attribute: "number" },
    { label: "toolbar.outdent", icon: IndentDecrease, action: "decreaseNestingLevel" },
    { label: "toolbar.indent", icon: IndentIncrease, action: "increaseNestingLevel" },
  ],
  [
    { label: "toolbar.undo", icon: Undo2, action: "undo", shortcut: "z" },
    { label: "toolbar.redo", icon: Redo2, action: "redo", shortcut: "shift+z" },
  ],
];

interface ToolbarProps {
  id: string;
  /** The formatting at the caret. */
  active: Record<string, unknown>;
}

/** Our tools for Trix, which finds them by their data attributes and presses them itself. */
export function Toolbar({ id, active }: ToolbarProps) {
  return (
    <trix-toolbar id={id} className="toolbar">
      <div className="toolbar-row" role="toolbar" aria-label={t("toolbar.label")}>
        {groups.map((tools) => (
          <span className="toolbar-group" key={tools[0]?.label}>
            {tools.map((tool) => (
              <ToolButton key={tool.label} tool={tool} active={active} />
            ))}
          </span>
        ))}
      </div>
      <div data-trix-dialogs>
        <div className="toolbar-link" data-trix-dialog="href" data-trix-dialog-attribute="href">
          <input
            type="url"
            name="href"
            className="field-input"
            placeholder="https://"
            aria-label={t("toolbar.linkAddress")}
            required
            data-trix-input
            data-trix-validate-href
          />
          <input
            type="button"
            className="button"
            value={t("toolbar.linkSet")}
            data-trix-method="setAttribute"
          />
          <input
            type="button"
            className="button"
            value={t("toolbar.linkRemove")}
            data-trix-method="removeAttribute"
          />
        </div>
      </div>
    </trix-toolbar>
  );
}

function ToolButton({ tool, active }: { tool: Tool; active: Record<string, unknown> }) {
  const { label, icon: Icon, attribute, action, shortcut } = tool;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t(label)}
      title={t(label)}
      aria-pressed={attribute ? Boolean(active[attribute]) : undefined}
      data-trix-attribute={attribute}
      data-trix-action={action}
      data-trix-key={shortcut}
      onClick={pressByKeyboard}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}

/** Trix listens for the mouse alone, so a press of Enter or Space becomes one. */
function pressByKeyboard(event: MouseEvent<HTMLButtonElement>): void {
  if (event.detail > 0) return;
  event.currentTarget.dispatchEvent(new window.MouseEvent("mousedown", { bubbles: true, cancelable: true }));
}
