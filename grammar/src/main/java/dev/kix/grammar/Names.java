package dev.kix.grammar;

/**
 * The identifiers of one text, each as one {@link String} however often it occurs: a tree holds a
 * tenth of the strings, and whoever hashes names hashes each once.
 */
final class Names {
  private String[] table = new String[256];
  private int count;

  /** The characters of {@code text} from {@code start} to {@code end}. */
  String get(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    int mask = table.length - 1;
    int slot = spread(hash) & mask;
    while (true) {
      String known = table[slot];
      if (known == null) {
        return add(text.substring(start, end), slot);
      }
      if (known.length() == end - start && text.startsWith(known, start)) {
        return known;
      }
      slot = (slot + 1) & mask;
    }
  }

  private String add(String name, int slot) {
    table[slot] = name;
    if (++count * 2 > table.length) {
      grow();
    }
    return name;
  }

  private void grow() {
    String[] old = table;
    table = new String[old.length * 2];
    int mask = table.length - 1;
    for (String name : old) {
      if (name != null) {
        int slot = spread(name.hashCode()) & mask;
        while (table[slot] != null) {
          slot = (slot + 1) & mask;
        }
        table[slot] = name;
      }
    }
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 15);
  }
}
