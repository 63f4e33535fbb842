package dev.kix.cluster.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kix.cluster.testing.TestResult.Outcome;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.AtomicFile;
import dev.kix.store.file.DiskTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that tests of one file came to when somebody last looked: {@code
 * snapshots/FILE.TEST.json} beside the test file. Compared as JSON; written with two blanks of
 * indentation and a newline at the end.
 */
final class Snapshots {
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final String prefix;
  private final boolean accept;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param accept whether what comes is written where it is not what was expected
   */
  Snapshots(Path testFile, boolean accept) {
    this.folder = testFile.resolveSibling("snapshots");
    this.prefix = String.valueOf(testFile.getFileName()).replaceFirst("[.]nix$", "") + ".";
    this.accept = accept;
  }

  /**
   * What comparing came to.
   *
   * @param detail empty unless it failed
   */
  record Verdict(Outcome outcome, String detail) {}

  /** Compares a value with the snapshot of a test; with {@code accept}, writes it if it differs. */
  Verdict compare(String test, JsonNode came) {
    if (test.indexOf('/') >= 0) {
      return new Verdict(
          Outcome.FAILED,
          "A test with a snapshot has no '/' in its name: the snapshot's file is called after it.");
    }
    Path file = folder.resolve(prefix + test + SUFFIX);
    try {
      JsonNode wanted = read(file);
      if (came.equals(wanted)) {
        return new Verdict(Outcome.PASSED, "");
      }
      if (accept) {
        Files.createDirectories(folder);
        AtomicFile.write(file, (came.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        return new Verdict(Outcome.ACCEPTED, "");
      }
      return new Verdict(
          Outcome.FAILED,
          wanted == null
              ? "There is no snapshot yet: run again with --accept to make it."
              : JsonDifference.between(wanted, came)
                  + "\nRun again with --accept if that is right.");
    } catch (IOException e) {
      return new Verdict(
          Outcome.FAILED,
          "cannot read or write '" + file + "': " + Bytes.decode(IoErrors.reason(e)));
    }
  }

  /** Null when there is none, or when it is no JSON (half merged, say): it then differs. */
  private @Nullable JsonNode read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return json.readTree(Files.readString(file, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return json.missingNode();
    }
  }

  /**
   * Snapshots of this file that belong to no test any more, sorted.
   *
   * @param tests the names of all tests of the file
   */
  List<Path> orphans(Set<String> tests) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    for (Path entry : DiskTree.entries(folder)) {
      String name = String.valueOf(entry.getFileName());
      if (name.startsWith(prefix)
          && name.endsWith(SUFFIX)
          && !tests.contains(name.substring(prefix.length(), name.length() - SUFFIX.length()))) {
        found.add(entry);
      }
    }
    return found;
  }
}
