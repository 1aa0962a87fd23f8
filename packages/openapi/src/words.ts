import type { Words } from "@typeway/contract";

/** What is said beside a schema: members of a parameter or a media type. */
export const placeWords = (words: Words): Readonly<Record<string, unknown>> => ({
  ...(words.description === undefined ? {} : { description: words.description }),
  ...(words.deprecated ? { deprecated: true } : {}),
  ...exampleWords(words),
});

export const exampleWords = (words: Words): Readonly<Record<string, unknown>> =>
  words.namedExamples === undefined ? {} : { examples: words.namedExamples };

/** What is said inside a schema, also beside a reference. */
export const schemaWords = (words: Words): Readonly<Record<string, unknown>> => ({
  ...(words.title === undefined ? {} : { title: words.title }),
  ...(words.examples === undefined ? {} : { examples: words.examples }),
});
