import { Square, Volume2, VolumeX } from "lucide-react";
import { useStore } from "zustand";
import { updateMe } from "@/api/people";
import type { Message } from "@/api/types";
import { useRefreshSession } from "@/features/session/session-query";
import { isEmojiOnly } from "@/lib/emoji";
import { t } from "@/lib/i18n";
import { notify } from "@/ui/notices";
import { play, player, setMuted, stop } from "./player";
import "./sound.css";

type Sound = NonNullable<Message["sound"]>;

/** A sound somebody played: its picture or words, and a button to hear it again. */
export function SoundBody({ messageID, sound }: { messageID: number; sound: Sound }) {
  const playing = useStore(player, (state) => state.playing === messageID);
  const blocked = useStore(player, (state) => state.blocked === messageID);
  const words = sound.text.trim() || t("message.plays", { sound: sound.name });
  const label = t(playing ? "sound.stop" : "sound.play", { sound: sound.name });
  return (
    <div className="message-sound">
      <button
        type="button"
        className="sound-button"
        aria-label={label}
        title={label}
        onClick={() => (playing ? stop() : void play({ messageID, url: sound.audio_url }))}
      >
        {playing ? <Square aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
      </button>
      <span className="visually-hidden">{t("message.sound")}</span>
      {sound.picture_url ? (
        <img className="sound-picture" src={sound.picture_url} width={120} height={80} alt={words} />
      ) : (
        <span className={isEmojiOnly(words) ? "message-text-large" : undefined}>{words}</span>
      )}
      {blocked && (
        <span className="sound-note" role="status">
          {t("sound.blocked")}
        </span>
      )}
      {playing && <MuteButton />}
    </div>
  );
}

/** Whether sounds may play by themselves; kept in my profile, so the same on all my devices. */
function MuteButton() {
  const muted = useStore(player, (state) => state.muted);
  const refresh = useRefreshSession();
  const Icon = muted ? Volume2 : VolumeX;

  function choose() {
    setMuted(!muted);
    updateMe({ sound_enabled: muted })
      .then(refresh)
      .catch(() => {
        setMuted(muted);
        notify(t("sound.notSaved"));
      });
  }

  return (
    <button type="button" className="sound-mute" onClick={choose}>
      <Icon aria-hidden="true" /> {t(muted ? "sound.unmute" : "sound.mute")}
    </button>
  );
}
