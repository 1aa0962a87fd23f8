import { zValidator } from "@hono/zod-validator";

/** The validator of a part of the request; a refusal names all issues. */
export const checked = (target, model) =>
  zValidator(target, model, (result, c) => {
    if (!result.success) return c.json({ detail: result.error.issues }, 422);
  });
