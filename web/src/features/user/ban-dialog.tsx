import { type RefObject, useId, useState } from "react";
import { banUser } from "@/api/people";
import type { BanOrder, Profile } from "@/api/types";
import { t } from "@/lib/i18n";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Toggle } from "@/ui/toggle";
import { useChangePerson } from "./user-queries";

const hour = 3_600_000;

/** How long a ban may be, in hours; none is until somebody lifts it. */
const lengths = [
  { id: "hour", hours: 1, name: "ban.hour" },
  { id: "day", hours: 24, name: "ban.day" },
  { id: "week", hours: 7 * 24, name: "ban.week" },
  { id: "good", hours: 0, name: "ban.good" },
] as const;

type Length = (typeof lengths)[number]["id"];

interface BanDialogProps {
  ref: RefObject<HTMLDialogElement | null>;
  profile: Profile;
}

/** Asks how somebody is to be banned, and says what that does. */
export function BanDialog({ ref, profile }: BanDialogProps) {
  const [length, setLength] = useState<Length>("day");
  const [addresses, setAddresses] = useState(false);
  const [removal, setRemoval] = useState<boolean>();
  const { change, problem } = useChangePerson((order: BanOrder) => banUser(profile.id, order));
  const name = useId();
  // Who is to come back keeps what they wrote, unless asked otherwise.
  const removing = removal ?? length === "good";

  function onConfirm() {
    const hours = lengths.find(({ id }) => id === length)?.hours ?? 0;
    const until = hours > 0 ? { until: new Date(Date.now() + hours * hour).toISOString() } : {};
    change.mutate(
      { ...until, addresses, remove_messages: removing },
      { onSuccess: () => ref.current?.close() },
    );
  }

  return (
    <ConfirmDialog
      ref={ref}
      title={t("ban.title", { name: profile.name })}
      action={t("ban.action")}
      pending={change.isPending}
      problem={problem}
      onConfirm={onConfirm}
    >
      <p>{t("ban.what")}</p>
      <fieldset className="choices ban-lengths">
        <legend>{t("ban.length")}</legend>
        {lengths.map((choice) => (
          <label className="ban-length" key={choice.id}>
            <input
              type="radio"
              name={name}
              checked={length === choice.id}
              onChange={() => setLength(choice.id)}
            />
            {t(choice.name)}
          </label>
        ))}
      </fieldset>
      <Toggle
        name={t("ban.removeMessages")}
        meaning={t("ban.removeMessagesMeaning")}
        checked={removing}
        onChange={setRemoval}
      />
      <Toggle
        name={t("ban.addresses")}
        meaning={t("ban.addressesMeaning")}
        checked={addresses}
        onChange={setAddresses}
      />
    </ConfirmDialog>
  );
}
