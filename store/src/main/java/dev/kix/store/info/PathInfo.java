package dev.kix.store.info;

import dev.kix.store.StoreException;
import dev.kix.store.hash.Hash;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import dev.kix.store.path.StorePathException;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a store knows of one of its objects. Immutable.
 *
 * @param path the object's store path
 * @param narHash SHA-256 of the object's Nix archive
 * @param narSize length of that archive in bytes, at least 1
 * @param references store paths that the object refers to, itself included if it does, sorted
 * @param deriver the derivation that made it, or null
 * @param signatures who vouches for it, sorted
 * @param address its content address, or null when its path is not made of its content
 */
public record PathInfo(
    StorePath path,
    Hash narHash,
    long narSize,
    SortedSet<StorePath> references,
    @Nullable StorePath deriver,
    SortedSet<Signature> signatures,
    @Nullable ContentAddress address) {

  /** Copies the sets. */
  public PathInfo {
    references = Collections.unmodifiableSortedSet(new TreeSet<>(references));
    signatures = Collections.unmodifiableSortedSet(new TreeSet<>(signatures));
  }

  /** An object without deriver and signatures. */
  public static PathInfo of(
      StorePath path,
      Hash narHash,
      long narSize,
      Collection<StorePath> references,
      @Nullable ContentAddress address) {
    return new PathInfo(
        path,
        narHash,
        narSize,
        new TreeSet<>(references),
        null,
        Collections.emptySortedSet(),
        address);
  }

  /**
   * The text that signatures sign: {@code 1;PATH;NARHASH;NARSIZE;REFERENCES}.
   *
   * @throws StoreException when the size is not known
   */
  public String fingerprint(StoreDir dir) {
    if (narSize == 0) {
      throw new StoreException(
          "cannot calculate fingerprint of path '"
              + dir.print(path)
              + "' because its size is not known");
    }
    StringBuilder text = new StringBuilder("1;");
    text.append(dir.print(path)).append(';').append(narHash).append(';').append(narSize);
    char separator = ';';
    for (StorePath reference : references) {
      text.append(separator).append(dir.print(reference));
      separator = ',';
    }
    return references.isEmpty() ? text.append(';').toString() : text.toString();
  }

  /** This with the signature of {@code key} added. */
  public PathInfo signed(StoreDir dir, SecretKey key) {
    SortedSet<Signature> more = new TreeSet<>(signatures);
    more.add(key.sign(fingerprint(dir)));
    return new PathInfo(path, narHash, narSize, references, deriver, more, address);
  }

  /** Whether one of {@code keys} signed exactly this. */
  public boolean isSignedBy(StoreDir dir, Collection<PublicKey> keys) {
    if (signatures.isEmpty()) {
      return false;
    }
    String fingerprint = fingerprint(dir);
    for (Signature signature : signatures) {
      for (PublicKey key : keys) {
        if (key.verifies(fingerprint, signature)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether the path follows from the content address and the references, so that the content
   * proves the path and no signature is needed.
   */
  public boolean isContentAddressed(StoreDir dir) {
    if (address == null) {
      return false;
    }
    boolean self = references.contains(path);
    if (self && address.method() == ContentAddressMethod.TEXT) {
      return false;
    }
    SortedSet<StorePath> others = new TreeSet<>(references);
    others.remove(path);
    try {
      return path.equals(dir.makeContentAddressedPath(path.name(), address, others, self));
    } catch (StorePathException e) {
      return false;
    }
  }
}
