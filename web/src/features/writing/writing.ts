export { assist } from "./assist";
export { Toolbar } from "./toolbar";
