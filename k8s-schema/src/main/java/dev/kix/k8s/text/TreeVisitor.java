package dev.kix.k8s.text;

/** Is told where the parts of a document stand. Lines are within the document, from 1. */
interface TreeVisitor {

  /** A value that starts on a line; for a field the line of its key. */
  void value(String path, int line);

  /** A key that its object has already. */
  void duplicate(String path, int line);

  /** A scalar without quotes that readers of YAML do not agree about. */
  void ambiguous(String path, String text, String why, int line);
}
