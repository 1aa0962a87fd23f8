/** Values by seed: the same in every run, no two alike. */

/** Mulberry32. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Dice {
  #next;
  constructor(seed) {
    this.#next = randomFrom(seed);
  }
  int(least, most) {
    return least + Math.floor(this.#next() * (most - least + 1));
  }
  chance(share) {
    return this.#next() < share;
  }
  pick(values) {
    return values[this.int(0, values.length - 1)];
  }
  times(least, most, make) {
    return Array.from({ length: this.int(least, most) }, () => make());
  }
  price() {
    return this.int(0, 100_000) / 100;
  }
  /** Digits in hexadecimal. */
  hex(length) {
    return Array.from({ length }, () => this.int(0, 15).toString(16)).join("");
  }
}

const words =
  "amber river stone quiet morning paper lantern willow harbour copper signal garden winter orchard compass meadow".split(
    " ",
  );
const glyphs = "東京都心春夏秋冬山川海空星月花鳥風雨雪森林道橋駅町村港島谷";

const sentence = (dice, count) => Array.from({ length: count }, () => dice.pick(words)).join(" ");
const dateOf = (dice) => new Date(Date.UTC(2024, 0, 1) + dice.int(0, 60_000_000) * 1000);

const user = (dice) => ({
  id: dice.int(1, 1_000_000),
  name: `${dice.pick(words)} ${dice.pick(words)}`,
  email: `${dice.pick(words)}.${dice.int(1, 999)}@${dice.pick(words)}.example.com`,
  age: dice.int(0, 120),
  isActive: dice.chance(0.5),
  role: dice.pick(["admin", "editor", "reader"]),
  ...(dice.chance(0.5) ? { nickname: dice.pick(words) } : {}),
});

const address = (dice) => ({
  street: `${dice.int(1, 300)} ${dice.pick(words)} street`,
  city: dice.pick(words),
  zip: String(dice.int(10_000, 99_999)),
  country: dice.pick(["DE", "FR", "GB", "US"]),
});

const line = (dice) => ({
  sku: `${dice.pick(words)}-${dice.int(1, 9999)}`,
  quantity: dice.int(1, 20),
  price: dice.price(),
  tags: dice.times(0, 3, () => dice.pick(words)),
  ...(dice.chance(0.3) ? { note: dice.chance(0.5) ? null : sentence(dice, 4) } : {}),
});

const order = (dice) => ({
  id: [8, 4, 4, 4, 12]
    .map((length) => dice.hex(length))
    .join("-")
    .replace(/^(.{14}).(.{4}).(.*)$/, "$14$2a$3"),
  customer: {
    id: dice.int(1, 1_000_000),
    name: `${dice.pick(words)} ${dice.pick(words)}`,
    email: `${dice.pick(words)}${dice.int(1, 999)}@example.org`,
  },
  billing: address(dice),
  ...(dice.chance(0.5) ? { shipping: address(dice) } : {}),
  lines: dice.times(3, 7, () => line(dice)),
  state: dice.pick(["draft", "paid", "sent", "returned"]),
  placedAt: dateOf(dice).toISOString(),
  total: dice.price(),
});

const row = (dice) => ({
  id: dice.int(1, 1_000_000),
  title: sentence(dice, dice.int(2, 6)),
  price: dice.price(),
  stock: dice.int(0, 500),
  isNew: dice.chance(0.5),
  kind: dice.pick(["book", "film", "game"]),
  tags: dice.times(0, 3, () => dice.pick(words)),
  sku: `${dice.pick(["ABC", "XYZ", "QRS"])}-${dice.int(1, 99_999)}`,
});

const article = (dice, text) => ({
  id: dice.int(1, 1_000_000),
  title: text(dice, 40).slice(0, 40),
  ...(dice.chance(0.5) ? { summary: text(dice, 200) } : {}),
  body: text(dice, 4000),
  paragraphs: dice.times(4, 8, () => text(dice, dice.int(300, 900))),
});

function textOf(dice, length, next) {
  let text = "";
  while (text.length < length) text += next();
  return text.slice(0, length);
}
const plain = (dice, length) => textOf(dice, length, () => `${dice.pick(words)} `);
/** As in HTML or a conversation: an escape about every fifteen characters. */
const quoted = (dice, length) => textOf(dice, length, () => `"${sentence(dice, dice.int(1, 6))}", she said.\n`);
/** As in JSON inside a string: an escape every four. */
const escaped = (dice, length) => textOf(dice, length, () => `"${dice.pick(words)}" said\n\\${dice.pick(words)}\\ `);
const cjk = (dice, length) => textOf(dice, length, () => dice.pick(glyphs));

const meeting = (dice) => {
  const startsAt = dateOf(dice);
  return { id: dice.int(1, 1_000_000), subject: sentence(dice, 4), startsAt, endsAt: new Date(+startsAt + 3_600_000) };
};

/** What a client that sends the wrong thing sends: each edit makes about one issue. */
const wrong = {
  user: (value, dice) => ({ ...value, email: "nobody", age: -dice.int(1, 9), role: "owner", isActive: "yes" }),
  order(value, dice) {
    const { billing, lines, ...rest } = value;
    const bad = lines.map((one, index) => (index === 1 ? { ...one, quantity: 0, price: "12" } : one));
    return { ...rest, billing: { ...billing, zip: `x${dice.int(1, 99)}` }, lines: bad, total: null };
  },
  rows: (value, dice) =>
    value.map((one, index) => (index % 50 === dice.int(0, 9) ? { ...one, price: "12", kind: "song" } : one)),
  article: (value) => ({ ...value, title: "", paragraphs: [...value.paragraphs, 7], id: 1.5 }),
  meetings: (value) => value.map((one, index) => (index % 10 === 3 ? { ...one, startsAt: "tomorrow" } : one)),
};

/** Every object with a key that nobody declared. */
function withUndeclared(value) {
  if (Array.isArray(value)) return value.map(withUndeclared);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const inner = Object.entries(value).map(([name, one]) => [name, withUndeclared(one)]);
  return Object.fromEntries([...inner, ["internal", { note: "not declared" }]]);
}

const items = (count, make) => (dice) => Array.from({ length: count }, () => make(dice));

/**
 * `distinct` different values, of which `batch` at a time are parsed before they are timed: few, because what waits for
 * its turn is copied by a garbage collection in between, which a server that parses one body after the other never sees.
 */
const cases = [
  { name: "small", model: "User", distinct: 2000, batch: 50, make: user, spoil: wrong.user },
  { name: "nested", model: "Order", distinct: 300, batch: 10, make: order, spoil: wrong.order },
  { name: "1000 items", model: "RowList", distinct: 20, batch: 1, make: items(1000, row), spoil: wrong.rows },
  {
    name: "long strings",
    model: "Article",
    distinct: 100,
    batch: 4,
    make: (dice) => article(dice, plain),
    spoil: wrong.article,
  },
  {
    name: "many quotes",
    model: "Article",
    distinct: 100,
    batch: 4,
    make: (dice) => article(dice, quoted),
    spoil: wrong.article,
  },
  {
    name: "escapes",
    model: "Article",
    distinct: 100,
    batch: 4,
    make: (dice) => article(dice, escaped),
    spoil: wrong.article,
  },
  { name: "CJK", model: "Article", distinct: 100, batch: 4, make: (dice) => article(dice, cjk), spoil: wrong.article },
  { name: "dates", model: "MeetingList", distinct: 50, batch: 2, make: items(25, meeting), spoil: wrong.meetings },
  {
    name: "undeclared keys",
    model: "Order",
    distinct: 300,
    batch: 10,
    make: order,
    spoil: wrong.order,
    disguise: withUndeclared,
  },
];

/** Each case with its values as JSON, as a client may send them and with something wrong in them. */
export const samples = cases.map(
  ({ name, model, distinct, batch, make, spoil, disguise = (value) => value }, index) => {
    const dice = new Dice(index + 1);
    const values = Array.from({ length: distinct }, () => make(dice));
    const texts = values.map((value) => JSON.stringify(value));
    return {
      name,
      model,
      batch,
      texts,
      sentTexts: values.map((value) => JSON.stringify(disguise(value))),
      badTexts: texts.map((text) => JSON.stringify(disguise(spoil(JSON.parse(text), dice)))),
    };
  },
);

/** A value as a handler has it. */
export const inMemory = (model, text) => revive(model, JSON.parse(text));

/** Puts a `Date` in the place of its text, by hand: what a user of a validator writes. */
export function revive(model, value) {
  if (model !== "MeetingList") return value;
  for (const one of value) {
    one.startsAt = new Date(one.startsAt);
    one.endsAt = new Date(one.endsAt);
  }
  return value;
}
