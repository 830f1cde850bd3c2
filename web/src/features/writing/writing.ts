import "@/lib/more-texts";

export { assist } from "./assist";
export { Toolbar } from "./toolbar";
