import { sendInBackground } from "./outbox";
import { keepShell } from "./shell";

keepShell();
sendInBackground();
