package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.Uris;
import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.fetch.RegistryUse;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Mercurial as it was before {@code fetchTree}: what it takes, gives and refuses is Nix's. */
final class MercurialBuiltins {
  private static final Pattern REV = Pattern.compile("[0-9a-fA-F]{40}");
  private static final String NO_COMMIT = "0".repeat(40);
  private static final int SHORT_REV = 12;

  private MercurialBuiltins() {}

  @NixBuiltin(
      name = "fetchMercurial",
      args = {"args"},
      global = true,
      since = "2.0",
      doc =
          """
          A tree out of a Mercurial repository, which the program `hg` brings here. *args* is its \
          URL or path, or a set with `url` and optionally `rev` (a commit, branch, tag or bookmark) \
          and `name`. The result has `outPath`, `branch`, `rev`, `shortRev` (12 digits) and \
          `revCount`. Without `rev`, tracked files of a repository on this machine that has \
          uncommitted changes are taken as they are; `rev` is then zeros. Pure evaluation wants a \
          commit.
          """,
      example =
          """
          fetchMercurial {
            url = "https://hg.example.org/site";
            rev = "8df234962faad7e5c4f900f4f2f03f22fb46b2cc";
          }
          """)
  static Value fetchMercurial(EvalState state, @Nullable Position pos, Lazy args) {
    Arguments arguments = arguments(state, state.force(args, null));
    Uris.check(state, arguments.url);
    if (state.services().settings().pureEval() && arguments.rev == null) {
      throw Errors.eval("in pure evaluation mode, 'fetchMercurial' requires a Mercurial revision");
    }
    try {
      Input input = Input.fromAttrs(arguments.attrs());
      return result(state, state.services().inputs().fetch(input, RegistryUse.NONE));
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }

  private record Arguments(String url, @Nullable String rev, @Nullable String ref, String name) {
    InputAttrs attrs() {
      SortedMap<String, Object> attrs = new TreeMap<>();
      attrs.put("type", "hg");
      attrs.put("url", url.contains("://") ? url : "file://" + url);
      attrs.put("name", name);
      if (ref != null) {
        attrs.put("ref", ref);
      }
      if (rev != null) {
        attrs.put("rev", rev);
      }
      return InputAttrs.of(attrs);
    }
  }

  private static Arguments arguments(EvalState state, Value v) {
    if (!(v instanceof NixAttrs given)) {
      return new Arguments(url(state, null, v, "first argument"), null, null, "source");
    }
    NixAttrs set = given.flatten();
    String url = "";
    String rev = null;
    String ref = null;
    String name = "source";
    for (int i : set.shape().evaluationOrder()) {
      Position at = set.position(i);
      switch (set.name(i)) {
        case "url" -> url = url(state, at, set.value(i), "`url` attribute");
        case "rev" -> {
          // Unlike that of fetchGit it may be the name of a branch or tag.
          String text = text(state, at, set.value(i), "rev");
          boolean commit = REV.matcher(text).matches();
          rev = commit ? text.toLowerCase(Locale.ROOT) : null;
          ref = commit ? null : text;
        }
        case "name" -> name = text(state, at, set.value(i), "name");
        default ->
            throw new EvalException(
                ErrorKind.EVAL,
                "unsupported argument '"
                    + Literals.attributeName(set.name(i))
                    + "' to 'fetchMercurial'",
                at);
      }
    }
    if (url.isEmpty()) {
      throw Errors.eval("'url' argument required");
    }
    return new Arguments(url, rev, ref, name);
  }

  private static String url(EvalState state, @Nullable Position at, Lazy value, String what) {
    return Coercion.toString(
        state,
        at,
        value,
        new ContextBuilder(),
        "while evaluating the " + what + " passed to builtins.fetchMercurial",
        false,
        false,
        true);
  }

  private static String text(EvalState state, @Nullable Position at, Lazy value, String name) {
    return state.forceStringNoContext(
        value,
        at,
        "while evaluating the `" + name + "` attribute passed to builtins.fetchMercurial");
  }

  private static Value result(EvalState state, InputFetcher.Result tree) {
    Input input = tree.locked();
    AttrsBuilder result = new AttrsBuilder(5);
    String path = state.services().store().dir().print(tree.path());
    result.put("outPath", NixString.of(path, StringContext.of(path)));
    String branch = input.ref();
    if (branch != null) {
      result.put("branch", NixString.of(branch));
    }
    String known = input.rev();
    String rev = known == null ? NO_COMMIT : known;
    result.put("rev", NixString.of(rev));
    result.put("shortRev", NixString.of(rev.substring(0, SHORT_REV)));
    Long count = input.attrs().number("revCount");
    if (count != null) {
      result.put("revCount", NixInt.of(count));
    }
    return result.build();
  }
}
