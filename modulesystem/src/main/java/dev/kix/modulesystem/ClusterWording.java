package dev.kix.modulesystem;

import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EditDistance;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the cluster language. Files are shown relative to the root that holds them, with
 * the line of each definition.
 */
final class ClusterWording implements ProblemWording {
  /** Types whose name says it; of others the description is shown. */
  private static final Set<String> PLAIN_TYPES =
      Set.of("int", "float", "bool", "str", "path", "package", "attrs");

  /** Types that say more than which kind of value is wanted: there the value itself is shown. */
  private static final Set<String> KIND_ONLY_TYPES =
      Set.of(
          "int",
          "float",
          "bool",
          "str",
          "path",
          "package",
          "attrs",
          "listOf",
          "attrsOf",
          "lazyAttrsOf",
          "submodule",
          "functionTo",
          "nullOr",
          "separatedString",
          "either");

  /** How the path of an element of a list ends, see {@link ListOfType}. */
  private static final Pattern LIST_ELEMENT = Pattern.compile("\\[definition \\d+-entry (\\d+)\\]");

  /** The same in a path that is written out. */
  private static final Pattern SHOWN_ELEMENT =
      Pattern.compile("\\.\"\\[definition \\d+-entry (\\d+)\\]\"");

  private final List<String> roots;

  ClusterWording() {
    this(List.of());
  }

  ClusterWording(List<String> roots) {
    this.roots = List.copyOf(roots);
  }

  @Override
  public String message(EvalState state, ModuleProblem p) {
    return switch (p.kind()) {
      case TYPE_MISMATCH -> typeMismatch(p);
      case CONFLICT, NOT_UNIQUE -> conflict(state, p);
      case READ_ONLY ->
          "The option '"
              + option(p)
              + "' is read-only but is set more than once."
              + places(p.definitions());
      case UNKNOWN_OPTION -> unknown(p);
      case UNDEFINED_OPTION ->
          "The option '"
              + option(p)
              + "' has no value and no default."
              + places(p.definitions())
              + declared(p)
              + "\nSet it, or declare a default.";
      case CHECK_FAILED, CHECK_MESSAGE -> checkFailed(state, p);
      case NOT_A_SET -> notASet(p);
      case DECLARATION_CONFLICT ->
          "The option '"
              + option(p)
              + "' is declared more than once, with types that do not go together."
              + declarations(p);
      case BAD_DECLARATION, BAD_MODULE ->
          named(p.explanation() == null ? option(p) : p.explanation().strip())
              + places(p.definitions())
              + declarations(p);
    };
  }

  private String notASet(ModuleProblem p) {
    StringBuilder out = new StringBuilder();
    out.append(p.path().isEmpty() ? "A module" : "'" + option(p) + "'");
    out.append(" is a set of options");
    for (DefinitionInfo d : p.definitions()) {
      Value v = forced(d.value());
      out.append("\nbut ").append(v == null ? "something else" : v.type().article());
      out.append(" was provided.");
      String where = place(d);
      out.append(where.isEmpty() ? "" : "\nin " + where);
    }
    if (!p.path().isEmpty() && !p.suggestions().isEmpty()) {
      out.append("\nIts options: ").append(String.join(", ", p.suggestions()));
    }
    return out.toString();
  }

  private String typeMismatch(ModuleProblem p) {
    String name = p.typeName() == null ? "" : p.typeName();
    StringBuilder out = new StringBuilder("The option '").append(option(p));
    out.append("' is of type ").append(PLAIN_TYPES.contains(name) ? name : p.typeDescription());
    boolean showKind = KIND_ONLY_TYPES.contains(name);
    for (DefinitionInfo d : p.definitions()) {
      Value v = forced(d.value());
      out.append("\nbut ").append(v == null ? "something else" : provided(v, showKind));
      out.append(" was provided.");
      String where = place(d);
      if (!where.isEmpty()) {
        out.append("\nin ").append(where);
      }
    }
    return didYouMean(out, p.suggestions());
  }

  private static String provided(Value v, boolean kindOnly) {
    boolean scalar = !(v instanceof NixAttrs || v instanceof NixList || v instanceof NixFunction);
    return kindOnly || !scalar ? v.type().article() : "the value " + Scalars.show(v);
  }

  private String conflict(EvalState state, ModuleProblem p) {
    StringBuilder out = new StringBuilder("The option '").append(option(p));
    out.append("' has conflicting definitions\nin ");
    // Collected from the last module to the first; a reader expects the order they are listed in.
    List<DefinitionInfo> definitions = new ArrayList<>(p.definitions());
    Collections.reverse(definitions);
    for (int i = 0; i < definitions.size(); i++) {
      if (i > 0) {
        out.append(i == definitions.size() - 1 ? " and " : ", ");
      }
      DefinitionInfo d = definitions.get(i);
      String file = file(d);
      out.append("module ").append(file.isEmpty() ? Integer.toString(i + 1) : file);
      String shown = shortValue(state, d.value());
      if (!shown.isEmpty()) {
        out.append(" (").append(shown).append(')');
      }
    }
    out.append('.').append(places(definitions));
    return out.toString();
  }

  private String unknown(ModuleProblem p) {
    StringBuilder out =
        new StringBuilder("The option '").append(option(p)).append("' does not exist.");
    out.append(places(p.definitions()));
    return didYouMean(out, likely(p));
  }

  private static String didYouMean(StringBuilder out, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      out.append(i == 0 ? "\nDid you mean '" : i == names.size() - 1 ? " or '" : ", '");
      out.append(names.get(i)).append('\'');
    }
    return names.isEmpty() ? out.toString() : out.append('?').toString();
  }

  /** Suggestions that differ from what is written by little: others would only distract. */
  private static List<String> likely(ModuleProblem p) {
    String written = p.option();
    int most = Math.max(2, p.path().get(p.path().size() - 1).length() / 3);
    return p.suggestions().stream()
        .filter(s -> EditDistance.levenshtein(written, s) <= most)
        .map(ClusterWording::withIndices)
        .toList();
  }

  /** A path that is written out already, elements of lists shown by their indices. */
  private static String withIndices(String path) {
    return SHOWN_ELEMENT
        .matcher(path)
        .replaceAll(m -> "[" + (Long.parseLong(m.group(1)) - 1) + "]");
  }

  /** The path; an element of a list is shown by its index. */
  private static String option(ModuleProblem p) {
    StringBuilder out = new StringBuilder();
    for (String name : p.path()) {
      Matcher element = LIST_ELEMENT.matcher(name);
      if (element.matches()) {
        out.append('[').append(Long.parseLong(element.group(1)) - 1).append(']');
      } else {
        out.append(out.isEmpty() ? "" : ".").append(Show.option(List.of(name)));
      }
    }
    return out.toString();
  }

  private String checkFailed(EvalState state, ModuleProblem p) {
    StringBuilder out = new StringBuilder();
    String says = p.explanation();
    boolean sentence = p.kind() == ModuleProblem.Kind.CHECK_FAILED;
    String declared = p.declarations().isEmpty() ? "" : relative(p.declarations().get(0).file());
    if (sentence) {
      out.append("The value of option '").append(option(p)).append("' fails the check:\n");
      out.append(says == null ? CheckSentence.UNREADABLE : says);
      String got =
          p.definitions().isEmpty() ? "" : shortValue(state, p.definitions().get(0).value());
      out.append(got.isEmpty() ? "." : " (got: " + got + ").");
      out.append(declared.isEmpty() ? "" : "\nin " + declared + ", option '" + option(p) + "'");
    } else {
      out.append(says);
      out.append(
          declared.isEmpty() ? "" : "\nin " + declared + ", check for option '" + option(p) + "'");
    }
    for (DefinitionInfo d : p.definitions()) {
      String where = place(d);
      if (!where.isEmpty() && d.position() != null) {
        out.append("\nset in ").append(where);
      }
    }
    return out.toString();
  }

  /**
   * A message of nixpkgs without the names that modules have when they are in no file of their own.
   */
  private static String named(String explanation) {
    return explanation
        .replace("In module " + Show.UNKNOWN_FILE + ": ", "")
        .replace(" in module `" + Show.UNKNOWN_FILE + "'", "")
        .replaceAll("Module `[^']*:anon-[^']*'", "A module");
  }

  private String declarations(ModuleProblem p) {
    StringBuilder out = new StringBuilder();
    for (DeclarationInfo d : p.declarations()) {
      Position position = d.position();
      String path = position == null ? null : position.source().origin().path();
      if (path != null && position != null) {
        out.append("\nin ").append(relative(path)).append(", line ").append(position.line());
      } else if (!d.file().equals(Show.UNKNOWN_FILE)) {
        out.append("\nin ").append(relative(d.file()));
      }
    }
    return out.toString();
  }

  private String declared(ModuleProblem p) {
    for (DeclarationInfo d : p.declarations()) {
      Position position = d.position();
      String path = position == null ? null : position.source().origin().path();
      String file = relative(path != null && d.file().equals(Show.UNKNOWN_FILE) ? path : d.file());
      return "\ndeclared in " + file + (position == null ? "" : ", line " + position.line());
    }
    return "";
  }

  private String places(List<DefinitionInfo> definitions) {
    StringBuilder out = new StringBuilder();
    for (DefinitionInfo d : definitions) {
      String where = place(d);
      if (!where.isEmpty() && d.position() != null) {
        out.append("\nin ").append(where);
      }
    }
    return out.toString();
  }

  /** {@code FILE, line N}, or what of it is known. */
  String place(DefinitionInfo d) {
    Position position = d.position();
    if (position == null) {
      return file(d);
    }
    Origin origin = position.source().origin();
    String file = relative(origin.path() == null ? file(d) : origin.path());
    return (file.isEmpty() ? Bytes.encode(origin.display()) : file) + ", line " + position.line();
  }

  private String file(DefinitionInfo d) {
    if (d.hasFile()) {
      return relative(d.file());
    }
    Position position = d.position();
    if (position == null) {
      return "";
    }
    Origin origin = position.source().origin();
    return origin.path() == null ? "" : relative(origin.path());
  }

  private String relative(String file) {
    for (String root : roots) {
      String folder = root.endsWith("/") ? root : root + "/";
      if (file.startsWith(folder)) {
        return file.substring(folder.length());
      }
    }
    return file;
  }

  private static @Nullable Value forced(Lazy v) {
    try {
      return v.force();
    } catch (EvalException e) {
      return null;
    }
  }

  /** The value on one line, shortened; empty when it cannot be evaluated. */
  private static String shortValue(EvalState state, Lazy v) {
    int depth = state.depth();
    try {
      String text = PrettyPrinter.forMessages(state).print(v).replaceAll("\\s*\n\\s*", " ");
      return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    } catch (EvalException e) {
      state.restoreDepth(depth);
      return "";
    }
  }
}
