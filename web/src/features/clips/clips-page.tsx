import { useQuery } from "@tanstack/react-query";
import { FileWarning, Upload as UploadIcon } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { fetchClips } from "@/api/clips";
import type { Clips } from "@/api/types";
import { Page } from "@/features/room/page";
import { problemOf } from "@/features/rooms/use-room-changes";
import { useSession } from "@/features/session/session-query";
import { type MessageId, t } from "@/lib/i18n";
import { ClipRow } from "./clip-row";
import { UploadList } from "./upload-list";
import { useUploads } from "./use-uploads";
import "@/features/room-settings/room-settings.css";
import "./clips.css";

/** The team's own sounds for /play, for administrators. */
export default function ClipsPage() {
  const { user } = useSession();
  return (
    <Page title={t("clips.title")} back="/account/edit">
      {user.role === "administrator" ? <OwnSounds /> : <p>{t("clips.forAdministrators")}</p>}
    </Page>
  );
}

function OwnSounds() {
  const { data: clips, error } = useQuery({ queryKey: ["sounds", "own"], queryFn: fetchClips });
  if (clips) return <Sounds clips={clips} />;
  if (!error) return <p className="page-loading">{t("loading")}</p>;
  return (
    <p className="form-problem" role="alert">
      {problemOf(error)}
    </p>
  );
}

function Sounds({ clips }: { clips: Clips }) {
  const { uploads, add, again, discard } = useUploads(clips);
  const [over, setOver] = useState(false);
  const drag = (over: boolean) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(over);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are dropped here by pointer; the button takes them from all
    <div
      className="clips"
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        add(event.dataTransfer.files);
      }}
    >
      <section className="setting">
        <p>{t("clips.lead")}</p>
        <AddButton over={over} onFiles={add} />
        <UploadList uploads={uploads} onAgain={again} onDiscard={discard} />
      </section>
      <section className="setting" aria-labelledby="clips-own">
        <h2 className="setting-title" id="clips-own">
          {t("clips.list")}
        </h2>
        {clips.sounds.length === 0 && <p className="choice-meaning">{t("clips.none")}</p>}
        <ul className="clip-list">
          {clips.sounds.map((clip, i) => (
            <ClipRow key={clip.name} clip={clip} playerID={-1 - i} />
          ))}
        </ul>
      </section>
      {clips.refused.length > 0 && <Refused files={clips.refused} />}
    </div>
  );
}

function AddButton({ over, onFiles }: { over: boolean; onFiles(files: Iterable<File>): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="clip-drop" data-over={over}>
      <button type="button" className="button button-primary" onClick={() => input.current?.click()}>
        <UploadIcon aria-hidden="true" /> {t("clips.add")}
      </button>
      <input
        ref={input}
        type="file"
        accept=".mp3,audio/mpeg"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = ""; // The same file can be chosen again.
        }}
      />
      <p className="choice-meaning">{t("clips.addHint")}</p>
    </div>
  );
}

const reasons: Record<Clips["refused"][number]["reason"], MessageId> = {
  not_mp3: "clips.refused.not_mp3",
  too_large: "clips.refused.too_large",
  too_long: "clips.refused.too_long",
  name: "clips.refused.name",
  too_many: "clips.refused.too_many",
  unreadable: "clips.refused.unreadable",
};

/** What somebody put into the folder that cannot be played, so that they see why. */
function Refused({ files }: { files: Clips["refused"] }) {
  return (
    <section className="setting" aria-labelledby="clips-refused">
      <h2 className="setting-title" id="clips-refused">
        {t("clips.refused")}
      </h2>
      <ul className="clip-list">
        {files.map(({ file, reason }) => (
          <li className="clip-line" key={file}>
            <FileWarning className="clip-warning" aria-hidden="true" />
            <div className="clip-words">
              <span className="clip-name truncate" dir="auto">
                {file}
              </span>
              <span className="clip-facts">{t(reasons[reason])}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
