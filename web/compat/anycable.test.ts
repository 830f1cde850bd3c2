import { connectAnyCable } from "./anycable";
import { testClient } from "./suite";

testClient("@anycable/core", connectAnyCable);
