package dev.kix.store.path;

import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;

/**
 * The content address of a store object: what was hashed, and the hash.
 *
 * <p>In path information it is written {@code text:sha256:…}, {@code fixed:sha256:…}, {@code
 * fixed:r:sha256:…} or {@code fixed:git:sha1:…} with a nix32 digest.
 */
public record ContentAddress(ContentAddressMethod method, Hash hash) {

  /** As written in path information. */
  public String render() {
    String prefix = method == ContentAddressMethod.TEXT ? "text:" : "fixed:" + method.prefix();
    return prefix + hash;
  }

  /** As written in a derivation, without the digest: {@code sha256}, {@code r:sha256}, … */
  public String methodAndAlgorithm() {
    return method.prefix() + hash.algorithm().nixName();
  }

  /**
   * Reads what {@link #render} writes.
   *
   * @throws StorePathException when the text has another form
   * @throws dev.kix.store.hash.HashException when its algorithm or digest is bad
   */
  public static ContentAddress parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new StorePathException(
          "not a content address because it is not in the form '<prefix>:<rest>': " + text);
    }
    String prefix = text.substring(0, colon);
    String rest = text.substring(colon + 1);
    ContentAddressMethod method;
    if (prefix.equals("text")) {
      method = ContentAddressMethod.TEXT;
    } else if (prefix.equals("fixed")) {
      method =
          rest.startsWith("text:")
              ? ContentAddressMethod.FLAT
              : ContentAddressMethod.ofPrefixed(rest);
      rest = rest.substring(method.prefix().length());
    } else {
      // The misspelling is Nix's.
      throw new StorePathException(
          "content address prefix '"
              + prefix
              + "' is unrecognized. Recogonized prefixes are 'text' or 'fixed'");
    }
    colon = rest.indexOf(':');
    if (colon < 0) {
      throw new StorePathException(
          "content address hash must be in form '<algo>:<hash>', but found: " + text);
    }
    HashAlgorithm algorithm = HashAlgorithm.parse(rest.substring(0, colon));
    return new ContentAddress(method, Hash.parseUnprefixed(rest.substring(colon + 1), algorithm));
  }
}
