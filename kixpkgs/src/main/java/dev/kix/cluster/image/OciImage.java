package dev.kix.cluster.image;

/**
 * An image that an evaluation built. Ordinary Java text.
 *
 * @param name the repository it is for: {@code registry.example.org/shop/web}
 * @param tag a name for people
 * @param layout its content
 */
public record OciImage(String name, String tag, OciLayout layout) {
  /** The digest of its manifest, {@code sha256:…}. */
  public String digest() {
    return layout.manifest();
  }

  /** What a pod refers to it by: {@code NAME@sha256:…}. */
  public String reference() {
    return name + "@" + digest();
  }
}
