import type { FormPlan, NamedTarget } from "../dependencies/plan.js";
import { HttpError } from "../errors/http-error.js";
import { limits } from "../exchange/limits.js";
import type { Run } from "../run.js";
import { addItems, addText } from "./slot-texts.js";
import { undeclaredField } from "./undeclared.js";
import { decodeUrlencoded } from "./urlencoded.js";

/**
 * Gives the slots of a form their texts.
 * @param text of the whole body
 * @returns what was sent, by name, as a handler of errors may want to see it
 * @throws {ValidationError} 400 for what is not percent-encoded UTF-8
 * @throws {HttpError} 400 for too many fields
 * @see https://url.spec.whatwg.org/#application/x-www-form-urlencoded
 */
export function readForm(run: Run, form: FormPlan, text: string): Readonly<Record<string, readonly string[]>> {
  const sent = new Map<string, string[]>();
  const pairs = text.split("&", limits.formFields + 1);
  if (pairs.length > limits.formFields) throw new HttpError(400, "Too many form fields");
  for (const pair of pairs) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decodeUrlencoded(equals === -1 ? pair : pair.slice(0, equals), ["body"], form);
    const value = equals === -1 ? "" : pair.slice(equals + 1);
    const decoded = decodeUrlencoded(value, ["body", name], form);
    sent.set(name, [...(sent.get(name) ?? []), decoded]);
    const wanted = form.targets.filter((target) => target.name === name);
    for (const target of wanted) put(run, target, value, decoded);
    if (wanted.length > 0 || !form.closed) continue;
    run.undeclared ??= [];
    run.undeclared.push(undeclaredField(name, decoded, form));
  }
  return Object.fromEntries(sent);
}

/** Browsers send a field that nobody filled in as an empty text. A list is split before its items are decoded. */
function put(run: Run, target: NamedTarget, encoded: string, decoded: string): void {
  if (target.comma) {
    const items = encoded === "" ? [] : encoded.split(",");
    const at = ["body", target.name];
    addItems(
      run.texts,
      target,
      items.map((item) => decodeUrlencoded(item, at, target)),
    );
  } else if (decoded !== "" || target.many) addText(run.texts, target, decoded);
}
