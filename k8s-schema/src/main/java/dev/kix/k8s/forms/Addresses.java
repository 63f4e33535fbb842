package dev.kix.k8s.forms;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** IP addresses as text, never looked up: forms of Go's net.ParseIP without leading zeros. */
public final class Addresses {
  private Addresses() {}

  public static boolean isIp(String text) {
    return isIpv4(text) || isIpv6(text);
  }

  public static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!isNumber(part, 255)) {
        return false;
      }
    }
    return true;
  }

  public static boolean isIpv6(String text) {
    if (text.indexOf(':') < 0 || text.indexOf(":::") >= 0) {
      return false;
    }
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    if (gap < 0) {
      return groups(text) == 8;
    }
    int before = gap == 0 ? 0 : groups(text.substring(0, gap));
    String rest = text.substring(gap + 2);
    int after = rest.isEmpty() ? 0 : groups(rest);
    return before >= 0 && after >= 0 && before + after < 8;
  }

  public static boolean isCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return false;
    }
    String address = text.substring(0, slash);
    String bits = text.substring(slash + 1);
    return isIpv4(address) && isNumber(bits, 32) || isIpv6(address) && isNumber(bits, 128);
  }

  /** How many groups of 16 bits the text is, or a large negative number when it is none. */
  private static int groups(String text) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && isIpv4(parts[i])) {
        count += 2;
      } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
        count++;
      } else {
        return Integer.MIN_VALUE / 2;
      }
    }
    return count;
  }

  private static boolean isNumber(String text, int max) {
    if (text.isEmpty() || text.length() > 3 || text.length() > 1 && text.charAt(0) == '0') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return Integer.parseInt(text) <= max;
  }

  /** Whether a range lies within another, strictly; both must be ranges. */
  public static boolean isWithin(String inner, String outer) {
    byte[] small = bytes(inner);
    byte[] large = bytes(outer);
    int bits = bits(outer);
    if (small.length != large.length || bits(inner) <= bits) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((small[i / 8] & mask) != (large[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static int bits(String range) {
    return Integer.parseInt(range.substring(range.indexOf('/') + 1));
  }

  private static byte[] bytes(String range) {
    try {
      // A literal address is parsed, never looked up.
      return InetAddress.getByName(range.substring(0, range.indexOf('/'))).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(range, e);
    }
  }
}
