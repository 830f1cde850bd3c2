import { Camera } from "lucide-react";
import { lazy, Suspense } from "react";
import { Link } from "wouter";
import { InstallSection } from "@/features/install/install-section";
import { Page } from "@/features/room/page";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { patiently } from "@/lib/patiently";
import { Avatar } from "@/ui/avatar";
import { Coming } from "@/ui/coming";
import { PasswordForm } from "./password-form";
import { Preferences } from "./preferences";
import { ProfileForm } from "./profile-form";
import "@/features/room-settings/room-settings.css";
import "./profile.css";

const Notifications = lazy(patiently(() => import("@/features/notifications/notifications")));

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
      <Suspense fallback={<div className="setting profile-waiting" />}>
        <Notifications />
      </Suspense>
      <PasswordForm />
      <InstallSection />
    </Page>
  );
}
