import { Wording } from "./wording.js";

/** What is said of values that are not of their kind, whatever its constraints. */
export const missing = new Wording("missing");
export const duplicate = new Wording("duplicate");
export const infinite = new Wording("finite_number");
export const fraction = new Wording("int_from_float");
export const noString = new Wording("string_type");
export const noNumber = new Wording("float_type");
export const noNumberText = new Wording("float_parsing");
export const noInteger = new Wording("int_type");
export const noDigits = new Wording("int_parsing");
export const noBoolean = new Wording("bool_type");
export const noBooleanText = new Wording("bool_parsing");
export const notNull = new Wording("none_required");
export const noDate = new Wording("datetime_type");
export const misspeltDate = new Wording("datetime_from_date_parsing", { error: "not an RFC 3339 date and time" });
export const noUrl = new Wording("url_type");
export const noBytes = new Wording("bytes_type");
export const noObject = new Wording("model_attributes_type");
export const noRecord = new Wording("dict_type");
export const noList = new Wording("list_type");
export const noSet = new Wording("set_type");
export const noTuple = new Wording("tuple_type");
