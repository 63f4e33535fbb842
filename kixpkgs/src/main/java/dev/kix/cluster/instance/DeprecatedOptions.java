package dev.kix.cluster.instance;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.Messages;
import dev.kix.cluster.SourcePaths;
import dev.kix.interpreter.value.Bytes;
import dev.kix.modulesystem.OptionWarning;
import java.util.List;

/**
 * Tells users of options that are marked with {@code kix.deprecated}, with the place of each
 * definition:
 *
 * <pre>
 * warning: 'ingress.host' is deprecated since ingress-nginx v1.12.
 *          Use 'ingress.hosts' (list) instead.
 *          This will become an error in the next major kix release.
 *          in webshop.nix, line 38
 * </pre>
 */
public final class DeprecatedOptions {
  private static final String CONSEQUENCE =
      "\nThis will become an error in the next major kix release.";

  private DeprecatedOptions() {}

  /**
   * Reports deprecated options that are set.
   *
   * @param level the cluster's {@code policy.deprecatedOption}: {@code error}, {@code warning} or
   *     {@code ignore}
   */
  public static void report(
      List<OptionWarning> found, String level, SourcePaths paths, Messages messages) {
    for (OptionWarning warning : found) {
      String text = Bytes.decode(warning.message(paths.roots()));
      if (level.equals("error")) {
        messages.error(Phase.OPTIONS, text.replace(CONSEQUENCE, ""));
      } else if (level.equals("warning")) {
        messages.warning(Phase.OPTIONS, text);
      }
    }
  }
}
