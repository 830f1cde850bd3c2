import { useId } from "react";
import { t } from "@/lib/i18n";

export type Openness = "open" | "closed";

interface OpennessFieldProps {
  value: Openness;
  onChange(value: Openness): void;
}

/** Chooses between a room for everyone and one for chosen people, and says what each means. */
export function OpennessField({ value, onChange }: OpennessFieldProps) {
  const name = useId();
  const choices = [
    { value: "open", name: t("openness.open"), meaning: t("openness.openMeaning") },
    { value: "closed", name: t("openness.closed"), meaning: t("openness.closedMeaning") },
  ] as const;
  return (
    <fieldset className="choices">
      <legend>{t("openness.label")}</legend>
      {choices.map((choice) => (
        <label className="choice" key={choice.value}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={value === choice.value}
            aria-describedby={`${name}-${choice.value}`}
            onChange={() => onChange(choice.value)}
          />
          <span className="choice-name">{choice.name}</span>
          <span className="choice-meaning" id={`${name}-${choice.value}`}>
            {choice.meaning}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
