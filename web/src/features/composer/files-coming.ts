import type { ClipboardEvent, DragEvent } from "react";
import { t } from "@/lib/i18n";
import { notify } from "@/ui/notices";

/** What the button for files is called, and answers. */
export const filesComing = () => `${t("composer.attach")} – ${t("coming")}`;

/** For what takes files one day: says so, where the browser would leave the page to show the file, or do nothing. */
export const whereFilesCome = {
  onDragOver(event: DragEvent) {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  },
  onDropCapture(event: DragEvent) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    event.stopPropagation();
    notify(filesComing());
  },
  onPasteCapture({ clipboardData: { types, files } }: ClipboardEvent) {
    // A word processor adds a picture of the text.
    if (files.length > 0 && !types.some((type) => type.startsWith("text/"))) notify(filesComing());
  },
};
