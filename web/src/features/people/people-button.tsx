import { Users } from "lucide-react";
import type { Ref } from "react";
import type { User } from "@/api/types";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";
import "./people.css";

const facesShown = 3;

interface PeopleButtonProps {
  ref: Ref<HTMLButtonElement>;
  members: readonly User[];
  present: readonly number[];
  open: boolean;
  onToggle(): void;
}

/** A few faces of those who are here, and how many they are; opens the list of everyone. */
export function PeopleButton({ ref, members, present, open, onToggle }: PeopleButtonProps) {
  const here = members.filter((member) => present.includes(member.id));
  const label = t("people.button", { here: here.length, members: members.length });
  return (
    <button
      type="button"
      ref={ref}
      className="people-button"
      aria-expanded={open}
      aria-label={label}
      title={label}
      onClick={onToggle}
    >
      <span className="people-faces" aria-hidden="true">
        {here.slice(0, facesShown).map((person) => (
          <Avatar key={person.id} person={person} size={24} />
        ))}
      </span>
      {here.length > 0 ? (
        <span className="people-dot" aria-hidden="true" />
      ) : (
        <Users aria-hidden="true" /> // Nobody is to be seen: presence is off.
      )}
      <span>{here.length || members.length}</span>
    </button>
  );
}
