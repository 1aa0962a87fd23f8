import { type Selectable, sql } from "kysely";
import {
  type Depends,
  HttpError,
  type Int,
  type Int32,
  type Maximum,
  type Minimum,
  type Query,
  type Reply,
  Router,
  reply,
} from "typeway";
import type { AuthorRow } from "./database/schema.js";
import type { openSession } from "./database/session.js";
import { offsetOf, type Page, type PageRequest, pageOf } from "./page.js";
import { containing, type Line, type Prose, type SearchWords } from "./text.js";

export interface Author {
  id: Int32;
  /** @example "Clarice Lispector" */
  name: Line;
  /**
   * The year; before the common era it is negative.
   * @example 1920
   */
  born?: Int & Minimum<-3000> & Maximum<2100>;
  /** @example "Wrote her first novel in rented rooms." */
  biography?: Prose;
}

/** An author as a client sends it. */
export interface NewAuthor extends Omit<Author, "id"> {}

export interface AuthorSearch extends PageRequest {
  /** A part of the name, in any case. */
  name?: SearchWords;
}

type Session = Depends<typeof openSession>;

async function findAuthor(authorId: Int32, db: Session): Promise<Author> {
  const row = await db.selectFrom("authors").selectAll().where("id", "=", authorId).executeTakeFirst();
  if (row === undefined) throw new HttpError(404, "Author not found");
  return toAuthor(row);
}

/** List authors by name. */
async function listAuthors(search: Query<AuthorSearch>, db: Session): Promise<Page<Author>> {
  const found =
    search.name === undefined
      ? db.selectFrom("authors")
      : db.selectFrom("authors").where("name", "ilike", containing(search.name));
  const { total } = await found.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const rows = await found
    .selectAll()
    .orderBy("name")
    .orderBy("id")
    .limit(search.size)
    .offset(offsetOf(search))
    .execute();
  return pageOf(rows.map(toAuthor), total, search);
}

/** Read one author. */
function readAuthor(author: Depends<typeof findAuthor>): Author {
  return author;
}

/** Add an author. */
async function addAuthor(author: NewAuthor, db: Session): Promise<Reply<201, Author, { location: string }>> {
  const row = await db.insertInto("authors").values(author).returningAll().executeTakeFirstOrThrow();
  return reply(201, toAuthor(row), { location: `/authors/${row.id}` });
}

/**
 * Change an author.
 *
 * What the body leaves out stays as it is.
 */
async function changeAuthor(
  changes: Partial<NewAuthor>,
  author: Depends<typeof findAuthor>,
  db: Session,
): Promise<Author> {
  if (Object.keys(changes).length === 0) return author;
  const row = await db
    .updateTable("authors")
    .set(changes)
    .where("id", "=", author.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toAuthor(row);
}

/** Remove an author who has no books. */
async function removeAuthor(author: Depends<typeof findAuthor>, db: Session): Promise<void> {
  const book = await db
    .selectFrom("books")
    .select("title")
    .where("authorId", "=", author.id)
    .orderBy("title")
    .limit(1)
    .executeTakeFirst();
  if (book !== undefined) throw new HttpError(409, `The author still has books here, such as '${book.title}'`);
  await db.deleteFrom("authors").where("id", "=", author.id).execute();
}

export const authors = new Router({ prefix: "/authors", tags: ["Authors"] });
authors.get("", listAuthors);
authors.post("", addAuthor);
authors.get("/{authorId}", readAuthor);
authors.patch("/{authorId}", changeAuthor);
authors.delete("/{authorId}", removeAuthor);

function toAuthor({ id, name, born, biography }: Selectable<AuthorRow>): Author {
  return { id, name, ...(born !== null && { born }), ...(biography !== null && { biography }) };
}
