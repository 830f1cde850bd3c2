import { Check } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { Message } from "@/api/types";
import { t } from "@/lib/i18n";
import { IconButton } from "@/ui/icon-button";
import { useActions } from "./actions";

/** A boost of one's own: an emoji or a word or two. */
export function BoostForm({ message, onGiven }: { message: Message; onGiven(): void }) {
  const actions = useActions();
  const id = useId();
  const [content, setContent] = useState("");
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || content.trim() === "") return;
    setBusy(true);
    const refused = await actions.boost(message, content);
    setBusy(false);
    if (refused) setRefusal(refused);
    else onGiven();
  }

  return (
    <form className="boost-form" onSubmit={submit}>
      <input
        className="field-input"
        aria-label={t("boosts.own")}
        aria-invalid={refusal !== ""}
        aria-describedby={refusal ? id : undefined}
        placeholder={t("boosts.placeholder")}
        autoComplete="off"
        maxLength={512}
        dir="auto"
        value={content}
        onChange={(event) => {
          setContent(event.target.value);
          setRefusal("");
        }}
      />
      <IconButton type="submit" label={t("boosts.submit")} disabled={content.trim() === ""}>
        <Check aria-hidden="true" />
      </IconButton>
      {refusal && (
        <p className="field-error" id={id} role="alert">
          {refusal}
        </p>
      )}
    </form>
  );
}
