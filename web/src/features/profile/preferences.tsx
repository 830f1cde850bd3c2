import { useId } from "react";
import type { Appearance, ProfileChange } from "@/api/types";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { Toggle } from "@/ui/toggle";
import { useSaveProfile } from "./use-save-profile";

const appearances = [
  { value: "system", name: "profile.system", meaning: "profile.systemMeaning" },
  { value: "light", name: "profile.light", meaning: "profile.lightMeaning" },
  { value: "dark", name: "profile.dark", meaning: "profile.darkMeaning" },
] as const;

/** What is saved as soon as it is chosen: colours, sounds, and whether others see where I am. */
export function Preferences() {
  const { user, account } = useSession();
  const { save, problem } = useSaveProfile();
  const name = useId();
  const chosen: ProfileChange = { ...user, ...(save.isPending ? save.variables : {}) };

  return (
    <section className="setting" aria-label={t("profile.preferences")}>
      <fieldset className="choices">
        <legend>{t("profile.appearance")}</legend>
        {appearances.map((choice) => (
          <label className="choice" key={choice.value}>
            <input
              type="radio"
              name={name}
              checked={chosen.appearance === choice.value}
              aria-describedby={`${name}-${choice.value}`}
              onChange={() => save.mutate({ appearance: choice.value satisfies Appearance })}
            />
            <span className="choice-name">{t(choice.name)}</span>
            <span className="choice-meaning" id={`${name}-${choice.value}`}>
              {t(choice.meaning)}
            </span>
          </label>
        ))}
      </fieldset>
      <Toggle
        name={t("profile.sound")}
        meaning={t("profile.soundMeaning")}
        checked={chosen.sound_enabled === true}
        onChange={(sound_enabled) => save.mutate({ sound_enabled })}
      />
      <Toggle
        name={t("profile.presence")}
        meaning={t(account.settings.show_presence ? "profile.presenceMeaning" : "profile.presenceOff")}
        checked={account.settings.show_presence && chosen.show_presence === true}
        disabled={!account.settings.show_presence}
        onChange={(show_presence) => save.mutate({ show_presence })}
      />
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
