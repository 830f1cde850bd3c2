import { CircleAlert } from "lucide-react";
import { type TextareaHTMLAttributes, useId } from "react";

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  hint?: string;
  error?: string | undefined;
}

/** A labelled text of several lines with its hint or, in its place, its error. */
export function TextArea({ label, hint, error, className = "", ...area }: TextAreaProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <textarea
        rows={3}
        {...area}
        id={id}
        className={`field-input field-area ${className}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
      />
      {note && (
        <p className={error ? "field-error" : "field-hint"} id={`${id}-note`}>
          {error && <CircleAlert aria-hidden="true" />}
          {note}
        </p>
      )}
    </div>
  );
}
