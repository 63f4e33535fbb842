package dev.kix.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of this process, undamaged. A JVM in the POSIX locale replaces every byte that is
 * not ASCII by a question mark; Linux still knows what was typed.
 */
final class Arguments {
  private Arguments() {}

  /** {@code args} as ordinary text, read as UTF-8 where the JVM could not. */
  static List<String> ofProcess(String[] args) {
    if (isDamaged(args)) {
      try {
        List<String> all = split(Files.readAllBytes(Path.of("/proc/self/cmdline")));
        if (all.size() >= args.length) {
          return all.subList(all.size() - args.length, all.size());
        }
      } catch (IOException e) {
        return List.of(args); // no such file on this system
      }
    }
    return List.of(args);
  }

  private static boolean isDamaged(String[] args) {
    if ("UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"))) {
      return false;
    }
    for (String arg : args) {
      for (int i = 0; i < arg.length(); i++) {
        char c = arg.charAt(i);
        if (c == '?' || c >= 0x80) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> split(byte[] commandLine) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < commandLine.length; i++) {
      if (commandLine[i] == 0) {
        words.add(new String(commandLine, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return words;
  }
}
