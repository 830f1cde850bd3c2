import { i18n, type Messages } from "@lingui/core";
import more from "@/lib/messages/en.more.catalog.json";

/**
 * The texts that the first view does not need. Every module that is imported
 * lazily imports this one, so that they come along with it.
 */
i18n.load("en", more as Messages);
