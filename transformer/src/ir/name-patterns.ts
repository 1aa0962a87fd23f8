/** Patterns of the names that JSON gives to keys which are no strings: the one form each value is written in. */
export const integerName = "^(?:0|-?[1-9]\\d{0,15})$";
/** A number as JavaScript names a property after it. */
export const numberName = "^(?:0|-?(?:[1-9]\\d*(?:\\.\\d*[1-9])?|0\\.\\d*[1-9]|[1-9](?:\\.\\d*[1-9])?e[+-][1-9]\\d*))$";
export const bigintName = "^(?:0|-?[1-9]\\d{0,99})$";
