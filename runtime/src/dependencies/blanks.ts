/**
 * So many places that are not filled yet, to be copied by `slice`: filling a copy never makes the list grow, as pushing
 * onto an empty one does, which asks for room for seventeen.
 */
export function blanks(length: number): undefined[] {
  const list: undefined[] = [];
  for (let index = 0; index < length; index++) list.push(undefined);
  return list;
}
