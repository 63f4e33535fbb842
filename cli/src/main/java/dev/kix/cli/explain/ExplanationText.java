package dev.kix.cli.explain;

import dev.kix.cluster.explain.DependencyExplanation;
import dev.kix.cluster.explain.DependencyExplanation.Level;
import dev.kix.cluster.explain.InstanceExplanation;
import dev.kix.cluster.explain.OptionExplanation;
import dev.kix.cluster.explain.OptionExplanation.Definition;
import dev.kix.cluster.explain.OptionExplanation.Outcome;
import dev.kix.cluster.explain.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explanations as text for a terminal of a hundred columns. Colour adds emphasis only. */
public final class ExplanationText {
  private static final int LONGEST_VALUE = 60;
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String FAINT = "\u001b[2m";
  private static final String RED = "\u001b[31;1m";
  private static final String RESET = "\u001b[0m";

  private final boolean colour;
  private final StringBuilder out = new StringBuilder();

  public ExplanationText(boolean colour) {
    this.colour = colour;
  }

  /** What was written so far. */
  public String text() {
    return out.toString();
  }

  private String styled(String style, String text) {
    return colour ? style + text + RESET : text;
  }

  private void heading(String text) {
    out.append(out.isEmpty() ? "" : "\n").append(styled(BOLD, text)).append('\n');
  }

  /** An instance and its wiring. */
  public void instance(InstanceExplanation e) {
    String packageName = e.packageName();
    heading(e.instance() + (packageName == null ? "" : ": package " + packageName));
    Place packagePlace = e.packagePlace();
    if (packagePlace != null) {
      out.append("  package in ").append(packagePlace).append('\n');
    }
    Place place = e.place();
    if (e.automatic()) {
      out.append("  made by injection: somebody requires it and the cluster had none\n");
    } else if (place != null) {
      out.append("  defined in ").append(place).append('\n');
    }
    if (e.environment() != null) {
      out.append("  belongs to the environment '").append(e.environment()).append("'\n");
    }
    if (e.imported()) {
      out.append("  imported: it runs already, only what it hands on is worked out\n");
    }
    if (!e.dependencies().isEmpty()) {
      heading("Dependencies");
      int width = 0;
      for (DependencyExplanation d : e.dependencies()) {
        width = Math.max(width, d.argument().length());
      }
      for (DependencyExplanation d : e.dependencies()) {
        dependency(d, width);
      }
    }
    if (!e.usedBy().isEmpty()) {
      heading("Given to");
      for (InstanceExplanation.User user : e.usedBy()) {
        out.append("  ").append(user.instance()).append(" as '").append(user.argument());
        out.append("'\n");
      }
    }
  }

  /** What users change in what the package emits, and what runs on its resources after that. */
  public void changes(InstanceExplanation e) {
    if (!e.changes().isEmpty()) {
      heading("Changes to what the package emits");
      for (OptionExplanation change : e.changes()) {
        explained(change, false);
      }
    }
    if (!e.transformers().isEmpty()) {
      heading("Transformers, run on every resource");
      for (InstanceExplanation.Transformer t : e.transformers()) {
        out.append("  ").append(t.name());
        out.append(t.place() == null ? "" : "   " + t.place()).append('\n');
      }
    }
  }

  private void dependency(DependencyExplanation d, int width) {
    String got = d.instance() == null ? "nothing" : d.instance();
    String style = d.found().equals("error") ? RED : d.instance() == null ? FAINT : GREEN;
    out.append("  ").append(d.argument()).append(" ".repeat(width - d.argument().length()));
    out.append(" = ").append(styled(style, got)).append('\n');
    String indent = " ".repeat(width + 5);
    for (String line : reasons(d)) {
      out.append(indent).append(line).append('\n');
    }
  }

  private static List<String> reasons(DependencyExplanation d) {
    List<String> lines = new ArrayList<>();
    Place deps = d.deps();
    String by = d.alias() == null ? "of that name" : "with the alias '" + d.alias() + "'";
    lines.add(
        switch (d.found()) {
          case "deps" -> "deps says so" + (deps == null ? "" : ", in " + deps);
          case "namespace" -> "the instance " + by + " in the same namespace";
          case "environment" -> "the instance " + by + " in the same environment";
          case "cluster" -> "the only instance " + by + " in the other namespaces";
          case "instantiated" ->
              "required, and found nowhere: made from availablePackages, for this namespace";
          case "default" -> "optional, and found nowhere: the argument's default";
          case "unavailable" -> "this cluster has none, which an import can live with";
          default -> "not found, or not unique: the cluster does not compile";
        });
    if (d.place() != null) {
      lines.add("defined in " + d.place());
    }
    if (d.names().size() > 1 && (d.found().equals("default") || d.found().equals("instantiated"))) {
      lines.add("names looked for: " + String.join(", ", d.names()));
    }
    List<String> passed = new ArrayList<>();
    for (Level level : d.candidates()) {
      if (!level.level().equals(d.found())) {
        passed.add(String.join(", ", level.instances()) + " (" + level.level() + ")");
      } else if (d.found().equals("error")) {
        passed.addAll(level.instances());
      }
    }
    if (!passed.isEmpty()) {
      lines.add(
          (d.found().equals("error") ? "matches: " : "not needed: ") + String.join("; ", passed));
    }
    return lines;
  }

  /** Options, each with all its definitions. */
  public void options(String title, List<OptionExplanation> options) {
    heading(title);
    for (OptionExplanation o : options) {
      explained(o, true);
    }
  }

  private void explained(OptionExplanation o, boolean typed) {
    out.append("  ").append(styled(BOLD, o.option()));
    String value = o.value();
    if (value != null) {
      out.append(" = ").append(shorten(value));
    }
    out.append(typed ? styled(FAINT, "   " + shorten(o.type())) : "").append('\n');
    if (o.error() != null) {
      out.append("    ").append(styled(RED, "error: "));
      out.append(o.error().replace("\n", "\n           ")).append('\n');
    }
    int places = 0;
    int values = 0;
    int priorities = 0;
    for (Definition d : o.definitions()) {
      places = Math.max(places, place(d).length());
      values = Math.max(values, shorten(d.value()).length());
      priorities = Math.max(priorities, priority(d).length());
    }
    values = Math.min(values, LONGEST_VALUE);
    for (Definition d : o.definitions()) {
      boolean counts = d.outcome() == Outcome.WINS || d.outcome() == Outcome.MERGED;
      String line =
          (counts ? "  * " : "    ")
              + pad(place(d), places)
              + "  "
              + pad(shorten(d.value()), values)
              + "  "
              + pad(priority(d), priorities)
              + "  "
              + outcome(d, o.definitions());
      out.append("  ").append(styled(counts ? GREEN : FAINT, line.stripTrailing())).append('\n');
      if (d.wildcard() != null) {
        out.append("        by the wildcard ").append(d.wildcard()).append('\n');
      }
    }
    if (o.definitions().isEmpty() && o.error() == null) {
      out.append("      nobody has defined it, and it has no default\n");
    }
  }

  private static String priority(Definition d) {
    boolean said = d.by().startsWith("mkOverride") || d.by().equals("kix.patch");
    return d.by() + (said ? "" : " (" + d.priority() + ")");
  }

  private static String place(Definition d) {
    Place place = d.place();
    return place == null ? "(no file)" : place.toString();
  }

  private static String outcome(Definition d, List<Definition> all) {
    if (d.outcome() != Outcome.WINS || all.size() == 1) {
      return d.outcome().word();
    }
    Definition next = null;
    for (Definition other : all) {
      if (other.outcome() == Outcome.OVERRIDDEN
          && (next == null || other.priority() < next.priority())) {
        next = other;
      }
    }
    // That anything is stronger than the default needs no words.
    return next == null || next.by().startsWith("default") || next.by().equals("kix.patch")
        ? "wins"
        : "wins: " + d.priority() + " is before " + next.priority();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String shorten(@Nullable String value) {
    String text = value == null ? "" : value.replace("\n", "\\n");
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...";
  }
}
