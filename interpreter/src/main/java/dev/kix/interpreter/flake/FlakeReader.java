package dev.kix.interpreter.flake;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code flake.nix}: a set whose attributes stand there and need not be computed. The rules
 * are those of "Flake format" in the manual of Nix.
 */
final class FlakeReader {
  private final EvalState state;
  private final TrivialValues trivial;

  FlakeReader(EvalState state) {
    this.state = state;
    this.trivial = new TrivialValues(state);
  }

  /**
   * Reads one.
   *
   * @param root the folder of its tree in the store
   * @param lockRoot the way to it from the flake whose lock file is made
   */
  Flake read(
      FlakeRef original, FlakeRef resolved, FlakeRef locked, String root, InputPath lockRoot) {
    String folder = resolved.dir().isEmpty() ? root : CanonicalPath.of(resolved.dir(), root);
    String file = CanonicalPath.child(folder, "flake.nix");
    checkSet(file);
    NixAttrs top = (NixAttrs) state.importer().importFile(file);
    top = top.flatten();
    Lazy description = top.get("description");
    String described =
        description == null
            ? null
            : trivial
                .expect(NixString.class, "a string", description, top.position("description"))
                .value();
    SortedMap<String, FlakeInput> inputs = new TreeMap<>();
    SortedMap<String, Object> self = new TreeMap<>();
    Lazy said = top.get("inputs");
    if (said != null) {
      readInputs(said, top.position("inputs"), lockRoot, folder, self, inputs, true);
    }
    Lazy outputs = top.get("outputs");
    if (outputs == null) {
      throw FlakeRef.error("flake '" + resolved + "' lacks attribute 'outputs'");
    }
    readOutputs(outputs, top.position("outputs"), inputs);
    Flake flake =
        new Flake(
            original,
            resolved,
            locked,
            file,
            described,
            inputs,
            InputAttrs.of(self),
            readConfig(top),
            false);
    for (int i = 0; i < top.size(); i++) {
      switch (top.name(i)) {
        case "description", "inputs", "outputs", "nixConfig" -> {
          // Read above.
        }
        default ->
            throw FlakeRef.error(
                "flake '"
                    + resolved
                    + "' has an unsupported attribute '"
                    + Literals.attributeName(top.name(i))
                    + "', at "
                    + TrivialValues.place(top.position(i)));
      }
    }
    return flake;
  }

  /** Refuses a file that is not there, and one that computes its set. */
  private void checkSet(String file) {
    FileAccess files = state.services().files();
    if (files.kind(file) == null) {
      files.checkAccess(file);
      throw files.missing(file);
    }
    String real = state.importer().resolve(file);
    SourceFile source =
        new SourceFile(
            Origin.file(real, state.services().store().shown(real)),
            Bytes.fromArray(files.read(real)));
    Expr expr = state.services().parse(source, CanonicalPath.parent(real));
    if (!(expr instanceof Expr.AttrSet)) {
      String name = source.origin().display();
      throw new EvalException(ErrorKind.EVAL, "file '" + name + "' must be an attribute set", null)
          .during(null, "while evaluating the file '" + name + "':");
    }
  }

  private void readInputs(
      Lazy value,
      @Nullable Position at,
      InputPath lockRoot,
      String folder,
      SortedMap<String, Object> self,
      SortedMap<String, FlakeInput> result,
      boolean allowSelf) {
    NixAttrs inputs = trivial.expect(NixAttrs.class, "a set", value, at).flatten();
    for (int i = 0; i < inputs.size(); i++) {
      String name = inputs.name(i);
      Position pos = inputs.position(i);
      if (!name.equals("self")) {
        result.put(name, readInput(inputs.value(i), pos, lockRoot, folder));
        continue;
      }
      if (!allowSelf) {
        throw FlakeRef.error("'self' input attribute not allowed at " + TrivialValues.place(pos));
      }
      NixAttrs attrs = trivial.expect(NixAttrs.class, "a set", inputs.value(i), pos).flatten();
      for (int k = 0; k < attrs.size(); k++) {
        self.put(attrs.name(k), attribute(attrs, k));
      }
    }
  }

  private FlakeInput readInput(
      Lazy value, @Nullable Position at, InputPath lockRoot, String folder) {
    NixAttrs set = trivial.expect(NixAttrs.class, "a set", value, at).flatten();
    SortedMap<String, Object> attrs = new TreeMap<>();
    SortedMap<String, FlakeInput> overrides = new TreeMap<>();
    InputPath follows = null;
    boolean isFlake = true;
    for (int i = 0; i < set.size(); i++) {
      String name = set.name(i);
      Position pos = set.position(i);
      try {
        switch (name) {
          case "url" -> attrs.put("url", url(set.value(i), pos, folder));
          case "flake" ->
              isFlake = trivial.expect(NixBool.class, "a Boolean", set.value(i), pos).value();
          case "inputs" ->
              readInputs(set.value(i), pos, lockRoot, folder, new TreeMap<>(), overrides, false);
          case "follows" ->
              follows =
                  lockRoot.then(
                      InputPath.parse(
                          trivial.expect(NixString.class, "a string", set.value(i), pos).value()));
          default -> attrs.put(name, attribute(set, i));
        }
      } catch (EvalException e) {
        throw e.during(
            pos, "while evaluating flake attribute '" + Literals.attributeName(name) + "'");
      }
    }
    FlakeRef ref = reference(attrs, isFlake, at);
    if (ref != null && follows != null) {
      throw FlakeRef.error(
          "flake input has both a flake reference and a follows attribute, at "
              + TrivialValues.place(at));
    }
    return new FlakeInput(ref, isFlake, follows, overrides);
  }

  private static @Nullable FlakeRef reference(
      SortedMap<String, Object> attrs, boolean isFlake, @Nullable Position at) {
    if (attrs.containsKey("type")) {
      try {
        return FlakeRef.fromAttrs(InputAttrs.of(attrs));
      } catch (EvalException e) {
        throw e.during(at, "while evaluating flake input");
      }
    }
    Object url = attrs.remove("url");
    if (!attrs.isEmpty()) {
      throw FlakeRef.error(
          "unexpected flake input attribute '"
              + attrs.firstKey()
              + "', at "
              + TrivialValues.place(at));
    }
    return url == null ? null : new FlakeRefParser(null, isFlake, true).parseWhole((String) url);
  }

  private String url(Lazy value, @Nullable Position at, String folder) {
    Value v = trivial.get(value, at);
    if (v instanceof NixString text) {
      return text.value();
    }
    if (v instanceof NixPath path) {
      if (!inSameTree(path.path(), folder)) {
        throw FlakeRef.error(
            "input attribute path '"
                + path.path()
                + "' at "
                + TrivialValues.place(at)
                + " must be in the same source tree as "
                + folder);
      }
      return "path:" + relative(folder, path.path());
    }
    throw TrivialValues.unexpected("a string or a path", v, at);
  }

  /** Whether both lie in one store object, or neither in any. */
  private boolean inSameTree(String path, String folder) {
    return tree(path).equals(tree(folder));
  }

  private String tree(String path) {
    String store = state.services().store().dir().path() + "/";
    if (!path.startsWith(store)) {
      return "";
    }
    int slash = path.indexOf('/', store.length());
    return slash < 0 ? path : path.substring(0, slash);
  }

  /** The way from a folder to a path; both absolute and canonical. */
  static String relative(String folder, String path) {
    List<String> from = parts(folder);
    List<String> to = parts(path);
    int common = 0;
    while (common < from.size() && common < to.size() && from.get(common).equals(to.get(common))) {
      common++;
    }
    List<String> way = new ArrayList<>();
    for (int i = common; i < from.size(); i++) {
      way.add("..");
    }
    way.addAll(to.subList(common, to.size()));
    return way.isEmpty() ? "." : String.join("/", way);
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>(List.of(path.split("/")));
    parts.removeIf(String::isEmpty);
    return parts;
  }

  private Object attribute(NixAttrs set, int i) {
    Value v = trivial.get(set.value(i), set.position(i));
    if (v instanceof NixString text) {
      return text.value();
    }
    if (v instanceof NixBool b) {
      return b.value();
    }
    if (v instanceof NixInt n) {
      if (n.value() < 0) {
        throw FlakeRef.error(
            "negative value given for flake input attribute "
                + Literals.attributeName(set.name(i))
                + ": "
                + n.value());
      }
      return n.value();
    }
    throw new EvalException(
        ErrorKind.TYPE,
        "flake input attribute '"
            + Literals.attributeName(set.name(i))
            + "' is "
            + TrivialValues.describe(v)
            + " while a string, Boolean, or integer is expected",
        null);
  }

  private void readOutputs(
      Lazy value, @Nullable Position at, SortedMap<String, FlakeInput> inputs) {
    Value v = trivial.get(value, at);
    if (!(v instanceof NixFunction)) {
      throw TrivialValues.unexpected("a function", v, at);
    }
    List<Expr.Formal> formals = v instanceof Closure closure ? closure.lambda().formals() : null;
    if (formals != null) {
      for (Expr.Formal formal : formals) {
        String name = formal.name();
        if (!name.equals("self")) {
          inputs.putIfAbsent(name, FlakeInput.of(FlakeRefParser.parse(name), true));
        }
      }
    }
  }

  private SortedMap<String, String> readConfig(NixAttrs top) {
    SortedMap<String, String> config = new TreeMap<>();
    Lazy value = top.get("nixConfig");
    if (value == null) {
      return config;
    }
    NixAttrs set =
        trivial.expect(NixAttrs.class, "a set", value, top.position("nixConfig")).flatten();
    for (int i = 0; i < set.size(); i++) {
      Value v = trivial.get(set.value(i), set.position(i));
      config.put(
          set.name(i),
          v instanceof NixList list ? words(list, set.name(i)) : setting(v, set.name(i)));
    }
    return config;
  }

  private String setting(@Nullable Value v, String name) {
    if (v instanceof NixString text) {
      return text.value();
    }
    if (v instanceof NixPath path) {
      return state.services().store().copyToStore(state.services().files(), path.path());
    }
    if (v instanceof NixInt n) {
      return Long.toString(n.value());
    }
    if (v instanceof NixBool b) {
      return b.value() ? "true" : "false";
    }
    throw new EvalException(
        ErrorKind.TYPE,
        "flake configuration setting '"
            + Literals.attributeName(name)
            + "' is "
            + TrivialValues.describe(v),
        null);
  }

  private String words(NixList list, String name) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Value v = trivial.get(list.get(i), null);
      if (!(v instanceof NixString text)) {
        throw new EvalException(
            ErrorKind.TYPE,
            "list element in flake configuration setting '"
                + Literals.attributeName(name)
                + "' is "
                + list.describeType() // Nix names the type of the list here, not of the element
                + " while a string is expected",
            null);
      }
      words.add(text.value());
    }
    return String.join(" ", words);
  }
}
