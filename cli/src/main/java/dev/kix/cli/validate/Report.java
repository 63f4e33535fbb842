package dev.kix.cli.validate;

/** Takes results one by one and writes them. Used by one thread. */
interface Report {
  /** The next result. */
  void add(ResourceResult result);

  /** After the last one. */
  void end(Summary summary);
}
