package dev.kix.fetchers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code .gitattributes} of a folder and those above it say; the nearest file counts, and
 * the last rule in it (gitattributes(5)). Immutable.
 */
final class GitAttributes {
  static final GitAttributes NONE = new GitAttributes(List.of(), Map.of());

  private static final String MACRO = "[attr]";

  /** The rules of one file, for paths that start with {@code folder}. */
  private record Level(String folder, List<AttributesRule> rules) {}

  /** The nearest first. */
  private final List<Level> levels;

  /** What {@code [attr]NAME …} at the top of the repository says that NAME stands for. */
  private final Map<String, List<Attribute>> macros;

  private GitAttributes(List<Level> levels, Map<String, List<Attribute>> macros) {
    this.levels = levels;
    this.macros = macros;
  }

  /**
   * With the rules of a file.
   *
   * @param folder where it lies, empty or with a slash at its end
   * @param text of the file, one char per byte
   */
  GitAttributes in(String folder, String text) throws IOException {
    AttributesNode node = new AttributesNode();
    node.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    List<AttributesRule> rules = new ArrayList<>();
    Map<String, List<Attribute>> allMacros = new TreeMap<>(macros);
    for (AttributesRule rule : node.getRules()) {
      if (!rule.getPattern().startsWith(MACRO)) {
        rules.add(rule);
      } else if (folder.isEmpty()) {
        allMacros.put(rule.getPattern().substring(MACRO.length()), rule.getAttributes());
      }
    }
    List<Level> all = new ArrayList<>(levels.size() + 1);
    all.add(new Level(folder, rules));
    all.addAll(levels);
    return new GitAttributes(all, allMacros);
  }

  /** Whether {@code path} is left out of archives. */
  boolean isExportIgnored(String path, boolean isFolder) {
    Attribute attribute = find("export-ignore", path, isFolder);
    return attribute != null && attribute.getState() == Attribute.State.SET;
  }

  /** Whether the file {@code path} stands for one that Git LFS keeps. */
  boolean isLfs(String path) {
    Attribute attribute = find("filter", path, false);
    return attribute != null && "lfs".equals(attribute.getValue());
  }

  private @Nullable Attribute find(String name, String path, boolean isFolder) {
    for (Level level : levels) {
      String relative = path.substring(level.folder.length());
      for (int i = level.rules.size() - 1; i >= 0; i--) {
        AttributesRule rule = level.rules.get(i);
        if (rule.isMatch(relative, isFolder)) {
          Attribute found = find(name, rule.getAttributes());
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  /** The last one called {@code name}, also within a macro that is set. */
  private @Nullable Attribute find(String name, List<Attribute> attributes) {
    for (int i = attributes.size() - 1; i >= 0; i--) {
      Attribute attribute = attributes.get(i);
      if (attribute.getKey().equals(name)) {
        return attribute;
      }
      List<Attribute> macro = macros.get(attribute.getKey());
      if (macro != null && attribute.getState() == Attribute.State.SET) {
        for (Attribute inner : macro) {
          if (inner.getKey().equals(name)) {
            return inner;
          }
        }
      }
    }
    return null;
  }
}
