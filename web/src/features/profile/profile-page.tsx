import { Camera } from "lucide-react";
import { Link } from "wouter";
import { Page } from "@/features/room/page";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";
import { Coming } from "@/ui/coming";
import { PasswordForm } from "./password-form";
import { Preferences } from "./preferences";
import { ProfileForm } from "./profile-form";
import "@/features/room-settings/room-settings.css";
import "./profile.css";

/** Everything about myself. */
export default function ProfilePage() {
  const { user } = useSession();
  return (
    <Page title={t("profile.title")} back="/">
      <div className="profile-face">
        <Avatar person={user} size={88} />
        <div>
          <Coming icon={<Camera aria-hidden="true" />} action={t("profile.picture")} />
          <Link className="profile-see" href={`/users/${user.id}`}>
            {t("profile.see")}
          </Link>
        </div>
      </div>
      <ProfileForm />
      <Preferences />
      <PasswordForm />
    </Page>
  );
}
