package dev.kix.cluster.helm;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.Uris;
import dev.kix.interpreter.fetch.Fetched;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.io.SourceName;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashException;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code kix.fetchHelmChart}: a chart of a repository in the store, by the hash of its unpacked
 * files. A chart that is there already is not fetched again.
 */
public final class ChartFetch {
  private ChartFetch() {}

  /**
   * @param arguments {@code repo}, {@code name}, {@code version}, and {@code hash} or nothing
   * @return a set with {@code outPath}
   */
  public static NixAttrs fetch(EvalState state, Lazy arguments) {
    NixAttrs args =
        state.forceAttrs(
            arguments, null, "while evaluating the argument passed to kix.fetchHelmChart");
    String name = string(state, args, "name");
    String version = string(state, args, "version");
    Position place = args.position("repo");
    String repo = repository(state, args, place);
    Hash expected = hash(state, args, name, version);
    EvalStore store = state.services().store();
    String object = objectName(name + "-" + version);
    StorePath path =
        store
            .dir()
            .makeContentAddressedPath(
                object, new ContentAddress(ContentAddressMethod.NIX_ARCHIVE, expected));
    if (!store.isValid(path)) {
      Fetched fetched = fetched(state, repo, name, version, expected, place);
      if (!expected.equals(fetched.narHash())) {
        throw new EvalException(
            ErrorKind.HASH_MISMATCH,
            "hash mismatch in Helm chart '"
                + name
                + "', version "
                + version
                + ":\n  specified: "
                + expected.sri()
                + "\n  got:       "
                + fetched.narHash().sri()
                + "\nfrom "
                + repo,
            args.position("hash") == null ? place : args.position("hash"));
      }
      path =
          store.addHashedTree(
              object,
              fetched.tree(),
              fetched.narHash(),
              SourceName.ofUrl(repo + "/" + name + "-" + version));
    }
    String printed = store.dir().print(path);
    return new AttrsBuilder(4)
        .put("name", NixString.of(name))
        .put("outPath", NixString.of(printed, StringContext.of(printed)))
        .put("version", NixString.of(version))
        .build();
  }

  private static Fetched fetched(
      EvalState state,
      String repo,
      String name,
      String version,
      Hash expected,
      @Nullable Position place) {
    SortedMap<String, Object> attrs = new TreeMap<>();
    attrs.put("type", "helm-chart");
    attrs.put("repo", repo);
    attrs.put("chart", name);
    attrs.put("version", version);
    attrs.put("narHash", expected.sri());
    try {
      return state.services().inputs().special(Input.fromAttrs(InputAttrs.of(attrs)));
    } catch (EvalException e) {
      throw e.during(place, "while fetching the Helm chart '" + name + "'");
    }
  }

  /** A URL, or the absolute path of a folder. */
  private static String repository(EvalState state, NixAttrs args, @Nullable Position place) {
    Value repo = state.force(require(args, "repo"), place);
    if (repo instanceof NixPath path) {
      Uris.check(state, path.path());
      return path.path();
    }
    String text =
        state.forceString(repo, place, "while evaluating the 'repo' of a Helm chart").value();
    if (!text.matches("(https?|oci)://.+|/.*")) {
      throw new EvalException(
          ErrorKind.EVAL,
          "'"
              + text
              + "' is not a Helm repository: give a URL (https://, oci://) or the path of a folder",
          place);
    }
    Uris.check(state, text);
    return text.endsWith("/") && text.length() > 1 ? text.substring(0, text.length() - 1) : text;
  }

  private static Hash hash(EvalState state, NixAttrs args, String name, String version) {
    String text = args.has("hash") ? string(state, args, "hash") : "";
    if (text.isEmpty()) {
      Hash zero = Hash.zero(HashAlgorithm.SHA256);
      state
          .services()
          .message(
              "warning: found empty hash for the Helm chart '"
                  + name
                  + "', version "
                  + version
                  + ", assuming '"
                  + zero.sri()
                  + "'");
      return zero;
    }
    try {
      return Hash.parseAny(text, HashAlgorithm.SHA256);
    } catch (HashException e) {
      throw new EvalException(
          ErrorKind.EVAL,
          "the hash of the Helm chart '"
              + name
              + "' is not one: "
              + e.getMessage()
              + "\nLeave it empty (hash = \"\";) and the error that follows has the right one.",
          args.position("hash"));
    }
  }

  /** A name that store objects may have. */
  private static String objectName(String text) {
    String name = text.replaceAll("[^A-Za-z0-9+._?=-]", "-");
    return "helm-chart-" + name.substring(0, Math.min(name.length(), 150));
  }

  private static String string(EvalState state, NixAttrs args, String name) {
    return state.forceStringNoContext(
        require(args, name),
        args.position(name),
        "while evaluating the '" + name + "' of a Helm chart");
  }

  private static Lazy require(NixAttrs args, String name) {
    Lazy value = args.get(name);
    if (value == null) {
      throw new IllegalStateException("kix/helm.nix gives no " + name);
    }
    return value;
  }
}
