import { type FormEvent, useRef, useState } from "react";
import type { Account } from "@/api/types";
import { t } from "@/lib/i18n";
import { SaveRow } from "@/ui/save-row";
import { TextArea } from "@/ui/text-area";
import { useSaveAccount } from "./account-queries";
import { preview } from "./styles-preview";

/** The team's own CSS. It is tried in a frame, so that what breaks a page breaks none of ours. */
export function StylesEditor({ account }: { account: Account }) {
  const [styles, setStyles] = useState(account.custom_styles);
  const [previewing, setPreviewing] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  const { save, fields, problem } = useSaveAccount();
  const changed = styles !== account.custom_styles;

  function edit(text: string) {
    setStyles(text);
    save.reset();
    if (frame.current) preview(frame.current, text);
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (changed && !save.isPending) save.mutate({ custom_styles: styles });
  }

  return (
    <form className="setting form-stack" onSubmit={onSubmit} noValidate>
      <div>
        <h2 className="setting-title">{t("styles.title")}</h2>
        <p className="choice-meaning">{t("styles.lead")}</p>
      </div>
      <TextArea
        label={t("styles.label")}
        className="styles-code"
        rows={10}
        value={styles}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        dir="ltr"
        hint={t("styles.hint")}
        error={fields.custom_styles}
        onChange={(event) => edit(event.target.value)}
      />
      <div className="form-actions">
        <button
          type="button"
          className="button"
          aria-expanded={previewing}
          onClick={() => setPreviewing(!previewing)}
        >
          {t(previewing ? "styles.previewEnd" : "styles.preview")}
        </button>
        <a className="button" href="/account/edit?safe=1">
          {t("styles.safe")}
        </a>
      </div>
      {previewing && (
        <iframe
          className="styles-preview"
          ref={frame}
          src="/?safe=1"
          title={t("styles.previewLabel")}
          onLoad={(event) => preview(event.currentTarget, styles)}
        />
      )}
      <SaveRow problem={problem} changed={changed} pending={save.isPending} saved={save.isSuccess} />
    </form>
  );
}
