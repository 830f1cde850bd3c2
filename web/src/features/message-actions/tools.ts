export { EditBox } from "./edit-box";
export { HistoryDialog } from "./history-dialog";
export { MessageMenu } from "./message-menu";
