const emojiOnly =
  /^(?:\p{RGI_Emoji}|\p{Emoji_Presentation}\p{Emoji_Modifier}?|\p{Extended_Pictographic}\uFE0F?|\s)+$/v;

/** Whether text is nothing but emoji, so that it may be shown large. */
export function isEmojiOnly(text: string): boolean {
  return text.trim() !== "" && emojiOnly.test(text);
}
