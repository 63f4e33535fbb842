package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.JsonPrinter;
import dev.kix.interpreter.eval.Uris;
import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.fetch.GitUrls;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.fetch.RegistryUse;
import dev.kix.interpreter.fetch.TreeAttrs;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Source trees by a description of them: what an input may say and how it is refused is Nix's. */
final class TreeBuiltins {
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
          is a set with `type` and what that type needs, such as `path` with `path`, `git`, `file` \
          and `tarball` with `url`, `github`, `gitlab` and `sourcehut` with `owner` and `repo`; or \
          a string, which is a URL such as `git+https://example.org/x.git`. `narHash` is checked \
          where it is given.
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
          `name`, `rev`, `ref`, `submodules`, `shallow`, `allRefs`, `exportIgnore`, `narHash`. The \
          result has `outPath`, `rev`, `shortRev`, `revCount`, `lastModified`, `lastModifiedDate`, \
          `narHash` and `submodules`. Without `rev` and `ref`, the working tree of a repository on \
          this machine is taken with its uncommitted changes to tracked files; `rev` is then zeros, \
          and `dirtyRev` says what it is based on.
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
      return tree(state, input, who);
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
    for (int i : set.shape().evaluationOrder()) {
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
            "negative value given for '"
                + who
                + "' argument '"
                + Literals.attributeName(name)
                + "': "
                + n.value());
      }
      return n.value();
    }
    if (name.equals("publicKeys")) {
      Features.require(state, "verified-fetches");
      return JsonPrinter.print(state, value, at, new ContextBuilder());
    }
    throw Errors.type(
        "argument '"
            + Literals.attributeName(name)
            + "' to '"
            + who
            + "' is "
            + value.describeType()
            + " while a string, Boolean or integer is expected");
  }

  private static Value tree(EvalState state, Input described, String who) {
    boolean git = who.equals("fetchGit");
    boolean pure = state.services().settings().pureEval();
    Input input = described;
    if (!pure
        && !input.isDirect()
        && state.services().settings().experimentalFeatures().contains("flakes")) {
      input = state.services().inputs().registries().resolve(input, RegistryUse.LIMITED).input();
    }
    if (pure && !input.isLocked()) {
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
    Uris.check(state, input.toString());
    if (input.isFinal()) {
      throw Errors.eval("input '" + input + "' is not allowed to use the '__final' attribute");
    }
    InputFetcher.Result result = state.services().inputs().fetch(input, RegistryUse.NONE);
    return TreeAttrs.of(state.services().store(), result.path(), result.locked(), git, false);
  }
}
