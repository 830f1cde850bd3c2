import { connectRails } from "./rails";
import { testClient } from "./suite";

testClient("@rails/actioncable", connectRails);
