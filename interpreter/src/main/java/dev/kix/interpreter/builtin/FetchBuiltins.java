package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.eval.EvalState;
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
import dev.kix.store.StoreException;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sources from elsewhere. What is in the store already, because its hash is given, and what lies on
 * this machine is taken; anything that needs the network is refused with an error that says so.
 */
final class FetchBuiltins {
  private FetchBuiltins() {}

  /** What {@code fetchurl} and {@code fetchTarball} are asked for. */
  private record Request(
      String who,
      String url,
      String name,
      @Nullable Hash expected,
      boolean hasAttributes,
      boolean hasName) {}

  @NixBuiltin(
      name = "fetchurl",
      args = {"arg"},
      doc =
          """
          The store path of the file at a URL. *arg* is the URL, or a set with `url` and \
          optionally `name` and `sha256`, the hash of the file. A file whose hash is given and \
          which is in the store is not fetched again.
          """)
  static Value fetchurl(EvalState state, @Nullable Position pos, Lazy arg) {
    Request request = request(state, arg, "fetchurl", "");
    NixString known = inStore(state, request, ContentAddressMethod.FLAT);
    return known != null
        ? known
        : LocalSources.file(state, request.url, request.name, request.expected);
  }

  @NixBuiltin(
      name = "fetchTarball",
      args = {"args"},
      global = true,
      doc =
          """
          The store path of the unpacked archive at a URL. *args* is the URL, or a set with `url` \
          and optionally `name` (by default `"source"`) and `sha256`, the hash of the unpacked \
          tree. A tree whose hash is given and which is in the store is not fetched again.
          """)
  static Value fetchTarball(EvalState state, @Nullable Position pos, Lazy args) {
    Request request = request(state, args, "fetchTarball", "source");
    NixString known = inStore(state, request, ContentAddressMethod.NIX_ARCHIVE);
    return known != null
        ? known
        : LocalSources.archive(state, request.url, request.name, request.expected);
  }

  private static Request request(EvalState state, Lazy arg, String who, String defaultName) {
    Value v = state.force(arg, null);
    String url = null;
    String name = defaultName;
    Hash expected = null;
    boolean hasName = false;
    if (v instanceof NixAttrs set) {
      NixAttrs attrs = set.flatten();
      for (int i = 0; i < attrs.size(); i++) {
        Lazy value = attrs.value(i);
        Position at = attrs.position(i);
        switch (attrs.name(i)) {
          case "url" ->
              url =
                  state.forceStringNoContext(value, at, "while evaluating the url we should fetch");
          case "sha256" ->
              expected =
                  Hashes.parseAllowEmpty(
                      state,
                      state.forceStringNoContext(
                          value, at, "while evaluating the sha256 of the content we should fetch"),
                      HashAlgorithm.SHA256);
          case "name" -> {
            hasName = true;
            name =
                state.forceStringNoContext(
                    value, at, "while evaluating the name of the content we should fetch");
          }
          default ->
              throw Errors.eval("unsupported argument '" + attrs.name(i) + "' to '" + who + "'");
        }
      }
      if (url == null) {
        throw Errors.eval("'url' argument required");
      }
    } else {
      url = state.forceStringNoContext(v, null, "while evaluating the url we should fetch");
    }
    if (name.isEmpty()) {
      String path = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
      name = path.substring(path.lastIndexOf('/') + 1);
    }
    Request request = new Request(who, url, name, expected, v instanceof NixAttrs, hasName);
    checkName(request);
    if (state.services().settings().pureEval() && expected == null) {
      throw Errors.eval("in pure evaluation mode, '" + who + "' requires a 'sha256' argument");
    }
    return request;
  }

  private static void checkName(Request r) {
    try {
      StorePath.checkName(r.name);
    } catch (StoreException e) {
      String advice =
          r.hasName
              ? "Please change the value for the 'name' attribute passed to '"
                  + r.who
                  + "', so that it can create a valid store path."
              : r.hasAttributes
                  ? "Please add a valid 'name' attribute to the argument for '"
                      + r.who
                      + "', so that it can create a valid store path."
                  : "Please pass an attribute set with 'url' and 'name' attributes to '"
                      + r.who
                      + "',  so that it can create a valid store path.";
      throw Errors.eval(
          "invalid store path name when fetching URL '"
              + r.url
              + "': "
              + e.getMessage()
              + ". "
              + advice);
    }
  }

  private static @Nullable NixString inStore(
      EvalState state, Request request, ContentAddressMethod method) {
    Hash expected = request.expected;
    if (expected == null) {
      return null;
    }
    EvalStore store = state.services().store();
    StorePath path =
        store.dir().makeContentAddressedPath(request.name, new ContentAddress(method, expected));
    return store.isValid(path) ? SourceBuiltins.reference(store, path) : null;
  }

  @NixBuiltin(
      name = "fetchTree",
      args = {"input"},
      global = true,
      experimental = "fetch-tree",
      doc =
          """
          A source tree: a set with `outPath` and `narHash`. *input* is a set with `type` and what \
          that type needs: `path` with `path`, `file` and `tarball` with `url`; or a string, which \
          is a URL such as `path:/src`. `narHash` is checked where it is given.
          """)
  static Value fetchTree(EvalState state, @Nullable Position pos, Lazy input) {
    Value v = state.force(input, null);
    Map<String, String> attrs = new TreeMap<>();
    String display;
    if (v instanceof NixAttrs set) {
      readInput(state, set.flatten(), attrs, "fetchTree");
      display = display(attrs);
    } else {
      String url =
          Coercion.toString(
              state,
              null,
              v,
              new ContextBuilder(),
              "while evaluating the first argument passed to 'fetchTree'",
              false,
              false,
              true);
      display = url;
      readUrl(url, attrs);
    }
    EvalSettings settings = state.services().settings();
    if (settings.pureEval() && !attrs.containsKey("narHash")) {
      throw Errors.eval(
          "in pure evaluation mode, 'fetchTree' doesn't fetch unlocked input '" + display + "'");
    }
    try {
      return tree(state, attrs, display);
    } catch (EvalException e) {
      throw e.during(null, "while fetching the input '" + display + "'");
    }
  }

  private static void readInput(
      EvalState state, NixAttrs set, Map<String, String> attrs, String who) {
    Lazy type = set.get("type");
    if (type == null) {
      throw Errors.eval("argument 'type' is missing in call to '" + who + "'");
    }
    attrs.put(
        "type",
        state.forceStringNoContext(
            type,
            set.position("type"),
            "while evaluating the `type` argument passed to '" + who + "'"));
    for (int i = 0; i < set.size(); i++) {
      String name = set.name(i);
      if (name.equals("type")) {
        continue;
      }
      Position at = set.position(i);
      Value value = state.force(set.value(i), at);
      if (value instanceof NixString || value instanceof NixPath) {
        attrs.put(
            name,
            Coercion.toString(state, at, value, new ContextBuilder(), "", false, false, true));
      } else if (value instanceof NixBool b) {
        attrs.put(name, b.value() ? "1" : "0");
      } else if (value instanceof NixInt n) {
        if (n.value() < 0) {
          throw Errors.eval(
              "negative value given for '" + who + "' argument '" + name + "': " + n.value());
        }
        attrs.put(name, Long.toString(n.value()));
      } else {
        throw Errors.type(
            "argument '"
                + name
                + "' to '"
                + who
                + "' is "
                + value.describeType()
                + " while a string, Boolean or integer is expected");
      }
    }
    if (attrs.containsKey("name")) {
      throw Errors.eval(Bytes.encode("argument 'name' isn’t supported in call to '") + who + "'");
    }
  }

  private static void readUrl(String url, Map<String, String> attrs) {
    if (url.startsWith("path:")) {
      attrs.put("type", "path");
      attrs.put("path", url.substring("path:".length()));
      return;
    }
    String scheme = url.substring(0, Math.max(url.indexOf(':'), 0));
    switch (scheme) {
      case "file", "http", "https" -> attrs.put("type", isArchive(url) ? "tarball" : "file");
      case "tarball+file", "tarball+http", "tarball+https" -> attrs.put("type", "tarball");
      case "file+file", "file+http", "file+https" -> attrs.put("type", "file");
      default -> attrs.put("type", scheme.isEmpty() ? "indirect" : scheme);
    }
    attrs.put("url", url.substring(url.indexOf('+') + 1));
  }

  private static boolean isArchive(String url) {
    for (String end : new String[] {".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar.zst"}) {
      if (url.endsWith(end)) {
        return true;
      }
    }
    return url.endsWith(".zip");
  }

  private static String display(Map<String, String> attrs) {
    String url = attrs.get("url");
    if (url != null) {
      return url;
    }
    String path = attrs.get("path");
    return path == null ? attrs.get("type") + ":" : "path:" + path;
  }

  private static Value tree(EvalState state, Map<String, String> attrs, String display) {
    String given = attrs.get("narHash");
    Hash expected =
        given == null ? null : Hashes.parseAllowEmpty(state, given, HashAlgorithm.SHA256);
    String url = attrs.getOrDefault("url", "");
    String type = attrs.getOrDefault("type", "");
    NixString outPath =
        switch (type) {
          case "path" -> LocalSources.tree(state, attrs.getOrDefault("path", ""), expected);
          case "tarball" -> LocalSources.archive(state, url, "source", expected);
          case "file" -> LocalSources.fileAsTree(state, url, expected);
          default -> throw LocalSources.noNetwork(display);
        };
    AttrsBuilder result = new AttrsBuilder(4);
    result.put("outPath", outPath);
    result.put("narHash", NixString.of(LocalSources.narHash(state, outPath)));
    String lastModified = attrs.get("lastModified");
    if (lastModified != null) {
      result.put("lastModified", NixInt.of(Long.parseLong(lastModified)));
    }
    return result.build();
  }

  @NixBuiltin(
      name = "fetchGit",
      args = {"args"},
      global = true,
      doc =
          """
          A tree out of a Git repository. kix does not read repositories while it evaluates: it \
          fails and says so.
          """)
  static Value fetchGit(EvalState state, @Nullable Position pos, Lazy args) {
    throw repository(state, args, "fetchGit");
  }

  @NixBuiltin(
      name = "fetchMercurial",
      args = {"args"},
      global = true,
      doc =
          """
          A tree out of a Mercurial repository. kix does not read repositories while it evaluates: \
          it fails and says so.
          """)
  static Value fetchMercurial(EvalState state, @Nullable Position pos, Lazy args) {
    throw repository(state, args, "fetchMercurial");
  }

  private static EvalException repository(EvalState state, Lazy args, String who) {
    Value v = state.force(args, null);
    Lazy url = v instanceof NixAttrs attrs ? state.attribute(attrs, "url", "") : v;
    String shown =
        Coercion.toString(
            state,
            null,
            url,
            new ContextBuilder(),
            "while evaluating the first argument passed to '" + who + "'",
            false,
            false,
            true);
    return LocalSources.noNetwork(shown);
  }
}
