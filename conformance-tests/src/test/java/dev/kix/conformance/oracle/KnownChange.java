package dev.kix.conformance.oracle;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Nix 2.35 says otherwise than the 2.8 that answers here. Each is a change that the release
 * notes or the sources of Nix tell; anything else is a difference. Where several explain one, the
 * first is counted.
 */
enum KnownChange {
  /** Messages with the value that was found, and other words for the same. */
  WORDING("messages show the value that was found, and are worded otherwise (2.20 and later)") {
    @Override
    boolean explains(Answer theirs, Answer ours) {
      return theirs.value() == null
          && ours.value() == null
          && Wording.same(theirs.error(), ours.error())
          && Wording.sameTraces(theirs, ours);
    }
  },

  /** Printing of values that are traced. */
  TRACES("traces print values as errors do: thunks and functions between guillemets (2.20)") {
    @Override
    boolean explains(Answer theirs, Answer ours) {
      return String.valueOf(theirs.value()).equals(String.valueOf(ours.value()))
          && theirs.error().equals(ours.error())
          && Wording.sameTraces(theirs, ours);
    }
  },

  /** {@code assert a == b} says how they differ. */
  ASSERTIONS("a false equation that is asserted shows both sides (2.24)") {
    private static final Pattern UNEQUAL =
        Pattern.compile(
            ".* is not equal to .*|an? .* of value '.*|attribute name '.*' is contained in .*, but not in .*"
                + "|attribute name '.*' is missing in .*, but is contained in .*"
                + "|attribute names of attribute set .* differs from attribute set .*"
                + "|distinct functions and immediate comparisons .*|list of size '\\d+' is not equal to list of size '\\d+'.*|.* cannot be compared.*");

    @Override
    boolean explains(Answer theirs, Answer ours) {
      return theirs.error().startsWith("assertion '") && UNEQUAL.matcher(ours.error()).matches();
    }
  },

  /** Folders above what may be read. */
  PARENTS("folders above what may be read are seen, less what may not (CanonPath::isAllowed)") {
    private static final Pattern ABOVE =
        Pattern.compile(
            "access to absolute path '/(nix(/store)?|[^/]*(/junit-[^/]*(/b\\d+)?)?)?' is forbidden.*");

    @Override
    boolean explains(Answer theirs, Answer ours) {
      return ABOVE.matcher(theirs.error()).matches();
    }
  },

  /** {@code derivation} looks at the name before it looks at anything else. */
  NAMES("derivations check their name before anything else (checkDerivationName)") {
    @Override
    boolean explains(Answer theirs, Answer ours) {
      return ours.error().startsWith("invalid derivation name: ");
    }
  },

  /** Outputs with a name of which there is something else. */
  OUTPUT_NAMES("no output may be called drvPath (handleOutputs in primops.cc)") {
    @Override
    boolean explains(Answer theirs, Answer ours) {
      return ours.error().equals("invalid derivation output name 'drvPath'");
    }
  },

  /** {@code listToAttrs} with elements that are wrong in several ways. */
  NAMES_FIRST("the names of all elements come before the first value (prim_listToAttrs)") {
    @Override
    boolean explains(Answer theirs, Answer ours) {
      return theirs.error().equals("attribute 'value' missing for call to 'listToAttrs'");
    }
  },

  /** Which of several references a message names. */
  CONTEXT_ORDER("of several references sources come first, outputs last (NixStringContextElem)") {
    private static final Pattern SUCH_AS =
        Pattern.compile("(is not allowed to refer to a store path) \\(such as .*");

    @Override
    boolean explains(Answer theirs, Answer ours) {
      return theirs.value() == null
          && ours.value() == null
          && SUCH_AS
              .matcher(theirs.error())
              .replaceFirst("$1")
              .equals(SUCH_AS.matcher(ours.error()).replaceFirst("$1"))
          && Wording.sameTraces(theirs, ours);
    }
  },

  /** What {@code __toString} returns. */
  TO_STRING("`__toString` must return a string, says the message (tryAttrsToString)") {
    @Override
    boolean explains(Answer theirs, Answer ours) {
      return theirs.error().startsWith("cannot coerce ")
          && ours.error().matches("`__toString` (should|must) return a string.*");
    }
  },

  /** {@code addErrorContext} with a path. */
  CONTEXT_PATHS(
      "addErrorContext does not take paths to the store (prim_addErrorContext)",
      "(?s).*addErrorContext.*") {
    @Override
    boolean explains(Answer theirs, Answer ours) {
      return theirs.error().startsWith("getting status of ")
          || theirs.error().startsWith("access to absolute path ");
    }
  },

  /** Copies of derivations under another name. */
  REGISTRATION("what is called .drv is checked when the store registers it, which kix does later") {
    @Override
    boolean explains(Answer theirs, Answer ours) {
      return theirs.error().startsWith("derivation '/nix/store/")
          && theirs.error().contains("has incorrect output");
    }
  },

  /** {@code builtins.path} of the folder that holds the store. */
  STORE_FOLDER("the folder of the store is no store path: nothing is built for it (addPath)") {
    @Override
    boolean explains(Answer theirs, Answer ours) {
      return theirs.error().startsWith("cannot build '") && ours.value() != null;
    }
  };

  private final String reason;
  private final String only; // a regular expression for programs; nothing for all

  KnownChange(String reason) {
    this(reason, "");
  }

  KnownChange(String reason, String only) {
    this.reason = reason;
    this.only = only;
  }

  String reason() {
    return reason;
  }

  /** Whether {@code ours} is what 2.35 would say where 2.8 says {@code theirs}. */
  abstract boolean explains(Answer theirs, Answer ours);

  /** The first change that explains what differs for {@code program}, or null. */
  static @Nullable KnownChange explaining(String program, Answer theirs, Answer ours) {
    for (KnownChange change : values()) {
      if ((change.only.isEmpty() || program.matches(change.only))
          && change.explains(theirs, ours)) {
        return change;
      }
    }
    return null;
  }
}
