package dev.kix.conformance.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes Nix programs from the rules in {@code fuzz/programs.rules}. Most parts have the type their
 * place asks for; one in thirty has another, so that errors come up too. The same seed gives the
 * same programs.
 */
final class RandomPrograms {
  private static final int MISTYPED_ONE_IN = 30;
  private static final int MAX_LENGTH = 3000;

  private static final String[] NAMES = {"a", "b", "c", "x", "y"};

  /** Names that the rules themselves use, and those of files. */
  private static final String[] FIXED =
      ("a.txt b.nix link sub i f t n l p s g out dev all drvAttrs typeOf body success version"
              + " outputChecks passAsFile exportReferencesGraph allowed d none")
          .split(" ", -1);

  private static final String[] TEXTS = {
    "\"\"",
    "\"a\"",
    "\"b\"",
    "\"abc\"",
    "\"x.y\"",
    "\"1.2\"",
    "\"sha256\"",
    "\"/etc\"",
    "\"a\\nb\\\"c\""
  };
  private static final String[] VERSIONS = {
    "\"1.2\"",
    "\"1.10pre3\"",
    "\"hello-2.12.1\"",
    "\"2_a-b\"",
    "\"\"",
    "\"1.2.3-x\"",
    "\"01.2\"",
    "\"a-b-3pre\"",
    "\"-1\"",
    "\"1..2\""
  };
  private static final String[] ALGORITHMS = {"\"md5\"", "\"sha1\"", "\"sha256\"", "\"sha512\""};
  private static final String[] JSON = {
    "''{\"a\": [1, 2.5, null, \"x\"], \"b\": {\"x\": true}}''",
    "''[1e5, -0, 1e-3, -9223372036854775808, 0.1]''",
    "''\"\\u0041\\n\\\"\\/\"''",
    "''{\"a\": 1, \"a\": 2}''",
    "''[1, ]''",
    "''nul''",
    "''01''",
    "''1.''",
    "''\"\\x\"''",
    "'' [ [ [ ] ] ] ''",
    "''{\"type\": \"derivation\", \"x\": 1}''",
    "''[1] 2''",
    "''{\"x\" 1}''",
    "''18446744073709551616''"
  };
  private static final String[] TOML = {
    "''a = 1\n[b]\nc = \"x\"''",
    "''a.b.c = 0x1F\nx = 0o17\ny = 0b11''",
    "''[[a]]\nx = 1\n[[a]]\nx = 2''",
    "''a = 1e3\nb = -0.5\nc = 1_000''",
    "''a = [ 1, \"x\", [ 2.5 ] ]\nx = { y = true, z = [] }''",
    "''a = \"\"\"\nx \\\n  y\"\"\"\n\"x.y\" = \"\\u0041\\t\"''",
    "''[a.b]\nx = 1\n[a]\ny = 2''"
  };
  private static final String[] REGEXES = {
    "\"a\"",
    "\"(a)|b\"",
    "\"[a-c]+\"",
    "\"(.)(.*)\"",
    "\"x*\"",
    "\"([0-9]+)\\\\.([0-9]+)\"",
    "\".*\"",
    "\"[[:alpha:]]+\"",
    "\"([[:digit:].]*)([^/]*)\"",
    "\"(a|ab)(c|bcd)?\"",
    "\"a{1,2}|x{0}\"",
    "\"((a)|(b))*\"",
    "\"^a|c$\"",
    "\"()\"",
    "\"[]a.]\"",
    "\"[^a-z]\"",
    "\"(.)?x?\"",
    "\"[[:space:]\\\"]\"",
    "\"(\"",
    "\"a**\"",
    "\"[b-a]\"",
    "\"a{2,1}\""
  };

  /** One way to write an expression. */
  private record Rule(String template, int weight) {
    boolean isLeaf() {
      return template.indexOf('$') < 0
          || template.equals("$lit")
          || template.equals("$txt")
          || template.equals("$ver");
    }
  }

  /** A variable that is in scope. */
  private record Variable(String name, String type) {}

  private final Map<String, List<Rule>> rules = new LinkedHashMap<>();
  private final String[] types;
  private final Random random;
  private final List<Variable> scope = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private int variables;

  RandomPrograms(long seed) {
    random = new Random(seed);
    for (String line : resource("programs.rules").split("\n", -1)) {
      int bar = line.indexOf(" | ");
      if (bar > 0 && !line.startsWith("#")) {
        String[] head = line.substring(0, bar).split(" ", -1);
        rules
            .computeIfAbsent(head[0], t -> new ArrayList<>())
            .add(new Rule(line.substring(bar + 3), Integer.parseInt(head[1])));
      }
    }
    types = rules.keySet().stream().filter(t -> !t.equals("any")).toArray(String[]::new);
  }

  static String resource(String name) {
    try (InputStream in = RandomPrograms.class.getResourceAsStream("/fuzz/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A set with every name that programs are likely to have, in byte order. Nix goes through sets in
   * the order in which it first met each name; kix in byte order.
   */
  static String namesInOrder() {
    Set<String> names =
        new TreeSet<>(
            List.of("\"e f\"", "\"k\"", "\"r\"", "\"v\"", "\"z\"", "\"s\"", "\"t\"", "\"args\""));
    for (String name : NAMES) {
      names.add('"' + name + '"');
    }
    names.addAll(List.of(TEXTS));
    names.addAll(List.of(VERSIONS));
    for (int i = 0; i < 100; i++) {
      names.add("\"v" + i + '"');
    }
    for (int i = 0; i < 16; i++) {
      names.add('"' + Integer.toHexString(i) + '"');
    }
    for (String name : FIXED) {
      names.add('"' + name + '"');
    }
    return "{ " + String.join(" = 1; ", names) + " = 1; }";
  }

  /** The next program. */
  String next() {
    out.setLength(0);
    scope.clear();
    variables = 0;
    expression(pick(types), 6);
    return out.toString();
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }

  private void expression(String wanted, int depth) {
    String type = wanted.equals("any") ? pick(types) : wanted;
    if (random.nextInt(MISTYPED_ONE_IN) == 0) {
      type = pick(types);
    }
    if (random.nextInt(4) == 0) {
      List<String> fitting = new ArrayList<>();
      for (Variable v : scope) {
        if (v.type().equals(type) || v.type().equals("any")) {
          fitting.add(v.name());
        }
      }
      if (!fitting.isEmpty()) {
        out.append(fitting.get(random.nextInt(fitting.size())));
        return;
      }
    }
    boolean leaves = depth <= 0 || out.length() > MAX_LENGTH;
    List<Rule> own = Objects.requireNonNull(rules.get(type), type);
    List<Rule> candidates = new ArrayList<>();
    for (Rule rule : own) {
      if (!leaves || rule.isLeaf()) {
        candidates.add(rule);
      }
    }
    if (!leaves && random.nextInt(3) == 0) {
      candidates = Objects.requireNonNull(rules.get("any"));
    }
    if (candidates.isEmpty()) {
      candidates = own.subList(0, 1);
    }
    write(choose(candidates), type, depth - 1);
  }

  private String choose(List<Rule> from) {
    int sum = 0;
    for (Rule rule : from) {
      sum += rule.weight();
    }
    int left = random.nextInt(sum);
    for (Rule rule : from) {
      left -= rule.weight();
      if (left < 0) {
        return rule.template();
      }
    }
    throw new AssertionError();
  }

  private void write(String template, String type, int depth) {
    int before = scope.size();
    List<Variable> announced = new ArrayList<>();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i++);
      if (c != '$' || i == template.length() || template.charAt(i) == '{') {
        out.append(c);
      } else if (template.charAt(i) == '$') {
        out.append("$$");
        i++;
      } else if (template.charAt(i) == '^') {
        out.append('\n');
        i++;
      } else if (template.charAt(i) == ':') {
        scope.addAll(announced);
        announced.clear();
        i++;
      } else if (template.charAt(i) == ';') {
        scope.subList(before, scope.size()).clear();
        i++;
      } else {
        boolean declares = template.charAt(i) == '!';
        int start = declares ? i + 1 : i;
        i = start;
        while (i < template.length() && Character.isLetter(template.charAt(i))) {
          i++;
        }
        String hole = template.substring(start, i);
        if (declares) {
          Variable fresh = new Variable("v" + variables++, hole);
          announced.add(fresh);
          out.append(fresh.name());
        } else {
          fill(hole, type, depth);
        }
      }
    }
    scope.subList(before, scope.size()).clear();
  }

  private void fill(String hole, String type, int depth) {
    switch (hole) {
      case "name" -> out.append(pick(NAMES));
      case "txt" -> out.append(pick(TEXTS));
      case "ver" -> out.append(pick(VERSIONS));
      case "re" -> out.append(pick(REGEXES));
      case "algo" -> out.append(pick(ALGORITHMS));
      case "json" -> out.append(pick(JSON));
      case "toml" -> out.append(pick(TOML));
      case "lit" -> out.append(random.nextInt(7));
      case "same" -> expression(type, depth);
      default -> {
        if (!rules.containsKey(hole)) {
          throw new IllegalStateException("no rule for $" + hole + " in " + Arrays.toString(types));
        }
        expression(hole, depth);
      }
    }
  }
}
