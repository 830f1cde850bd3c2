import type { MessageId } from "@/lib/i18n";

/** What to say of each kind of entry; its names stand in braces. */
export const sentences: Readonly<Record<string, MessageId>> = {
  "session.created": "audit.session.created",
  "session.refused": "audit.session.refused",
  "session.deleted": "audit.session.deleted",
  "transfer.created": "audit.transfer.created",
  "transfer.deleted": "audit.transfer.deleted",
  "user.created": "audit.user.created",
  "user.role_changed": "audit.user.role_changed",
  "user.password_changed": "audit.user.password_changed",
  "user.email_changed": "audit.user.email_changed",
  "user.deactivated": "audit.user.deactivated",
  "user.reactivated": "audit.user.reactivated",
  "user.banned": "audit.user.banned",
  "user.unbanned": "audit.user.unbanned",
  "room.created": "audit.room.created",
  "room.renamed": "audit.room.renamed",
  "room.converted": "audit.room.converted",
  "room.deleted": "audit.room.deleted",
  "membership.created": "audit.membership.created",
  "membership.deleted": "audit.membership.deleted",
  "account.created": "audit.account.created",
  "account.updated": "audit.account.updated",
  "account.join_code_renewed": "audit.account.join_code_renewed",
  "clip.created": "audit.clip.created",
  "clip.replaced": "audit.clip.replaced",
  "clip.renamed": "audit.clip.renamed",
  "clip.deleted": "audit.clip.deleted",
  "bot.created": "audit.bot.created",
  "bot.updated": "audit.bot.updated",
  "bot.deleted": "audit.bot.deleted",
  "bot.key_renewed": "audit.bot.key_renewed",
  "bot.delivery_replayed": "audit.bot.delivery_replayed",
  "job.replayed": "audit.job.replayed",
  "job.deleted": "audit.job.deleted",
};

/** The same, for what somebody did to themself. */
export const ownSentences: Readonly<Record<string, MessageId>> = {
  "transfer.created": "audit.own.transfer.created",
  "user.created": "audit.own.user.created",
  "user.password_changed": "audit.own.user.password_changed",
  "user.email_changed": "audit.own.user.email_changed",
  "membership.created": "audit.own.membership.created",
  "membership.deleted": "audit.own.membership.deleted",
};
