import { type Int, loadSettings } from "typeway";

export const settings = loadSettings<{ port: Int }>();
