package dev.kix.interpreter.regex;

import java.util.Arrays;
import java.util.List;

/** The names of characters in {@code [.space.]} and {@code [=a=]} (POSIX, section 6.1). */
final class CollatingNames {
  private static final List<String> NAMES =
      Arrays.asList(
          ("NUL SOH STX ETX EOT ENQ ACK alert backspace tab newline vertical-tab form-feed"
                  + " carriage-return SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC IS4 IS3"
                  + " IS2 IS1 space exclamation-mark quotation-mark number-sign dollar-sign"
                  + " percent-sign ampersand apostrophe left-parenthesis right-parenthesis asterisk"
                  + " plus-sign comma hyphen period slash zero one two three four five six seven"
                  + " eight nine colon semicolon less-than-sign equals-sign greater-than-sign"
                  + " question-mark commercial-at A B C D E F G H I J K L M N O P Q R S T U V W X Y"
                  + " Z left-square-bracket backslash right-square-bracket circumflex underscore"
                  + " grave-accent a b c d e f g h i j k l m n o p q r s t u v w x y z"
                  + " left-curly-bracket vertical-line right-curly-bracket tilde DEL")
              .split(" "));

  private CollatingNames() {}

  /** The character called {@code name}, which for letters is the letter itself. */
  static int character(String name) throws RegexException {
    int c = NAMES.indexOf(name);
    if (c < 0) {
      throw RegexException.syntax("unknown collating element '" + name + "'");
    }
    return c;
  }
}
