import { useId } from "react";

interface ToggleProps {
  name: string;
  /** What it means when it is on. */
  meaning: string;
  checked: boolean;
  disabled?: boolean;
  onChange?(checked: boolean): void;
}

/** Something that is on or off, with its meaning. */
export function Toggle({ name, meaning, checked, disabled = false, onChange }: ToggleProps) {
  const id = useId();
  return (
    <label className="choice">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-labelledby={`${id}-name`}
        aria-describedby={id}
        onChange={(event) => onChange?.(event.target.checked)}
      />
      <span className="choice-name" id={`${id}-name`}>
        {name}
      </span>
      <span className="choice-meaning" id={id}>
        {meaning}
      </span>
    </label>
  );
}
