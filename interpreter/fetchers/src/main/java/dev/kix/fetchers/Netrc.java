package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of HTTP servers in a {@code netrc} file, as curl reads it: {@code machine HOST login
 * USER password SECRET}, a {@code default} for all other hosts, comments with {@code #}, texts in
 * double quotes; macros ({@code macdef}) are passed over. An account goes to the host that it is of
 * and nowhere else, and into no hash and no message.
 */
final class Netrc {
  /** A line's worth of words belongs to one machine; null host: the default. */
  private record Entry(@Nullable String host, String login, String password) {}

  private final List<Entry> entries;

  private Netrc(List<Entry> entries) {
    this.entries = entries;
  }

  /** The accounts of the file that the settings name; none when there is no such file. */
  static Netrc of(FetchSettings settings) {
    Path file = settings.netrcFile();
    try {
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return new Netrc(List.of());
    } catch (IOException e) {
      throw FetchErrors.io("reading the accounts of the setting 'netrc-file' in", file, e);
    }
  }

  static Netrc parse(String text) {
    List<Entry> entries = new ArrayList<>();
    @Nullable String host = null;
    String login = "";
    String password = "";
    boolean open = false;
    List<String> words = words(text);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      switch (word) {
        case "machine", "default" -> {
          if (open) {
            entries.add(new Entry(host, login, password));
          }
          boolean named = word.equals("machine");
          host = named ? next.toLowerCase(Locale.ROOT) : null;
          login = "";
          password = "";
          open = true;
          i += named ? 1 : 0;
        }
        case "login" -> {
          login = next;
          i++;
        }
        case "password" -> {
          password = next;
          i++;
        }
        case "account" -> i++;
        default -> {
          // A word of some other program.
        }
      }
    }
    if (open) {
      entries.add(new Entry(host, login, password));
    }
    return new Netrc(entries);
  }

  /** The words of the file, without comments and macros. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    boolean macro = false;
    for (String line : text.split("\r?\n", -1)) {
      if (macro) {
        macro = !line.isBlank();
        continue;
      }
      int at = 0;
      while (at < line.length()) {
        char c = line.charAt(at);
        if (c == ' ' || c == '\t') {
          at++;
        } else if (c == '#' && line.substring(0, at).isBlank()) {
          at = line.length();
        } else {
          StringBuilder word = new StringBuilder();
          at = c == '"' ? quoted(line, at + 1, word) : plain(line, at, word);
          words.add(word.toString());
        }
      }
      int last = words.lastIndexOf("macdef");
      if (last >= 0 && last >= words.size() - 2) {
        words.subList(last, words.size()).clear();
        macro = true;
      }
    }
    return words;
  }

  private static int plain(String line, int start, StringBuilder out) {
    int at = start;
    while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
      out.append(line.charAt(at++));
    }
    return at;
  }

  private static int quoted(String line, int start, StringBuilder out) {
    int at = start;
    while (at < line.length() && line.charAt(at) != '"') {
      char c = line.charAt(at++);
      if (c == '\\' && at < line.length()) {
        char escaped = line.charAt(at++);
        c =
            switch (escaped) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> escaped;
            };
      }
      out.append(c);
    }
    return at + 1;
  }

  /** The value of {@code Authorization} for a server, or null where there is no account for it. */
  @Nullable String authorization(URI url) {
    return authorization(url, true);
  }

  /**
   * As {@link #authorization(URI)}.
   *
   * @param orDefault whether the server may get the account of {@code default}
   */
  @Nullable String authorization(URI url, boolean orDefault) {
    Account account = account(url.getHost() == null ? "" : url.getHost(), orDefault);
    return account == null ? null : basic(account.login, account.password);
  }

  /** An account; both texts are bytes. */
  record Account(String login, String password) {
    /** Nothing of the account. */
    @Override
    public String toString() {
      return "an account";
    }
  }

  /**
   * The account for a server, or null where there is none.
   *
   * @param orDefault whether the server may get the account of {@code default}
   */
  @Nullable Account account(String host, boolean orDefault) {
    String name = host.toLowerCase(Locale.ROOT);
    for (Entry entry : entries) {
      if (entry.host == null ? orDefault : entry.host.equals(name)) {
        return new Account(entry.login, entry.password);
      }
    }
    return null;
  }

  /** What to do when a server does not take whom it was told of; begins with a new line. */
  static String advice(FetchSettings settings, String host) {
    String name = Bytes.encode(host);
    boolean known = of(settings).account(host, true) != null;
    return (known
            ? "\nThe server does not take the account of '" + name + "' in '"
            : "\nThe server wants an account: write 'machine "
                + name
                + " login USER password PASSWORD' into '")
        + Bytes.encode(settings.netrcFile().toString())
        + "' (setting 'netrc-file').";
  }

  /** "Basic" of RFC 7617; both texts are bytes. */
  static String basic(String login, String password) {
    byte[] pair = (login + ":" + password).getBytes(StandardCharsets.ISO_8859_1);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
