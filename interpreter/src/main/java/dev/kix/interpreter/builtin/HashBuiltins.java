package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashException;
import dev.kix.store.hash.HashFormat;
import org.jspecify.annotations.Nullable;

/** Cryptographic hashes of strings, and their notations. */
final class HashBuiltins {
  private HashBuiltins() {}

  @NixBuiltin(
      name = "hashString",
      args = {"type", "s"},
      since = "1.4",
      doc =
          """
          The hash of the string *s* in base 16. *type* is `"md5"`, `"sha1"`, `"sha256"`, \
          `"sha512"` or, with the experimental feature `blake3-hashes`, `"blake3"`.
          """,
      example =
          """
          builtins.hashString "md5" ""
          => "d41d8cd98f00b204e9800998ecf8427e"
          """)
  static Value hashString(EvalState state, @Nullable Position pos, Lazy type, Lazy s) {
    String name =
        state.forceStringNoContext(
            type, null, "while evaluating the first argument passed to builtins.hashString");
    HashAlgorithm algorithm = algorithm(state, name);
    String text =
        state
            .forceString(
                s, null, "while evaluating the second argument passed to builtins.hashString")
            .value();
    return NixString.of(Hash.of(algorithm, text).base16());
  }

  /** The algorithm called {@code name}; an error if there is none, or if its feature is off. */
  static HashAlgorithm algorithm(EvalState state, String name) {
    HashAlgorithm algorithm;
    try {
      algorithm = HashAlgorithm.parse(name);
    } catch (HashException e) {
      throw Errors.usage(e);
    }
    String feature = algorithm.experimentalFeature();
    if (feature != null) {
      Features.require(state, feature);
    }
    return algorithm;
  }

  private static HashFormat format(EvalState state, String name) {
    if (name.equals("base32")) {
      Warnings.warn(state, "\"base32\" is a deprecated alias for hash format \"nix32\".");
    }
    try {
      return HashFormat.parse(name);
    } catch (HashException e) {
      throw Errors.usage(e);
    }
  }

  @NixBuiltin(
      name = "convertHash",
      args = {"args"},
      since = "2.19",
      doc =
          """
          Writes a hash in another notation. *args* is a set of

          - `hash`: the hash, in base 16, nix32, base 64 or SRI, with or without its algorithm;
          - `hashAlgo`: the algorithm, needed if `hash` does not say it;
          - `toHashFormat`: `"base16"`, `"nix32"`, `"base64"` or `"sri"`.
          """,
      example =
          """
          builtins.convertHash {
            hash = "d41d8cd98f00b204e9800998ecf8427e";
            hashAlgo = "md5";
            toHashFormat = "sri";
          }
          => "md5-1B2M2Y8AsgTpgAmY7PhCfg=="
          """)
  static Value convertHash(EvalState state, @Nullable Position pos, Lazy args) {
    NixAttrs in =
        state.forceAttrs(
            args, null, "while evaluating the first argument passed to builtins.convertHash");
    String hash =
        state.forceStringNoContext(
            state.attribute(in, "hash", "while locating the attribute 'hash'"),
            null,
            "while evaluating the attribute 'hash'");
    Lazy named = in.get("hashAlgo");
    HashAlgorithm algorithm =
        named == null
            ? null
            : algorithm(
                state,
                state.forceStringNoContext(
                    named, null, "while evaluating the attribute 'hashAlgo'"));
    String format =
        state.forceStringNoContext(
            state.attribute(in, "toHashFormat", "while locating the attribute 'toHashFormat'"),
            null,
            "while evaluating the attribute 'toHashFormat'");
    HashFormat to = format(state, format);
    return NixString.of(Hashes.parse(state, hash, algorithm).format(to, to == HashFormat.SRI));
  }
}
