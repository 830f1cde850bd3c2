import type { CSSProperties } from "react";
import "./avatar.css";

interface AvatarProps {
  person: { id: number; name: string; initials: string; avatar_url: string | null };
  size?: number;
  /** Draws the presence dot; whoever shows it says the word for it beside. */
  present?: boolean;
}

export const hueCount = 12;

/** A person's photo, or their initials on one of twelve hues. The name stands beside it, so it is hidden from screen readers. */
export function Avatar({ person, size = 36, present = false }: AvatarProps) {
  const style = {
    "--avatar-size": `${size}px`,
    "--avatar-hue": `var(--avatar-${person.id % hueCount})`,
  } as CSSProperties;
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {person.avatar_url ? (
        <img src={person.avatar_url} alt="" width={size} height={size} loading="lazy" />
      ) : (
        person.initials || "?"
      )}
      {present && <span className="avatar-present" />}
    </span>
  );
}
