package dev.kix.cluster.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.cluster.EvalErrors;
import dev.kix.cluster.SourcePaths;
import dev.kix.cluster.explain.OptionExplanation.Definition;
import dev.kix.cluster.explain.OptionExplanation.Outcome;
import dev.kix.cluster.instance.Wildcard;
import dev.kix.grammar.Position;
import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.print.PrintOptions;
import dev.kix.interpreter.print.ValuePrinter;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.modulesystem.DeclarationInfo;
import dev.kix.modulesystem.DefinitionInfo;
import dev.kix.modulesystem.OptionInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what the value of an option is made of. Belongs to the evaluation thread. */
final class OptionExplainer {
  /** The priority of an option's own default. */
  static final long DEFAULT_PRIORITY = 1500;

  /**
   * From here on up the changes of {@code kix.patch}, the outermost first: {@code overrides} come
   * after them, whatever their priority.
   */
  static final long PATCH_PRIORITY = 1200;

  private static final int PLAIN = 100;
  private static final int MAX_DEPTH = 20;

  private static final PrintOptions PRINT =
      new PrintOptions(false, true, false, true, 8, 60, 60, 400, 0, PrintOptions.OnError.PRINT);

  private final EvalState state;
  private final SourcePaths paths;
  private final EvalErrors errors;
  private final List<Wildcard> wildcards;

  /**
   * @param wildcards those that reach the instance whose options these are
   */
  OptionExplainer(EvalState state, SourcePaths paths, List<Wildcard> wildcards) {
    this.state = state;
    this.paths = paths;
    this.errors = new EvalErrors(paths);
    this.wildcards = wildcards;
  }

  OptionExplanation explain(OptionInfo option) {
    String value = null;
    JsonNode json = null;
    String error = null;
    EvalException failure = option.failure();
    if (failure == null) {
      value = print(option.value());
      json = json(option.value());
    } else {
      error = errors.describe(state, failure);
    }
    List<Place> declarations = new ArrayList<>();
    for (DeclarationInfo d : option.declarations()) {
      Place place = place(d.position(), d.file());
      if (place != null) {
        declarations.add(place);
      }
    }
    return new OptionExplanation(
        name(option.path()),
        Bytes.decode(option.typeDescription()),
        value,
        json,
        error,
        declarations,
        definitions(option));
  }

  /** The dotted path of an option, as Java text; names that are no identifiers are quoted. */
  static String name(List<String> path) {
    StringBuilder out = new StringBuilder();
    for (String part : path) {
      out.append(out.isEmpty() ? "" : ".");
      out.append(part.matches("[a-zA-Z_][-a-zA-Z0-9_']*") ? part : '"' + part + '"');
    }
    return Bytes.decode(out.toString());
  }

  private List<Definition> definitions(OptionInfo option) {
    List<DefinitionInfo> all;
    try {
      all = option.definitions();
    } catch (EvalException e) {
      return List.of(); // said by the failure of the value
    }
    long effective = all.stream().filter(DefinitionInfo::effective).count();
    List<Definition> winners = new ArrayList<>();
    List<Definition> others = new ArrayList<>();
    for (DefinitionInfo d : all) {
      Outcome outcome =
          !d.effective() ? Outcome.OVERRIDDEN : effective > 1 ? Outcome.MERGED : Outcome.WINS;
      (d.effective() ? winners : others).add(definition(option, d, outcome));
    }
    others.sort((a, b) -> Long.compare(a.priority(), b.priority()));
    winners.addAll(others);
    for (DefinitionInfo d : option.heldBack()) {
      winners.add(definition(option, d, Outcome.HELD_BACK));
    }
    return winners;
  }

  private Definition definition(OptionInfo option, DefinitionInfo d, Outcome outcome) {
    Wildcard wildcard = wildcardAt(d.position(), option.path());
    return new Definition(
        place(d.position(), d.file()),
        d.priority(),
        by(d.priority()),
        print(outcome == Outcome.HELD_BACK ? content(d.value()) : d.value()),
        outcome,
        wildcard == null ? null : Bytes.decode(wildcard.pattern()));
  }

  private static String by(long priority) {
    if (priority == DEFAULT_PRIORITY) {
      return "default of the option";
    }
    if (priority >= PATCH_PRIORITY && priority < DEFAULT_PRIORITY) {
      return "kix.patch";
    }
    return priority == PLAIN
        ? "plain"
        : priority == 1000 ? "mkDefault" : priority == 50 ? "mkForce" : "mkOverride " + priority;
  }

  /** What stands inside properties whose conditions need not hold. */
  private static Lazy content(Lazy lazy) {
    Lazy at = lazy;
    for (int i = 0; i < MAX_DEPTH; i++) {
      if (at.force() instanceof NixAttrs a
          && a.has("_type")
          && a.get("content") instanceof Lazy inner) {
        at = inner;
      } else {
        break;
      }
    }
    return at;
  }

  @Nullable Place place(@Nullable Position position, String file) {
    if (position != null) {
      return new Place(paths.file(position), position.line());
    }
    return file.startsWith("/") ? new Place(paths.show(file), 0) : null;
  }

  private String print(Lazy value) {
    int depth = state.depth();
    try {
      String text = Bytes.decode(ValuePrinter.print(value, PRINT));
      return text;
    } catch (EvalException e) {
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      state.restoreDepth(depth);
      return "\u00aberror: " + Bytes.decode(e.getMessage()) + "\u00bb";
    }
  }

  private @Nullable JsonNode json(Lazy value) {
    int depth = state.depth();
    try {
      return holdsFunctions(value, 0) ? null : Conversions.toJson(value);
    } catch (EvalException | IllegalArgumentException e) {
      if (e instanceof EvalException known && known.kind().isAboutTheEvaluation()) {
        throw known;
      }
      state.restoreDepth(depth);
      return null;
    }
  }

  private static boolean holdsFunctions(Lazy lazy, int depth) {
    if (depth > MAX_DEPTH) {
      return true;
    }
    Value v = lazy.force();
    if (v instanceof NixFunction) {
      return true;
    }
    if (v instanceof NixList list) {
      for (Lazy element : list.elements()) {
        if (holdsFunctions(element, depth + 1)) {
          return true;
        }
      }
    } else if (v instanceof NixAttrs attrs) {
      NixAttrs flat = attrs.flatten();
      for (int i = 0; i < flat.size(); i++) {
        if (holdsFunctions(flat.value(i), depth + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The wildcard in which a definition of an option stands, or null. */
  private @Nullable Wildcard wildcardAt(@Nullable Position position, List<String> option) {
    if (position == null) {
      return null;
    }
    for (Wildcard w : wildcards) {
      if (w.module().force() instanceof NixAttrs module
          && module.get("config") instanceof Lazy definitions
          && defines(definitions, option, 0, position, 0)) {
        return w;
      }
    }
    return null;
  }

  private static boolean defines(
      Lazy lazy, List<String> option, int at, Position position, int depth) {
    if (depth > MAX_DEPTH || !(lazy.force() instanceof NixAttrs attrs)) {
      return false;
    }
    if (attrs.get("_type") instanceof Lazy type && type.force() instanceof NixString) {
      if (attrs.get("content") instanceof Lazy inner) {
        return defines(inner, option, at, position, depth + 1);
      }
      if (attrs.get("contents") instanceof Lazy several && several.force() instanceof NixList l) {
        for (Lazy element : l.elements()) {
          if (defines(element, option, at, position, depth + 1)) {
            return true;
          }
        }
        return false;
      }
    }
    if (at >= option.size()) {
      return false;
    }
    if (position.equals(attrs.position(option.get(at)))) {
      return true;
    }
    Lazy next = attrs.get(option.get(at));
    return next != null && defines(next, option, at + 1, position, depth + 1);
  }
}
