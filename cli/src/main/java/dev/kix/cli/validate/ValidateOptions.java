package dev.kix.cli.validate;

import dev.kix.k8s.RulePolicy;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to check, and how.
 *
 * @param files files, folders, or {@code -}; empty for standard input
 * @param kubernetesVersion as the user gave it: {@code 1.34}, {@code 1.34.2} or {@code master}
 * @param strict whether unknown fields and duplicate keys are errors
 * @param ignoreMissingSchemas whether kinds without a schema are skipped
 * @param schemaLocations templates of schema files; {@code default} for the built-in ones
 * @param network whether schema locations may be URLs
 * @param cache the folder in which fetched schemas are kept, or empty
 * @param skip kinds that are not checked: {@code Kind} or {@code group/version/Kind}
 * @param reject kinds that may not be there
 * @param ignored files whose path contains a match are left out
 * @param workers threads that read and check
 * @param exitOnError whether the first bad resource ends the run
 * @param wholeCluster whether the input is all a cluster has, so that references must resolve
 * @param posture whether rules of security and good practice are checked
 * @param policy the rules
 * @param output the form of the report
 * @param summary whether the report ends with counts
 * @param verbose whether good resources are reported as well
 */
public record ValidateOptions(
    List<String> files,
    String kubernetesVersion,
    boolean strict,
    boolean ignoreMissingSchemas,
    List<String> schemaLocations,
    boolean network,
    String cache,
    Set<String> skip,
    Set<String> reject,
    List<Pattern> ignored,
    int workers,
    boolean exitOnError,
    boolean wholeCluster,
    boolean posture,
    RulePolicy policy,
    Output output,
    boolean summary,
    boolean verbose) {
  /** The forms of a report. */
  public enum Output {
    TEXT,
    JSON,
    JUNIT,
    SARIF,
    TAP
  }

  /** Whether standard input is the only thing read. */
  boolean readsStandardInput() {
    return files.isEmpty() || files.equals(List.of("-"));
  }
}
