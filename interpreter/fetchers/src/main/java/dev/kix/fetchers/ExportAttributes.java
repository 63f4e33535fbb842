package dev.kix.fetchers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;

/**
 * What the {@code .gitattributes} of a folder and those above it say of {@code export-ignore}; the
 * nearest file counts, and the last rule in it. Immutable.
 */
final class ExportAttributes {
  static final ExportAttributes NONE = new ExportAttributes(List.of());

  private static final String EXPORT_IGNORE = "export-ignore";

  /** The rules of one file, for paths that start with {@code folder}. */
  private record Level(String folder, List<AttributesRule> rules) {}

  /** The nearest first. */
  private final List<Level> levels;

  private ExportAttributes(List<Level> levels) {
    this.levels = levels;
  }

  /**
   * With the rules of a file.
   *
   * @param folder where it lies, empty or with a slash at its end
   * @param text of the file, one char per byte
   */
  ExportAttributes in(String folder, String text) throws IOException {
    AttributesNode node = new AttributesNode();
    node.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    List<Level> all = new ArrayList<>(levels.size() + 1);
    all.add(new Level(folder, node.getRules()));
    all.addAll(levels);
    return new ExportAttributes(all);
  }

  /** Whether {@code path} is left out. */
  boolean isIgnored(String path, boolean isFolder) {
    for (Level level : levels) {
      String relative = path.substring(level.folder.length());
      for (int i = level.rules.size() - 1; i >= 0; i--) {
        AttributesRule rule = level.rules.get(i);
        if (rule.isMatch(relative, isFolder)) {
          for (Attribute attribute : rule.getAttributes()) {
            if (attribute.getKey().equals(EXPORT_IGNORE)) {
              return attribute.getState() == Attribute.State.SET;
            }
          }
        }
      }
    }
    return false;
  }
}
