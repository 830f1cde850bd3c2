import { t } from "@/lib/i18n";
import type { Upload } from "./use-uploads";

interface UploadListProps {
  uploads: readonly Upload[];
  onAgain(id: number): void;
  onDiscard(id: number): void;
}

/** Files on their way, and those that need a decision. */
export function UploadList({ uploads, onAgain, onDiscard }: UploadListProps) {
  if (uploads.length === 0) return null;
  return (
    <ul className="uploads" aria-label={t("clips.uploads")}>
      {uploads.map((upload) => (
        <li className="upload" key={upload.id}>
          <span className="upload-name truncate" dir="auto">
            {upload.file.name}
          </span>
          <UploadState upload={upload} />
          {(upload.state === "asking" || upload.state === "refused") && (
            <div className="form-actions">
              {upload.retry && (
                <button type="button" className="button" onClick={() => onAgain(upload.id)}>
                  {t(upload.state === "asking" ? "clips.replace" : "clips.retry")}
                </button>
              )}
              <button type="button" className="button" onClick={() => onDiscard(upload.id)}>
                {t("clips.discard")}
              </button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function UploadState({ upload: { state, name, share, problem } }: { upload: Upload }) {
  switch (state) {
    case "waiting":
      return <span className="choice-meaning">{t("clips.waiting")}</span>;
    case "sending":
      return (
        <progress className="upload-progress" value={share} aria-label={t("clips.uploading", { name })} />
      );
    case "asking":
      return <p role="alert">{t("clips.exists", { name })}</p>;
    case "refused":
      return (
        <p className="field-error" role="alert">
          {problem}
        </p>
      );
  }
}
