package dev.kix.k8s.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.kix.k8s.cel.FunctionTable.Type;
import dev.kix.k8s.forms.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code ip("10.0.0.1")}, {@code cidr("10.0.0.0/8")} and their methods (ip.go, cidr.go). */
final class AddressLibrary {
  /**
   * An address, or a range of them.
   *
   * @param text its canonical form, without the length of the prefix
   * @param bits the length of the prefix; that of the address when it is none
   */
  record Address(String text, int bits) {
    byte[] bytes() {
      try {
        // A literal address is parsed, never looked up.
        return InetAddress.getByName(text).getAddress();
      } catch (UnknownHostException e) {
        throw new IllegalStateException(text, e);
      }
    }

    int length() {
      return text.indexOf(':') >= 0 ? 128 : 32;
    }

    Address masked() {
      byte[] bytes = bytes();
      for (int i = bits; i < length(); i++) {
        bytes[i / 8] &= (byte) ~(0x80 >> (i % 8));
      }
      return new Address(canonical(bytes), bits);
    }

    boolean contains(Address other) {
      return other.length() == length()
          && other.bits >= bits
          && new Address(other.text, bits).masked().equals(masked());
    }
  }

  /** Two types of one form. */
  record Range(Address address) {}

  private static final Type IP = Types.opaque("net.IP", Address.class);
  private static final Type CIDR = Types.opaque("net.CIDR", Range.class);

  private AddressLibrary() {}

  static void addTo(FunctionTable f) {
    f.global("ip", "string_to_ip", IP.type(), List.of(Types.STRING), a -> ip((String) a[0]));
    f.global(
        "isIP",
        "is_ip",
        Types.BOOL.type(),
        List.of(Types.STRING),
        a -> Addresses.isIp((String) a[0]));
    f.global(
        "ip.isCanonical",
        "ip_is_canonical",
        Types.BOOL.type(),
        List.of(Types.STRING),
        a -> ip((String) a[0]).text().equals(a[0]));
    f.global(
        "string", "ip_to_string", Types.STRING.type(), List.of(IP), a -> ((Address) a[0]).text());
    f.member(
        "family",
        "ip_family",
        Types.INT.type(),
        List.of(IP),
        a -> ((Address) a[0]).length() == 32 ? 4L : 6L);
    f.member(
        "isUnspecified",
        "ip_is_unspecified",
        Types.BOOL.type(),
        List.of(IP),
        a -> inet(a[0]).isAnyLocalAddress());
    f.member(
        "isLoopback",
        "ip_is_loopback",
        Types.BOOL.type(),
        List.of(IP),
        a -> inet(a[0]).isLoopbackAddress());
    f.member(
        "isLinkLocalMulticast",
        "ip_is_link_local_multicast",
        Types.BOOL.type(),
        List.of(IP),
        a -> isLinkLocalMulticast((Address) a[0]));
    f.member(
        "isLinkLocalUnicast",
        "ip_is_link_local_unicast",
        Types.BOOL.type(),
        List.of(IP),
        a -> inet(a[0]).isLinkLocalAddress());
    f.member(
        "isGlobalUnicast",
        "ip_is_global_unicast",
        Types.BOOL.type(),
        List.of(IP),
        a -> isGlobalUnicast((Address) a[0]));
    f.global(
        "cidr", "string_to_cidr", CIDR.type(), List.of(Types.STRING), a -> cidr((String) a[0]));
    f.global(
        "isCIDR",
        "is_cidr",
        Types.BOOL.type(),
        List.of(Types.STRING),
        a -> Addresses.isCidr((String) a[0]));
    f.global(
        "string", "cidr_to_string", Types.STRING.type(), List.of(CIDR), a -> shown(range(a[0])));
    f.member(
        "containsIP",
        "cidr_contains_ip_string",
        Types.BOOL.type(),
        List.of(CIDR, Types.STRING),
        a -> range(a[0]).contains(ip((String) a[1])));
    f.member(
        "containsIP",
        "cidr_contains_ip_ip",
        Types.BOOL.type(),
        List.of(CIDR, IP),
        a -> range(a[0]).contains((Address) a[1]));
    f.member(
        "containsCIDR",
        "cidr_contains_cidr_string",
        Types.BOOL.type(),
        List.of(CIDR, Types.STRING),
        a -> range(a[0]).contains(cidr((String) a[1]).address()));
    f.member(
        "containsCIDR",
        "cidr_contains_cidr",
        Types.BOOL.type(),
        List.of(CIDR, CIDR),
        a -> range(a[0]).contains(range(a[1])));
    f.member(
        "ip",
        "cidr_ip",
        IP.type(),
        List.of(CIDR),
        a -> new Address(range(a[0]).text(), range(a[0]).length()));
    f.member(
        "masked", "cidr_masked", CIDR.type(), List.of(CIDR), a -> new Range(range(a[0]).masked()));
    f.member(
        "prefixLength",
        "cidr_prefix_length",
        Types.INT.type(),
        List.of(CIDR),
        a -> (long) range(a[0]).bits());
  }

  private static Address range(Object value) {
    return ((Range) value).address();
  }

  private static String shown(Address range) {
    return range.text() + "/" + range.bits();
  }

  private static InetAddress inet(Object address) {
    try {
      return InetAddress.getByAddress(((Address) address).bytes());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isLinkLocalMulticast(Address address) {
    byte[] b = address.bytes();
    return b.length == 4
        ? (b[0] & 0xff) == 224 && b[1] == 0 && b[2] == 0
        : (b[0] & 0xff) == 0xff && (b[1] & 0x0f) == 2;
  }

  /** As Go's net/netip has it: private addresses are global unicast, too. */
  private static boolean isGlobalUnicast(Address address) {
    InetAddress inet = inet(address);
    byte[] b = address.bytes();
    byte[] broadcast = {-1, -1, -1, -1};
    return !inet.isAnyLocalAddress()
        && !inet.isLoopbackAddress()
        && !inet.isMulticastAddress()
        && !inet.isLinkLocalAddress()
        && !Arrays.equals(b, broadcast);
  }

  private static Address ip(String text) throws CelEvaluationException {
    if (!Addresses.isIp(text)) {
      throw new CelEvaluationException("'" + text + "' is not an IP address");
    }
    Address address = new Address(text, text.indexOf(':') >= 0 ? 128 : 32);
    return new Address(canonical(address.bytes()), address.bits());
  }

  private static Range cidr(String text) throws CelEvaluationException {
    if (!Addresses.isCidr(text)) {
      throw new CelEvaluationException("'" + text + "' is not an address range");
    }
    int slash = text.indexOf('/');
    String ip = ip(text.substring(0, slash)).text();
    return new Range(new Address(ip, Integer.parseInt(text.substring(slash + 1))));
  }

  /** RFC 5952: lower case, no leading zeros, the longest run of zero groups as {@code ::}. */
  private static String canonical(byte[] bytes) {
    if (bytes.length == 4) {
      return (bytes[0] & 0xff)
          + "."
          + (bytes[1] & 0xff)
          + "."
          + (bytes[2] & 0xff)
          + "."
          + (bytes[3] & 0xff);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    int start = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        out.append("::");
        i += longest - 1;
      } else {
        boolean first = out.isEmpty() || out.charAt(out.length() - 1) == ':';
        out.append(first ? "" : ":").append(String.format(Locale.ROOT, "%x", groups[i]));
      }
    }
    return out.toString();
  }
}
