import { useEffect } from "react";
import { useDeviceCopy } from "@/features/device-copy/use-device-copy";
import { useNotifications } from "@/features/notifications/use-notifications";
import { useOutbox } from "@/features/outbox/outbox-context";
import { guardUnkept, sendInBackground } from "./background";
import { RefusalNotice } from "./refusal-notice";
import { UpdateNotice } from "./update-notice";
import { registerWorker } from "./worker";

/** What the app does for itself once everything that was asked for is shown. */
export default function Upkeep() {
  const outbox = useOutbox();
  useDeviceCopy();
  useNotifications();

  useEffect(() => guardUnkept(outbox), [outbox]);
  useEffect(() => {
    let leave = () => {};
    let open = true;
    void registerWorker().then((registration) => {
      if (open && registration) leave = sendInBackground(registration, outbox);
    });
    return () => {
      open = false;
      leave();
    };
  }, [outbox]);

  return (
    <>
      <UpdateNotice />
      <RefusalNotice />
    </>
  );
}
