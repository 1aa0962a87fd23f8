/** Parses the parts of a request that have a model, into the locals; a refusal names all issues. */
export function checked(models) {
  const parts = Object.entries(models);
  return (request, response, next) => {
    for (const [name, model] of parts) {
      const parsed = model.safeParse(request[name]);
      if (!parsed.success) {
        response.status(422).json({ detail: parsed.error.issues });
        return;
      }
      response.locals[name] = parsed.data;
    }
    next();
  };
}
