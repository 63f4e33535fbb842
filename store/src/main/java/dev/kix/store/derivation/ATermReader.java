package dev.kix.store.derivation;

import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the ATerm text of one derivation. Stricter than Nix where Nix lets pass what nothing ever
 * writes: list elements must be separated by one comma, and nothing may follow the last
 * parenthesis. Memory is bounded by the text, depth of recursion by {@link #MAX_DYNAMIC_DEPTH}.
 */
final class ATermReader {
  /** Derivations that make derivations that make derivations …: nobody goes near this. */
  private static final int MAX_DYNAMIC_DEPTH = 64;

  private final StoreDir dir;
  private final String name;
  private final String text;
  private int at;

  /** Where the next backslash is, unless it was passed: looked for once, not for each string. */
  private int nextEscape = -1;

  ATermReader(StoreDir dir, String name, String text) {
    this.dir = dir;
    this.name = name;
    this.text = text;
  }

  Derivation read() {
    boolean dynamic = header();
    Derivation.Builder drv = Derivation.builder(name);
    expect('[');
    for (boolean more = !at(']'); more; more = next()) {
      output(drv);
    }
    expect(']');
    expect(',');
    expect('[');
    for (boolean more = !at(']'); more; more = next()) {
      expect('(');
      StorePath path = dir.parseCanonical(string());
      expect(',');
      WantedOutputs wanted = wanted(dynamic, 0);
      if (wanted.outputs().isEmpty() && !wanted.isDynamic()) {
        throw error("inputDrvs entry for '" + dir.print(path) + "' specifies no outputs");
      }
      drv.inputDerivation(path, wanted);
      expect(')');
    }
    expect(']');
    expect(',');
    expect('[');
    for (boolean more = !at(']'); more; more = next()) {
      drv.inputSource(dir.parseCanonical(string()));
    }
    expect(']');
    expect(',');
    drv.system(string());
    expect(',');
    drv.builder(string());
    expect(',');
    expect('[');
    for (boolean more = !at(']'); more; more = next()) {
      drv.arg(string());
    }
    expect(']');
    expect(',');
    expect('[');
    for (boolean more = !at(']'); more; more = next()) {
      expect('(');
      String variable = string();
      expect(',');
      drv.env(variable, string());
      expect(')');
    }
    expect(']');
    expect(')');
    if (at < text.length()) {
      throw error("unexpected text after the end of the derivation");
    }
    return drv.build();
  }

  /** Whether the versioned form is read, in which inputs may be dynamic. */
  private boolean header() {
    if (text.startsWith("Derive(")) {
      at = "Derive(".length();
      return false;
    }
    if (!text.startsWith("DrvWithVersion(")) {
      throw error("derivation does not start with 'Derive' or 'DrvWithVersion'");
    }
    at = "DrvWithVersion(".length();
    String version = string();
    if (!version.equals("xp-dyn-drv")) {
      throw error("Unknown derivation ATerm format version '" + version + "'");
    }
    expect(',');
    return true;
  }

  private void output(Derivation.Builder drv) {
    expect('(');
    String outputName = string();
    expect(',');
    String path = string();
    expect(',');
    String methodAndAlgorithm = string();
    expect(',');
    String hash = string();
    expect(')');
    drv.output(outputName, output(outputName, path, methodAndAlgorithm, hash));
  }

  private DerivationOutput output(
      String outputName, String path, String methodAndAlgorithm, String hash) {
    if (methodAndAlgorithm.isEmpty()) {
      return path.isEmpty()
          ? DerivationOutput.DEFERRED
          : new DerivationOutput.InputAddressed(dir.parseCanonical(path));
    }
    ContentAddressMethod method = ContentAddressMethod.ofPrefixed(methodAndAlgorithm);
    HashAlgorithm algorithm =
        HashAlgorithm.parse(methodAndAlgorithm.substring(method.prefix().length()));
    if (hash.equals("impure")) {
      if (!path.isEmpty()) {
        throw error("impure derivation output should not specify output path");
      }
      return new DerivationOutput.Impure(method, algorithm);
    }
    if (hash.isEmpty()) {
      if (!path.isEmpty()) {
        throw error("content-addressing derivation output should not specify output path");
      }
      return new DerivationOutput.CaFloating(method, algorithm);
    }
    StorePath said = dir.parseCanonical(path);
    DerivationOutput fixed =
        new DerivationOutput.CaFixed(
            new ContentAddress(method, Hash.parseUnprefixed(hash, algorithm)));
    if (!said.equals(fixed.path(dir, name, outputName))) {
      throw error(
          "derivation output '"
              + outputName
              + "' has path '"
              + path
              + "', which does not match its content address");
    }
    return fixed;
  }

  private WantedOutputs wanted(boolean dynamic, int depth) {
    if (at('[')) {
      return WantedOutputs.of(strings(), Collections.emptySortedMap());
    }
    if (!dynamic || !at('(')) {
      throw error(dynamic ? "invalid inputDrvs entry in derivation" : "expected string '['");
    }
    if (depth >= MAX_DYNAMIC_DEPTH) {
      throw error("inputDrvs entry is nested deeper than " + MAX_DYNAMIC_DEPTH + " derivations");
    }
    expect('(');
    SortedSet<String> outputs = strings();
    expect(',');
    expect('[');
    SortedMap<String, WantedOutputs> inner =
        at(']') ? Collections.emptySortedMap() : new TreeMap<>();
    for (boolean more = !at(']'); more; more = next()) {
      expect('(');
      String outputName = string();
      expect(',');
      inner.put(outputName, wanted(true, depth + 1));
      expect(')');
    }
    expect(']');
    expect(')');
    return WantedOutputs.of(outputs, inner);
  }

  private SortedSet<String> strings() {
    SortedSet<String> strings = new TreeSet<>();
    expect('[');
    for (boolean more = !at(']'); more; more = next()) {
      strings.add(string());
    }
    expect(']');
    return strings;
  }

  private String string() {
    expect('"');
    int end = text.indexOf('"', at);
    if (nextEscape < at) {
      int found = text.indexOf('\\', at);
      nextEscape = found < 0 ? text.length() : found;
    }
    if (end >= 0 && end < nextEscape) {
      String plain = text.substring(at, end);
      at = end + 1;
      return plain;
    }
    return escapedString();
  }

  private String escapedString() {
    StringBuilder value = new StringBuilder();
    int length = text.length();
    while (at < length) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\') {
        if (at == length) {
          break;
        }
        c = text.charAt(at++);
        c =
            switch (c) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> c;
            };
      }
      value.append(c);
    }
    throw error("unterminated string in derivation");
  }

  private boolean at(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  /** After a list element: true past a comma, false before the closing bracket. */
  private boolean next() {
    if (at(',')) {
      at++;
      return true;
    }
    if (!at(']')) {
      throw error("expected string ']'");
    }
    return false;
  }

  private void expect(char c) {
    if (!at(c)) {
      throw error("expected string '" + c + "'");
    }
    at++;
  }

  private DerivationException error(String message) {
    return new DerivationException(message, at);
  }
}
