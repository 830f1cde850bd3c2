import type { Account } from "@/api/types";
import { t } from "@/lib/i18n";
import { Toggle } from "@/ui/toggle";
import { useSaveAccount } from "./account-queries";

/** What an administrator decides for everyone; saved as soon as it is chosen. */
export function AccountSettings({ account }: { account: Account }) {
  const { save, problem } = useSaveAccount();
  const chosen = { ...account.settings, ...(save.isPending ? save.variables.settings : {}) };
  return (
    <section className="setting">
      <h2 className="setting-title">{t("account.rules")}</h2>
      <Toggle
        name={t("account.restrict")}
        meaning={t("account.restrictMeaning")}
        checked={chosen.restrict_room_creation_to_administrators}
        onChange={(on) => save.mutate({ settings: { restrict_room_creation_to_administrators: on } })}
      />
      <Toggle
        name={t("account.massMentions")}
        meaning={t("account.massMentionsMeaning")}
        checked={chosen.restrict_mass_mentions_to_administrators}
        onChange={(on) => save.mutate({ settings: { restrict_mass_mentions_to_administrators: on } })}
      />
      <Toggle
        name={t("account.presence")}
        meaning={t("account.presenceMeaning")}
        checked={chosen.show_presence}
        onChange={(on) => save.mutate({ settings: { show_presence: on } })}
      />
      <Toggle
        name={t("account.previews")}
        meaning={`${t("account.previewsMeaning")} ${t("coming")}.`}
        checked={false}
        disabled
      />
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
