package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that {@code kix options --site} writes. */
class OptionSiteTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  @TempDir private Path folder;

  @Test
  void everyLinkLeadsSomewhereAndNothingComesFromElsewhere() throws IOException {
    Run run = Run.in(folder, Map.of(), "", "options", "--site", "site");
    assertThat(run).isEqualTo(new Run(0, "site/index.html\n", ""));
    Path site = folder.resolve("site");
    List<Path> pages;
    try (Stream<Path> files = Files.walk(site)) {
      pages = files.filter(f -> f.toString().endsWith(".html")).sorted().toList();
    }
    assertThat(pages).hasSizeGreaterThan(40);
    List<String> broken = new ArrayList<>();
    for (Path page : pages) {
      String text = Files.readString(page);
      Matcher link = LINK.matcher(text);
      while (link.find()) {
        String target = link.group(1);
        if (target.startsWith("https://") && text.contains("<a href=\"" + target)) {
          continue; // a homepage, for people to follow
        }
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean found =
            Files.exists(file)
                && (parts.length == 1
                    || Files.readString(file).contains("id=\"" + parts[1] + "\""));
        if (!found) {
          broken.add(site.relativize(page) + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(Files.readString(site.resolve("packages/coredns.html")))
        .contains("id=\"opt-cacheSeconds\"", "sources/packages/coredns/default.nix.html#L");
    assertThat(Files.readString(site.resolve("markdown/packages/coredns.md")))
        .contains("## `cacheSeconds`");
    assertThat(Files.readString(site.resolve("index.js"))).contains("coredns", "cacheSeconds");
  }
}
