package dev.kix.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The documentation of a builtin.
 *
 * @param name its name within {@code builtins}
 * @param type as {@code builtins.typeOf} names it; {@code lambda} for functions
 * @param args the names of the parameters; none for a constant
 * @param global whether it is a variable of its own name, without {@code builtins.}
 * @param pure whether it exists in pure evaluation
 * @param feature the experimental feature it needs, or nothing
 * @param since the first version of Nix that has it; {@code kix} if Nix has none; or nothing
 * @param doc Markdown
 * @param examples in their order
 */
public record BuiltinEntry(
    String name,
    String type,
    List<String> args,
    boolean global,
    boolean pure,
    String feature,
    String since,
    String doc,
    List<Example> examples) {

  /**
   * An expression and what comes of it.
   *
   * @param result the value as {@code kix eval --strict} prints it, {@code error:} and the first
   *     line of the message, or nothing where that depends on the machine
   */
  public record Example(String expression, String result) {
    /** Both as Nix code: the result in comments. */
    public String code() {
      return result.isEmpty()
          ? expression
          : expression + "\n# => " + result.replace("\n", "\n#    ");
    }
  }

  /** Reads examples: blocks with empty lines between them, results behind {@code =>}. */
  static List<Example> examples(String text) {
    List<Example> examples = new ArrayList<>();
    for (String block : text.split("\n\n", -1)) {
      if (!block.isBlank()) {
        int arrow = block.indexOf("\n=> ");
        examples.add(
            arrow < 0
                ? new Example(block, "")
                : new Example(
                    block.substring(0, arrow), block.substring(arrow + 4).replace("\n=> ", "\n")));
      }
    }
    return List.copyOf(examples);
  }

  /** Whether this is a function, not a constant. */
  public boolean isFunction() {
    return type.equals("lambda");
  }

  /** {@code builtins.filter f list}, as it is called. */
  public String call() {
    String call = global ? name : "builtins." + name;
    return args.isEmpty() ? call : call + " " + String.join(" ", args);
  }

  /** What is special about it in one line, or nothing: where it comes from, what it needs. */
  public String remark() {
    List<String> parts = new ArrayList<>();
    if (since.equals("kix")) {
      parts.add("Not in Nix: only kix has it.");
    } else if (!since.isEmpty()) {
      parts.add("Since Nix " + since + ".");
    }
    if (!feature.isEmpty()) {
      parts.add("Needs the experimental feature `" + feature + "`.");
    }
    if (!pure) {
      parts.add("Not in pure evaluation.");
    }
    return String.join(" ", parts);
  }

  /** An anchor for links: {@code builtins-foldl'} becomes {@code builtins-foldl}. */
  public String anchor() {
    return "builtins-" + name.replace("'", "").toLowerCase(Locale.ROOT);
  }
}
