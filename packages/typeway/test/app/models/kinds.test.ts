import type {
  Carried,
  Cat,
  Child,
  Collections,
  Converted,
  Deep,
  Defaults,
  Dog,
  Hostile,
  Keyed,
  Line,
  Literals,
  Mapped,
  Nullable,
  Numbers,
  Open,
  Page,
  Parent,
  Records,
  Scalars,
  Seven,
  Shapes,
  Strict,
  Templates,
  Texts,
} from "./kinds.js";
import { model } from "./model.js";

model<Numbers>("kinds: numbers and their constraints");
model<Texts>("kinds: texts, patterns and formats");
model<Converted>("kinds: dates and bigints");
model<Collections>("kinds: arrays, sets and tuples");
model<Records>("kinds: records");
model<Open>("kinds: an index signature beside declared properties");
model<Literals>("kinds: literals and enums");
model<Nullable>("kinds: null everywhere");
model<Defaults>("kinds: defaults");
model<Strict>("kinds: exact objects");
model<Page<Texts | Numbers>>("kinds: a generic page that refers to itself");
model<Parent | Child>("kinds: mutually recursive objects");
model<(Cat | Dog | Seven)[]>("kinds: variants told apart by strings and a number");
model<Scalars>("kinds: unions of scalars");
model<Shapes>("kinds: a union of objects, a list and a text");
model<Mapped>("kinds: mapped and intersected");
model<Hostile>("kinds: names and literals that are hard to write");
model<Line>("kinds: classes with public data");
model<Deep>("kinds: deep and recursive in three ways");
model<Templates>("kinds: template and bigint literals");
model<Carried>("kinds: URLs and bytes");
model<Keyed>("kinds: maps, and records whose keys have a form");
