/** Stands for a database: it has to be opened and closed, and remembers whether it was. */
export class Ledger {
  readonly names: string[] = [];
  isOpen = true;

  static async open(): Promise<Ledger> {
    return new Ledger();
  }

  async add(name: string): Promise<void> {
    if (!this.isOpen) throw new Error("The ledger is closed.");
    this.names.push(name);
  }

  async close(): Promise<void> {
    this.isOpen = false;
  }
}
