export * from "@typeway/runtime/compiled";
