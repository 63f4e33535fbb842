package dev.kix.interpreter.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.JsonPrinter;
import dev.kix.interpreter.format.JsonReader;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.ContextElement;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.StoreException;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.derivation.DerivationOutput;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.Placeholder;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code derivationStrict}: turns attributes into a derivation, byte for byte as Nix
 * does. Rules: Nix manual, <i>Derivations</i> and <i>Advanced Attributes</i>; order, words and
 * frames are those of Nix's {@code derivationStrictInternal}.
 */
final class DerivationStrict {
  private final EvalState state;
  private final EvalStore store;
  private final String name;
  private final Derivation.Builder drv;
  private final ContextBuilder context = new ContextBuilder();
  private static final List<String> OUT = List.of("out");

  /** Sorted, each once. */
  private List<String> outputs = OUT;

  private @Nullable SortedMap<String, String> structured;

  /** What is wrong with the first text in {@link #structured} that is not UTF-8. */
  private @Nullable String notUtf8;

  private String builder = "";
  private String system = "";
  private boolean contentAddressed;
  private boolean impure;
  private @Nullable String outputHash;
  private @Nullable HashAlgorithm outputHashAlgo;
  private @Nullable ContentAddressMethod method;

  DerivationStrict(EvalState state, String name) {
    this.state = state;
    this.store = state.services().store();
    this.name = name;
    this.drv = Derivation.builder(name);
  }

  Value instantiate(NixAttrs attrs) {
    checkName();
    if (flag(attrs, "__structuredAttrs")) {
      structured = new TreeMap<>();
    }
    boolean ignoreNulls = flag(attrs, "__ignoreNulls");
    for (int i = 0; i < attrs.size(); i++) {
      String key = attrs.name(i);
      if (key.equals("__ignoreNulls")) {
        continue;
      }
      Lazy value = attrs.value(i);
      try {
        if (!ignoreNulls || !(state.force(value, null) instanceof NixNull)) {
          attribute(key, value, attrs.position(i));
        }
      } catch (EvalException e) {
        throw e.during(
            attrs.position(i),
            "while evaluating attribute '"
                + Literals.attributeName(key)
                + "' of derivation '"
                + name
                + "'");
      } catch (StoreException e) {
        throw Errors.from(e)
            .during(
                attrs.position(i),
                "while evaluating attribute '"
                    + Literals.attributeName(key)
                    + "' of derivation '"
                    + name
                    + "'");
      }
    }
    try {
      return finish();
    } catch (StoreException e) {
      throw Errors.from(e);
    }
  }

  private void checkName() {
    try {
      StorePath.checkName(name);
    } catch (StoreException e) {
      throw Errors.eval(
          "invalid derivation name: " + e.getMessage() + ". Please pass a different 'name'.");
    }
  }

  private boolean flag(NixAttrs attrs, String key) {
    Lazy value = attrs.get(key);
    return value != null
        && state.forceBool(
            value,
            null,
            "while evaluating the `" + key + "` attribute passed to builtins.derivationStrict");
  }

  // ---- one attribute ----

  private void attribute(String key, Lazy value, @Nullable Position at) {
    switch (key) {
      case "__contentAddressed" -> {
        if (state.forceBool(value, null, "")) {
          contentAddressed = true;
          Features.require(state, "ca-derivations");
        }
      }
      case "__impure" -> {
        if (state.forceBool(value, null, "")) {
          impure = true;
          Features.require(state, "impure-derivations");
        }
      }
      case "args" -> {
        for (Lazy element : state.forceList(value, null, "").elements()) {
          drv.arg(coerce(element, "while evaluating an element of the argument list"));
        }
      }
      default -> {
        if (structured == null) {
          variable(key, coerce(value, ""), at);
        } else if (!key.equals("__structuredAttrs")) {
          structuredAttribute(structured, key, value, at);
        }
      }
    }
  }

  private String coerce(Lazy value, String during) {
    return Coercion.toString(state, null, value, context, during, true, true, true);
  }

  /** An attribute that becomes an environment variable. */
  private void variable(String key, String text, @Nullable Position at) {
    if (key.equals(Derivation.STRUCTURED_ATTRIBUTES)) {
      warn(
          "setting structured attributes via '__json' is deprecated, and may be disallowed in"
              + " future versions of Nix. Set '__structuredAttrs = true' instead.",
          at);
      drv.env(key, structuredAttrs(text));
      return;
    }
    drv.env(key, text);
    special(key, text, null);
  }

  /** An attribute that becomes part of the JSON that the builder reads. */
  private void structuredAttribute(
      SortedMap<String, String> json, String key, Lazy value, @Nullable Position at) {
    JsonPrinter.Text text = JsonPrinter.member(state, key, value, context);
    json.put(key, text.json());
    if (notUtf8 == null) {
      notUtf8 = text.notUtf8();
    }
    switch (key) {
      case "builder" -> {
        NixString s = state.forceString(value, null, "");
        context.addAll(s.context());
        builder = s.value();
      }
      case "system", "outputHash", "outputHashAlgo", "outputHashMode" ->
          special(key, state.forceStringNoContext(value, null, ""), List.of());
      case "outputs" -> {
        List<String> names = new ArrayList<>();
        for (Lazy element : state.forceList(value, null, "").elements()) {
          names.add(state.forceStringNoContext(element, null, ""));
        }
        setOutputs(names);
      }
      case "allowedReferences",
          "allowedRequisites",
          "disallowedReferences",
          "disallowedRequisites",
          "maxSize",
          "maxClosureSize" ->
          warn(
              "'structuredAttrs' disables the effect of the derivation attribute '"
                  + key
                  + "'; use 'outputChecks.<output>."
                  + key
                  + "' instead",
              at);
      default -> {
        // Nothing but JSON.
      }
    }
  }

  /**
   * @param names what {@code outputs} lists; null for the words of {@code text}
   */
  private void special(String key, String text, @Nullable List<String> names) {
    switch (key) {
      case "builder" -> builder = text;
      case "system" -> system = text;
      case "outputHash" -> outputHash = text;
      case "outputHashAlgo" -> outputHashAlgo = algorithm(text);
      case "outputHashMode" -> method = hashMode(text);
      case "outputs" -> setOutputs(names == null ? words(text) : names);
      default -> {
        // Nothing but an environment variable.
      }
    }
  }

  /** Unknown names count as none, as in Nix: the hash may say its algorithm itself. */
  private @Nullable HashAlgorithm algorithm(String text) {
    HashAlgorithm algorithm = HashAlgorithm.find(text);
    if (algorithm != null && algorithm.experimentalFeature() != null) {
      Features.require(state, algorithm.experimentalFeature());
    }
    return algorithm;
  }

  private ContentAddressMethod hashMode(String text) {
    ContentAddressMethod mode = ContentAddressMethod.find(text);
    if (mode == null) {
      throw Errors.eval("invalid value '" + text + "' for 'outputHashMode' attribute");
    }
    if (mode == ContentAddressMethod.TEXT) {
      Features.require(
          state,
          "dynamic-derivations",
          "text-hashed derivation '" + name + "', outputHashMode = \"text\"");
    } else if (mode.experimentalFeature() != null) {
      Features.require(state, mode.experimentalFeature());
    }
    return mode;
  }

  private void setOutputs(List<String> names) {
    List<String> sorted = new ArrayList<>(names.size());
    for (String output : names) {
      int at = -1 - Collections.binarySearch(sorted, output);
      if (at < 0) {
        throw Errors.eval("duplicate derivation output '" + output + "'");
      }
      // The result has an attribute drvPath of its own.
      if (output.equals("drvPath")) {
        throw Errors.eval("invalid derivation output name 'drvPath'");
      }
      sorted.add(at, output);
    }
    if (sorted.isEmpty()) {
      throw Errors.eval("derivation cannot have an empty set of outputs");
    }
    outputs = sorted;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean blank = i == text.length() || " \t\n\r".indexOf(text.charAt(i)) >= 0;
      if (blank && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!blank && start < 0) {
        start = i;
      }
    }
    return words;
  }

  /** The older way to give structured attributes: JSON in a string, written anew as Nix does. */
  private static String structuredAttrs(String text) {
    JsonNode node;
    try {
      node = new ObjectMapper().readTree(Bytes.toArray(text));
    } catch (IOException e) {
      throw cannotProcessJson(syntaxError(text, e));
    }
    if (node instanceof ObjectNode object) {
      return JsonPrinter.print(object);
    }
    if (node.isMissingNode()) {
      throw cannotProcessJson(syntaxError(text, new IOException("an empty text")));
    }
    throw cannotProcessJson(
        "[json.exception.type_error.302] type must be object, but is " + typeName(node));
  }

  private static EvalException cannotProcessJson(String why) {
    return Errors.eval("cannot process __json attribute: " + why);
  }

  /** What is wrong with {@code text}, in the words of the parser that Nix uses. */
  private static String syntaxError(String text, IOException otherwise) {
    try {
      JsonReader.read(text);
    } catch (EvalException e) {
      return e.getMessage();
    }
    return Bytes.encode(String.valueOf(otherwise.getMessage()));
  }

  private static String typeName(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      default -> "number";
    };
  }

  private void warn(String message, @Nullable Position at) {
    Warnings.warn(
        state,
        new EvalException(ErrorKind.EVAL, message, at)
            .during(null, "while evaluating derivation '" + name + "'"));
  }

  // ---- the whole ----

  private Value finish() {
    if (structured != null) {
      drv.env(Derivation.STRUCTURED_ATTRIBUTES, JsonPrinter.object(structured));
    }
    addInputs();
    if (builder.isEmpty()) {
      throw Errors.eval("required attribute 'builder' missing");
    }
    if (system.isEmpty()) {
      throw Errors.eval("required attribute 'system' missing");
    }
    drv.builder(builder).system(system);
    boolean single = outputs.equals(OUT);
    if (name.endsWith(StorePath.DERIVATION_SUFFIX)
        && !(method == ContentAddressMethod.TEXT && single)) {
      throw Errors.eval(
          "derivation names are allowed to end in '.drv' only if they produce a single derivation"
              + " file");
    }
    Derivation derivation;
    if (outputHash != null) {
      if (!single) {
        throw Errors.eval("multiple outputs are not supported in fixed-output derivations");
      }
      derivation = fixed(outputHash);
    } else if (contentAddressed || impure) {
      if (contentAddressed && impure) {
        throw Errors.eval("derivation cannot be both content-addressed and impure");
      }
      derivation = floating();
    } else {
      derivation = inputAddressed();
    }
    requireUtf8();
    return result(store.addDerivation(derivation), derivation);
  }

  /** Nix's JSON library fails when the derivation is written, past all that adds to the trace. */
  private void requireUtf8() {
    if (notUtf8 != null) {
      throw Errors.eval(notUtf8).withoutTrace();
    }
  }

  /** Everything that some attribute refers to must be there when the builder runs. */
  private void addInputs() {
    StringContext all = context.build();
    for (int i = 0; i < all.size(); i++) {
      String encoded = all.get(i);
      int end = encoded.startsWith("!") ? encoded.indexOf('!', 1) : -1;
      if (end > 0 && encoded.startsWith("/", end + 1)) { // by far the most frequent
        String output = encoded.substring(1, end);
        drv.inputDerivation(store.dir().parse(encoded.substring(end + 1)), output);
        continue;
      }
      ContextElement element = ContextElement.parse(encoded);
      if (element instanceof ContextElement.Built b) {
        addBuilt(b);
      } else if (element instanceof ContextElement.Opaque o) {
        drv.inputSource(store.dir().parse(o.path()));
      } else if (element instanceof ContextElement.DerivationDeep d) {
        addDeep(store.dir().parse(d.path()));
      } // an embedder's element is of no concern to a builder
    }
  }

  private void addBuilt(ContextElement.Built built) {
    if (built.derivation() instanceof ContextElement.Opaque derivation) {
      drv.inputDerivation(store.dir().parse(derivation.path()), built.output());
      return;
    }
    List<String> through = new ArrayList<>();
    ContextElement root = built.derivation();
    while (root instanceof ContextElement.Built step) {
      through.add(0, step.output());
      root = step.derivation();
    }
    drv.inputDerivation(store.dir().parse(root.display()), through, built.output());
  }

  private void addDeep(StorePath path) {
    for (StorePath object : store.closure(path)) {
      drv.inputSource(object);
      if (object.isDerivation()) {
        for (String output : store.derivation(object).outputs().keySet()) {
          drv.inputDerivation(object, output);
        }
      }
    }
  }

  private Derivation fixed(String hash) {
    ContentAddress address =
        new ContentAddress(
            method == null ? ContentAddressMethod.FLAT : method,
            Hashes.parseAllowEmpty(state, hash, outputHashAlgo));
    // Nix takes it for granted, and crashes.
    if (address.method() == ContentAddressMethod.TEXT
        && address.hash().algorithm() != HashAlgorithm.SHA256) {
      throw Errors.eval(
          "the hash of a text-hashed output must be of type 'sha256', but '"
              + hash
              + "' is of type '"
              + address.hash().algorithm().nixName()
              + "'");
    }
    DerivationOutput output = new DerivationOutput.CaFixed(address);
    StorePath path = output.path(store.dir(), name, "out");
    if (path == null) {
      throw new IllegalStateException("a fixed output has a path");
    }
    return drv.output("out", output).env("out", store.dir().print(path)).build();
  }

  private Derivation floating() {
    HashAlgorithm algorithm = outputHashAlgo == null ? HashAlgorithm.SHA256 : outputHashAlgo;
    ContentAddressMethod how = method == null ? ContentAddressMethod.NIX_ARCHIVE : method;
    for (String output : outputs) {
      drv.env(output, Placeholder.ofOutput(output).render());
      drv.output(
          output,
          impure
              ? new DerivationOutput.Impure(how, algorithm)
              : new DerivationOutput.CaFloating(how, algorithm));
    }
    return drv.build();
  }

  /** The output paths hash the derivation with empty strings in their place. */
  private Derivation inputAddressed() {
    requireUtf8();
    for (String output : outputs) {
      drv.env(output, "");
      drv.output(output, DerivationOutput.DEFERRED);
    }
    return store.hasher().fillInOutputPaths(drv.build());
  }

  private Value result(StorePath path, Derivation derivation) {
    String printed = store.dir().print(path);
    AttrsBuilder result = new AttrsBuilder(outputs.size() + 1);
    result.put(
        "drvPath",
        NixString.of(
            printed, StringContext.of(new ContextElement.DerivationDeep(printed).encode())));
    for (String output : outputs) {
      result.put(output, DerivationBuiltins.outputString(store, path, derivation, output));
    }
    return result.build(state.shapes());
  }
}
