import { connectAnyCableExtended } from "./anycable";
import { testClient } from "./suite";

testClient("@anycable/core, extended protocol", connectAnyCableExtended);
