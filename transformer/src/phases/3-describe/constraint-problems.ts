import type { StringConstraints, WireType } from "../../ir/wire-type.js";
import type { TypeProblem } from "./described.js";
import { isSlowPattern } from "./slow-pattern.js";

/** What is strange about a type after its tags were put on it. */
export function constraintProblems(type: WireType, text: string): TypeProblem[] {
  const refusal = refusedBy(type);
  if (refusal) return [{ code: "TW3003", path: "", type: text, reason: refusal, cure: "" }];
  if (type.kind === "literal" || (type.kind === "bigint" && type.values))
    return [{ code: "TW3011", path: "", type: text, reason: "its literals are all that is allowed", cure: "" }];
  if (type.kind === "string" && mayBeSlow(type.constraints))
    return [{ code: "TW3014", path: "", type: text, reason: type.constraints.pattern ?? "", cure: "" }];
  const reason = contradictionIn(type);
  return reason === undefined ? [] : [{ code: "TW3012", path: "", type: text, reason, cure: "" }];
}

/** What a pattern that is run on short texts only may cost is bounded by their length. */
const shortText = 20;

const mayBeSlow = ({ pattern, maxLength }: StringConstraints): boolean =>
  pattern !== undefined && (maxLength ?? Number.POSITIVE_INFINITY) > shortText && isSlowPattern(pattern);

function refusedBy(type: WireType): string | undefined {
  switch (type.kind) {
    case "date":
      return 'a Date takes none; of a text that is a date, `string & Format<"date-time">` can be constrained';
    case "url":
      return 'a URL takes none; of a text that is one, `string & Format<"uri">` can be constrained';
    case "bytes":
      return "bytes take none; how long a body may be is said by `bodyLimit`";
    default:
      return undefined;
  }
}

function contradictionIn(type: WireType): string | undefined {
  switch (type.kind) {
    case "number":
      return emptyRange(type.constraints, (bound) => bound);
    case "bigint":
      return emptyRange(type.constraints, BigInt);
    case "string":
      return above("MinLength", type.constraints.minLength, "MaxLength", type.constraints.maxLength);
    case "array":
    case "set":
      return above("MinItems", type.constraints.minItems, "MaxItems", type.constraints.maxItems);
    default:
      return undefined;
  }
}

interface Range<Bound> {
  readonly minimum?: Bound;
  readonly maximum?: Bound;
  readonly exclusiveMinimum?: Bound;
  readonly exclusiveMaximum?: Bound;
}

function emptyRange<Bound>(range: Range<Bound>, amountOf: (bound: Bound) => number | bigint): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range;
  const least = minimum ?? exclusiveMinimum;
  const most = maximum ?? exclusiveMaximum;
  if (least === undefined || most === undefined) return undefined;
  const isOpen = minimum === undefined || maximum === undefined;
  const isEmpty = isOpen ? amountOf(least) >= amountOf(most) : amountOf(least) > amountOf(most);
  return isEmpty
    ? `it would have to be ${isOpen ? "between" : "from"} ${least} ${isOpen ? "and" : "to"} ${most}`
    : undefined;
}

const above = (atLeast: string, least: number | undefined, atMost: string, most: number | undefined) =>
  least !== undefined && most !== undefined && least > most
    ? `\`${atLeast}<${least}>\` is above \`${atMost}<${most}>\``
    : undefined;
