package dev.kix.store.info;

import dev.kix.store.StoreException;
import dev.kix.store.hash.Base64;

/** The text {@code NAME:BASE64} of keys and signatures. */
record NamedBytes(String name, byte[] bytes) {
  /**
   * @param what shown in errors: {@code key} or {@code signature}
   */
  static NamedBytes parse(String text, String what) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new StoreException(what + " is corrupt");
    }
    byte[] bytes = Base64.decode(text.substring(colon + 1));
    if (bytes.length == 0) {
      throw new StoreException(what + " is corrupt");
    }
    return new NamedBytes(text.substring(0, colon), bytes);
  }

  static String print(String name, byte[] bytes) {
    return name + ":" + Base64.encode(bytes);
  }
}
