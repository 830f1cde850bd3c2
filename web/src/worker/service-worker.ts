import { sendInBackground } from "./outbox";
import { listenForPushes } from "./push";
import { keepShell } from "./shell";

keepShell();
sendInBackground();
listenForPushes();
