import { CircleAlert } from "lucide-react";
import { type InputHTMLAttributes, useId } from "react";
import { t } from "@/lib/i18n";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
  error?: string | undefined;
  optional?: boolean;
}

/** A labelled line of text with its hint or, in its place, its error, tied together for screen readers. */
export function TextField({ label, hint, error, optional = false, ...input }: TextFieldProps) {
  const id = useId();
  const described = error ? `${id}-error` : hint && `${id}-hint`;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label} {optional && <span className="field-optional">{t("form.optional")}</span>}
      </label>
      <input
        {...input}
        id={id}
        className="field-input"
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
      />
      {hint && !error && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          <CircleAlert aria-hidden="true" />
          {error}
        </p>
      )}
    </div>
  );
}
