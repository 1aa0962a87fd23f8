import type { BookRow } from "./schema.js";

interface SeedAuthor {
  readonly name: string;
  readonly born: number;
  readonly biography?: string;
  readonly books: readonly SeedBook[];
}
type SeedBook = Omit<BookRow, "authorId">;

const book = (
  isbn: string,
  title: string,
  price: number,
  stock: number,
  publishedOn: string,
  language: BookRow["language"],
  ...tags: string[]
): SeedBook => ({ isbn, title, price, stock, publishedOn, language, tags });

/** A shelf to begin with: novels that are in the public domain, or ought to be in every shop. */
export const catalogue: readonly SeedAuthor[] = [
  {
    name: "Jane Austen",
    born: 1775,
    biography: "Wrote at a table in a sitting room in Hampshire, and covered the page when somebody came in.",
    books: [
      book("9780141439518", "Pride and Prejudice", 899, 14, "1813-01-28", "en", "novel", "romance"),
      book("9780141439587", "Emma", 899, 6, "1815-12-23", "en", "novel", "romance"),
      book("9780141439662", "Sense and Sensibility", 799, 9, "1811-10-30", "en", "novel", "romance"),
      book("9780141439686", "Persuasion", 799, 0, "1817-12-20", "en", "novel", "romance"),
    ],
  },
  {
    name: "Mary Shelley",
    born: 1797,
    biography: "Began Frankenstein at eighteen, on a wet summer's evening by Lake Geneva.",
    books: [
      book("9780141439471", "Frankenstein", 749, 21, "1818-01-01", "en", "novel", "horror", "science fiction"),
      book("9780199552351", "The Last Man", 1095, 3, "1826-01-23", "en", "novel", "science fiction"),
    ],
  },
  {
    name: "Alexandre Dumas",
    born: 1802,
    biography: "Paid by the line, and wrote a great many of them.",
    books: [
      book("9782070405374", "Le Comte de Monte-Cristo", 1450, 5, "1846-01-15", "fr", "novel", "adventure"),
      book("9782070376278", "Les Trois Mousquetaires", 1190, 8, "1844-07-14", "fr", "novel", "adventure"),
      book("9782070412532", "Vingt ans après", 1290, 2, "1845-08-02", "fr", "novel", "adventure"),
    ],
  },
  {
    name: "Charles Dickens",
    born: 1812,
    books: [
      book("9780141439563", "Great Expectations", 899, 11, "1861-08-03", "en", "novel"),
      book("9780141439600", "A Tale of Two Cities", 799, 7, "1859-11-26", "en", "novel", "history"),
      book("9780141439723", "Bleak House", 1099, 4, "1853-09-12", "en", "novel", "crime"),
      book("9780140434941", "David Copperfield", 1099, 1, "1850-11-01", "en", "novel"),
    ],
  },
  {
    name: "Charlotte Brontë",
    born: 1816,
    books: [
      book("9780141441146", "Jane Eyre", 849, 16, "1847-10-16", "en", "novel", "romance"),
      book("9780140434798", "Villette", 999, 2, "1853-01-28", "en", "novel"),
    ],
  },
  {
    name: "George Eliot",
    born: 1819,
    biography: "The pen name of Mary Ann Evans, so that her novels would be read before she was judged.",
    books: [
      book("9780141439549", "Middlemarch", 1199, 5, "1871-12-01", "en", "novel"),
      book("9780141439617", "The Mill on the Floss", 899, 0, "1860-04-04", "en", "novel"),
    ],
  },
  {
    name: "Fyodor Dostoevsky",
    born: 1821,
    books: [
      book("9780140449136", "Преступление и наказание", 1190, 10, "1866-12-01", "ru", "novel", "crime"),
      book("9780140449242", "Братья Карамазовы", 1490, 6, "1880-11-01", "ru", "novel"),
      book("9780140447927", "Идиот", 1290, 3, "1869-02-01", "ru", "novel"),
    ],
  },
  {
    name: "Leo Tolstoy",
    born: 1828,
    books: [
      book("9780140447934", "Война и мир", 1890, 4, "1869-12-01", "ru", "novel", "history"),
      book("9780143035008", "Анна Каренина", 1590, 7, "1878-01-01", "ru", "novel", "romance"),
      book("9780140449617", "Смерть Ивана Ильича", 690, 12, "1886-04-01", "ru", "novella"),
    ],
  },
  {
    name: "Natsume Sōseki",
    born: 1867,
    biography: "Taught English literature in Tokyo, and gave it up for a newspaper that printed his novels.",
    books: [
      book("9784101010014", "吾輩は猫である", 880, 9, "1905-01-01", "ja", "novel", "satire"),
      book("9784101010038", "坊っちゃん", 550, 15, "1906-04-01", "ja", "novel", "satire"),
      book("9784101010137", "こころ", 650, 8, "1914-04-20", "ja", "novel"),
    ],
  },
  {
    name: "Virginia Woolf",
    born: 1882,
    books: [
      book("9780141182490", "Mrs Dalloway", 849, 6, "1925-05-14", "en", "novel", "modernism"),
      book("9780141183411", "To the Lighthouse", 849, 5, "1927-05-05", "en", "novel", "modernism"),
      book("9780141184272", "Orlando", 899, 2, "1928-10-11", "en", "novel", "modernism"),
      book("9780141183527", "The Waves", 899, 0, "1931-10-08", "en", "novel", "modernism"),
    ],
  },
  {
    name: "Franz Kafka",
    born: 1883,
    biography: "Asked a friend to burn it all. The friend had other ideas.",
    books: [
      book("9783596181124", "Der Process", 1200, 7, "1925-04-26", "de", "novel", "modernism"),
      book("9783596181155", "Die Verwandlung", 600, 18, "1915-10-01", "de", "novella", "modernism"),
      book("9783596181131", "Das Schloss", 1200, 3, "1926-12-01", "de", "novel", "modernism"),
    ],
  },
  {
    name: "Stanisław Lem",
    born: 1921,
    books: [
      book("9788308049051", "Solaris", 1150, 9, "1961-06-01", "pl", "novel", "science fiction"),
      book("9788308049501", "Cyberiada", 1250, 4, "1965-01-01", "pl", "stories", "science fiction", "satire"),
      book("9788308049075", "Niezwyciężony", 1050, 1, "1964-01-01", "pl", "novel", "science fiction"),
    ],
  },
  {
    name: "Italo Calvino",
    born: 1923,
    books: [
      book("9788804667995", "Le città invisibili", 1300, 6, "1972-11-03", "it", "novel"),
      book("9788804667971", "Se una notte d'inverno un viaggiatore", 1350, 5, "1979-06-01", "it", "novel"),
      book("9788804667988", "Il barone rampante", 1200, 0, "1957-06-01", "it", "novel"),
    ],
  },
];
