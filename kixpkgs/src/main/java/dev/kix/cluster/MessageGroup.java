package dev.kix.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages that are told as one: one mistake in a template makes thousands of them in a cluster of
 * thousands of instances. Immutable.
 *
 * <p>Two messages are of one kind when they differ in nothing but the names of what they are said
 * of, lines of files and numbers. Names of options, fields and kinds are not looked through, so
 * that two mistakes are never told as one.
 *
 * @param members the messages, in the order they were found; at least one
 * @param whole whether all that is told apart by a name is named, else the first few
 */
public record MessageGroup(List<ClusterMessage> members, boolean whole) {
  /** So many of a kind are each told in full. */
  private static final int TOLD_IN_FULL = 5;

  private static final int NAMED = 3;

  private static final String ALL = "\n(--all-messages shows all)";

  private static final Pattern PLACE = Pattern.compile("[^\\s'(]+, line \\d+");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  public MessageGroup {
    members = List.copyOf(members);
  }

  /**
   * Messages with those of one kind together, where there are more than five; in the order of the
   * first of each.
   */
  public static List<MessageGroup> of(List<ClusterMessage> messages) {
    Map<String, List<ClusterMessage>> kinds = new LinkedHashMap<>();
    for (ClusterMessage message : messages) {
      kinds.computeIfAbsent(kind(message), k -> new ArrayList<>()).add(message);
    }
    Set<ClusterMessage> told = new LinkedHashSet<>();
    Map<ClusterMessage, MessageGroup> groups = new LinkedHashMap<>();
    for (List<ClusterMessage> members : kinds.values()) {
      if (members.size() > TOLD_IN_FULL) {
        groups.put(members.get(0), new MessageGroup(members, false));
        told.addAll(members);
      }
    }
    List<ClusterMessage> others = new ArrayList<>(messages);
    others.removeIf(told::contains);
    for (MessageGroup same : identical(others, false)) {
      groups.put(same.members.get(0), same);
    }
    List<MessageGroup> out = new ArrayList<>();
    for (ClusterMessage message : messages) {
      MessageGroup group = groups.remove(message);
      if (group != null) {
        out.add(group);
      }
    }
    return out;
  }

  /** Messages with those of the very same text together, and all names told. */
  public static List<MessageGroup> identical(List<ClusterMessage> messages) {
    return identical(messages, true);
  }

  private static List<MessageGroup> identical(List<ClusterMessage> messages, boolean whole) {
    Map<String, List<ClusterMessage>> texts = new LinkedHashMap<>();
    for (ClusterMessage message : messages) {
      texts.computeIfAbsent(message.render(), k -> new ArrayList<>()).add(message);
    }
    return texts.values().stream().map(same -> new MessageGroup(same, whole)).toList();
  }

  /** Groups as a person reads them. */
  public static String render(List<MessageGroup> groups, String separator) {
    StringBuilder out = new StringBuilder();
    for (MessageGroup group : groups) {
      out.append(out.isEmpty() ? "" : separator).append(group.render());
    }
    return out.toString();
  }

  /**
   * The first message as a person reads it, with the names of what the others are said of where
   * there are others.
   */
  public String render() {
    ClusterMessage first = members.get(0);
    Set<String> subjects = new LinkedHashSet<>();
    boolean same = true;
    for (ClusterMessage m : members) {
      same &= m.text().equals(first.text());
      String subject = m.subject();
      if (subject != null) {
        subjects.add(subject);
      }
    }
    if (same) {
      return subjects.size() < 2
          ? first.render()
          : first.render("\nsaid of " + subjects.size() + ": " + names(subjects));
    }
    subjects.remove(first.subject());
    String others = "\nand " + (members.size() - 1) + " more like it";
    return first.render(
        subjects.size() > TOLD_IN_FULL
            ? others + ", of " + names(subjects)
            : others + (subjects.isEmpty() ? "" : ", of " + names(subjects)) + ALL);
  }

  private String names(Set<String> subjects) {
    List<String> all = List.copyOf(subjects);
    return whole || all.size() <= TOLD_IN_FULL
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, NAMED)) + ", \u2026" + ALL;
  }

  /** What messages of one kind have in common. */
  private static String kind(ClusterMessage message) {
    String text = PLACE.matcher(message.text()).replaceAll("@");
    String subject = message.subject();
    if (subject != null) {
      for (String part : subject.split("/", -1)) {
        // A kind is no name, and bears a capital letter, which no name may.
        if (part.equals(part.toLowerCase(Locale.ROOT)) && !part.isEmpty()) {
          text = name(part).matcher(text).replaceAll("*");
        }
      }
    }
    return message.severity()
        + "\n"
        + message.phase()
        + "\n"
        + message.rule()
        + "\n"
        + NUMBER.matcher(text).replaceAll("#");
  }

  /**
   * Where a name is meant, not a word that happens to be spelt like it: in quotes or part of a
   * path, unless no word looks like that.
   */
  private static Pattern name(String name) {
    String literal = Pattern.quote(name);
    String alone = "(?<![A-Za-z0-9])" + literal + "(?![A-Za-z0-9])";
    Matcher word = Pattern.compile("[a-z]+").matcher(name);
    return Pattern.compile(
        word.matches()
            ? "(?<=['\"/.=:-])"
                + literal
                + "(?![A-Za-z0-9])|(?<![A-Za-z0-9])"
                + literal
                + "(?=['\"/=-])"
            : alone);
  }
}
