package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.fetch.GitUrls;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.store.hash.Hash;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Source trees by a description of them: what an input may say and how it is refused is Nix's
 * throughout. Trees are taken from the store, where {@code narHash} names one that is there, and
 * from this machine; repositories and the network are refused with an error that says so.
 */
final class TreeBuiltins {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TreeBuiltins() {}

  @NixBuiltin(
      name = "fetchTree",
      args = {"input"},
      global = true,
      experimental = "fetch-tree",
      since = "2.4",
      doc =
          """
          A source tree: a set with `outPath` and `narHash`, and what else is known of it. *input* \
          is a set with `type` and what that type needs, such as `path` with `path`, or `file` and \
          `tarball` with `url`; or a string, which is a URL such as `path:/src`. `narHash` is \
          checked where it is given.
          """,
      example =
          """
          (builtins.fetchTree { type = "path"; path = ./site; }).narHash
          """)
  static Value fetchTree(EvalState state, @Nullable Position pos, Lazy input) {
    return fetch(state, input, "fetchTree");
  }

  @NixBuiltin(
      name = "fetchGit",
      args = {"args"},
      global = true,
      since = "2.0",
      doc =
          """
          A tree out of a Git repository. *args* is its URL, or a set with `url` and optionally \
          `name`, `rev`, `ref`, `submodules`, `shallow`, `allRefs`, `narHash`. kix does not read \
          repositories while it evaluates: a tree that is in the store already, named by `narHash`, \
          is taken; anything else fails and says so.
          """,
      example =
          """
          fetchGit {
            url = "https://git.example.org/site.git";
            rev = "c5a9f9ee2d4c5b9f2a3f0dbe1d8a9c9f7ab0c6d1";
          }
          """)
  static Value fetchGit(EvalState state, @Nullable Position pos, Lazy args) {
    return fetch(state, args, "fetchGit");
  }

  @NixBuiltin(
      name = "fetchMercurial",
      args = {"args"},
      global = true,
      since = "2.0",
      doc =
          """
          A tree out of a Mercurial repository, whose URL *args* is or has as `url`. kix does \
          not read Mercurial repositories: it fails and says so.
          """,
      example =
          """
          fetchMercurial { url = "https://hg.example.org/site"; rev = "4a1b2c3d4e5f"; }
          """)
  static Value fetchMercurial(EvalState state, @Nullable Position pos, Lazy args) {
    Value v = state.force(args, null);
    Lazy url = v instanceof NixAttrs attrs ? state.attribute(attrs, "url", "") : v;
    String shown = text(state, null, url, "fetchMercurial");
    throw Errors.eval(
        "cannot fetch '"
            + shown
            + "': kix does not read Mercurial repositories (use an archive of it with"
            + " 'fetchTarball')");
  }

  private static Value fetch(EvalState state, Lazy argument, String who) {
    try {
      boolean git = who.equals("fetchGit");
      Value v = state.force(argument, null);
      Input input =
          v instanceof NixAttrs set
              ? Input.fromAttrs(attributes(state, set.flatten(), who, git))
              : git
                  ? Input.fromAttrs(repository(text(state, null, v, who)))
                  : Input.fromUrl(Url.parse(urlArgument(state, v)), true);
      if (input.needsFlakes()) {
        Features.require(state, "flakes");
      }
      checkAllowed(state, input, who);
      return tree(state, input);
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }

  private static String urlArgument(EvalState state, Value v) {
    String url = text(state, null, v, "fetchTree");
    if (!state.services().settings().experimentalFeatures().contains("flakes")) {
      throw Errors.eval(
          "passing a string argument to 'fetchTree' requires the 'flakes' experimental feature");
    }
    return url;
  }

  private static String text(EvalState state, @Nullable Position at, Lazy value, String who) {
    return Coercion.toString(
        state,
        at,
        value,
        new ContextBuilder(),
        "while evaluating the first argument passed to '" + who + "'",
        false,
        false,
        true);
  }

  private static InputAttrs repository(String url) {
    SortedMap<String, Object> attrs = new TreeMap<>();
    attrs.put("type", "git");
    attrs.put("url", GitUrls.fix(url).toString());
    attrs.put("exportIgnore", true);
    return InputAttrs.of(attrs);
  }

  private static InputAttrs attributes(EvalState state, NixAttrs set, String who, boolean git) {
    SortedMap<String, Object> attrs = new TreeMap<>();
    Lazy type = set.get("type");
    if (type != null && git) {
      throw Errors.eval("unexpected argument 'type'");
    }
    if (type == null && !git) {
      throw Errors.eval("argument 'type' is missing in call to '" + who + "'");
    }
    attrs.put(
        "type",
        type == null
            ? "git"
            : state.forceStringNoContext(
                type,
                set.position("type"),
                "while evaluating the `type` argument passed to '" + who + "'"));
    for (int i = 0; i < set.size(); i++) {
      String name = set.name(i);
      if (!name.equals("type")) {
        attrs.put(name, attribute(state, set, i, who, git));
      }
    }
    if (git && !attrs.containsKey("exportIgnore") && !InputAttrs.of(attrs).isTrue("submodules")) {
      attrs.put("exportIgnore", true);
    }
    if (!git && "git".equals(attrs.get("type"))) {
      attrs.putIfAbsent("shallow", true);
    }
    if (!git && attrs.containsKey("name")) {
      throw Errors.eval(Bytes.encode("argument 'name' isn’t supported in call to '") + who + "'");
    }
    return InputAttrs.of(attrs);
  }

  private static Object attribute(EvalState state, NixAttrs set, int i, String who, boolean git) {
    String name = set.name(i);
    Position at = set.position(i);
    Value value = state.force(set.value(i), at);
    if (value instanceof NixString || value instanceof NixPath) {
      String text =
          Coercion.toString(state, at, value, new ContextBuilder(), "", false, false, true);
      return git && name.equals("url") ? GitUrls.fix(text).toString() : text;
    }
    if (value instanceof NixBool b) {
      return b.value();
    }
    if (value instanceof NixInt n) {
      if (n.value() < 0) {
        throw Errors.eval(
            "negative value given for '" + who + "' argument '" + name + "': " + n.value());
      }
      return n.value();
    }
    throw Errors.type(
        "argument '"
            + name
            + "' to '"
            + who
            + "' is "
            + value.describeType()
            + " while a string, Boolean or integer is expected");
  }

  private static void checkAllowed(EvalState state, Input input, String who) {
    if (!input.isDirect()) {
      throw Errors.eval("cannot find flake '" + input + "' in the flake registries");
    }
    if (state.services().settings().pureEval() && !input.isLocked()) {
      if (input.narHash() == null) {
        throw Errors.eval(
            "in pure evaluation mode, '" + who + "' doesn't fetch unlocked input '" + input + "'");
      }
      Warnings.warn(
          state,
          "Input '"
              + input
              + "' is unlocked (e.g. lacks a Git revision) but is checked by NAR hash. This is not"
              + " reproducible and will break after garbage collection or when shared.");
    }
    if (input.isFinal()) {
      throw Errors.eval("input '" + input + "' is not allowed to use the '__final' attribute");
    }
  }

  private static Value tree(EvalState state, Input input) {
    try {
      Hash expected = input.narHash();
      NixString outPath = inStore(state, input, expected);
      if (outPath == null) {
        outPath = local(state, input);
      }
      Hash actual = Hash.parseSri(LocalSources.narHash(state, outPath));
      if (expected != null && !expected.equals(actual)) {
        throw Errors.eval(
            "NAR hash mismatch in input '"
                + input
                + "', expected '"
                + expected.sri()
                + "' but got '"
                + actual.sri()
                + "'");
      }
      return result(input, outPath, actual);
    } catch (EvalException e) {
      throw e.during(null, "while fetching the input '" + input + "'");
    }
  }

  private static @Nullable NixString inStore(
      EvalState state, Input input, @Nullable Hash expected) {
    if (expected == null) {
      return null;
    }
    EvalStore store = state.services().store();
    StorePath path =
        store
            .dir()
            .makeContentAddressedPath(
                input.name(), new ContentAddress(ContentAddressMethod.NIX_ARCHIVE, expected));
    return store.isValid(path) ? SourceBuiltins.reference(store, path) : null;
  }

  private static NixString local(EvalState state, Input input) {
    InputAttrs attrs = input.attrs();
    return switch (input.type()) {
      case "path" -> {
        if (input.relativePath() != null) {
          throw Errors.eval("cannot fetch input '" + input + "' because it uses a relative path");
        }
        yield LocalSources.tree(state, attrs.requireString("path"), null);
      }
      case "tarball" -> LocalSources.archive(state, attrs.requireString("url"), input.name(), null);
      case "file" -> LocalSources.fileAsTree(state, attrs.requireString("url"), null);
      case "git", "hg" ->
          throw Errors.eval(
              "cannot fetch '"
                  + input
                  + "': kix does not read repositories while it evaluates (give the 'narHash' of a"
                  + " tree that is in the store already, or a 'path:' or archive)");
      default -> {
        if (!input.isSupported()) {
          throw Errors.eval("cannot fetch unsupported input '" + attrs.toJson() + "'");
        }
        throw LocalSources.noNetwork(input.toString());
      }
    };
  }

  private static Value result(Input input, NixString outPath, Hash narHash) {
    AttrsBuilder result = new AttrsBuilder(8);
    result.put("outPath", outPath);
    result.put("narHash", NixString.of(narHash.sri()));
    InputAttrs attrs = input.attrs();
    boolean git = input.type().equals("git");
    if (git) {
      result.put("submodules", attrs.isTrue("submodules") ? NixBool.TRUE : NixBool.FALSE);
    }
    String rev = input.rev();
    if (rev != null) {
      result.put("rev", NixString.of(rev));
      result.put("shortRev", NixString.of(Input.shortRev(rev)));
    }
    Long count = attrs.number("revCount");
    if (count != null) {
      result.put("revCount", NixInt.of(count));
    }
    Long modified = input.lastModified();
    if (modified != null) {
      result.put("lastModified", NixInt.of(modified));
      result.put("lastModifiedDate", NixString.of(DATE.format(Instant.ofEpochSecond(modified))));
    }
    return result.build();
  }
}
