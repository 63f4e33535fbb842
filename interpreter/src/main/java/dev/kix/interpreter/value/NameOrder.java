package dev.kix.interpreter.value;

import java.util.HashMap;
import java.util.Map;

/**
 * The order in which Nix goes through the attributes of a set where it does not sort them: the
 * names that its evaluator knows itself come first, in this order. Among all others Nix goes by
 * which name it met first in all it has read so far; kix goes by byte order, so that the outcome
 * does not depend on what was read before.
 *
 * <p>It shows in which of several failing attributes is reported by a deep evaluation. Rule: {@code
 * StaticEvalSymbols} of Nix's evaluator, then {@code createBaseEnv}, which names the builtins and
 * reads {@code derivation.nix}. Immutable.
 */
public final class NameOrder {
  /** Names of the builtins, in the order in which they are made, then those in derivation.nix. */
  private static final String BUILTINS =
      "builtins true false null currentTime currentSystem nixVersion "
          + "storeDir langVersion "
          + "scopedImport import typeOf isNull isFunction isInt isFloat isString "
          + "isBool isPath genericClosure break abort throw addErrorContext ceil "
          + "floor tryEval getEnv seq deepSeq trace warn derivationStrict "
          + "placeholder toPath storePath pathExists baseNameOf dirOf readFile "
          + "findFile hashFile readFileType readDir outputOf toXML toJSON fromJSON "
          + "toFile filterSource attrNames attrValues getAttr unsafeGetAttrPos "
          + "hasAttr isAttrs removeAttrs listToAttrs intersectAttrs catAttrs "
          + "functionArgs mapAttrs zipAttrsWith isList elemAt head tail map filter "
          + "elem concatLists length foldl' any all genList sort partition groupBy "
          + "concatMap add sub mul div bitAnd bitOr bitXor lessThan toString "
          + "substring stringLength hashString convertHash match split "
          + "concatStringsSep replaceStrings parseDrvName compareVersions "
          + "splitVersion traceVerbose "
          + "unsafeDiscardStringContext hasContext unsafeDiscardOutputDependency "
          + "addDrvOutputDependencies getContext appendContext fetchMercurial "
          + "fetchTree fetchurl fetchTarball fetchGit getFlake parseFlakeRef "
          + "flakeRefToString fromTOML nixPath derivation "
          + "strict drvAttrs commonAttrs outputsList x outputToAttrListElement";

  private static final Map<String, Integer> RANKS = ranks();

  private NameOrder() {}

  private static Map<String, Integer> ranks() {
    String[] known = {
      "outPath",
      "drvPath",
      "type",
      "meta",
      "name",
      "value",
      "system",
      "__overrides",
      "outputs",
      "outputName",
      "__ignoreNulls",
      "file",
      "line",
      "column",
      "__functor",
      "__toString",
      "right",
      "wrong",
      "__structuredAttrs",
      "__json",
      "allowedReferences",
      "allowedRequisites",
      "disallowedReferences",
      "disallowedRequisites",
      "maxSize",
      "maxClosureSize",
      "builder",
      "args",
      "__contentAddressed",
      "__impure",
      "outputHash",
      "outputHashAlgo",
      "outputHashMode",
      "recurseForDerivations",
      "description",
      "self",
      "",
      "startSet",
      "operator",
      "key",
      "path",
      "prefix",
      "outputSpecified",
      "requiredSystemFeatures",
      "__sub",
      "__lessThan",
      "__mul",
      "__div",
      "or",
      "__findFile",
      "__nixPath",
      "body",
    };
    Map<String, Integer> ranks = new HashMap<>(512);
    for (String name : known) {
      ranks.put(name, ranks.size());
    }
    for (String name : BUILTINS.split(" ", -1)) {
      ranks.putIfAbsent(name, ranks.size());
    }
    return ranks;
  }

  /** The place of {@code name} among the known ones, or {@link Integer#MAX_VALUE}. */
  public static int rank(String name) {
    Integer rank = RANKS.get(name);
    return rank == null ? Integer.MAX_VALUE : rank;
  }

  /** The indices of {@code names} in Nix's order. */
  static int[] of(String[] names) {
    int n = names.length;
    int[] order = new int[n];
    int[] ranks = new int[n];
    int known = 0;
    for (int i = 0; i < n; i++) {
      int rank = rank(names[i]);
      if (rank != Integer.MAX_VALUE) {
        int k = known++;
        while (k > 0 && ranks[k - 1] > rank) {
          ranks[k] = ranks[k - 1];
          order[k] = order[k - 1];
          k--;
        }
        ranks[k] = rank;
        order[k] = i;
      }
    }
    if (known > 0) {
      boolean[] taken = new boolean[n];
      for (int k = 0; k < known; k++) {
        taken[order[k]] = true;
      }
      for (int i = 0; i < n; i++) {
        if (!taken[i]) {
          order[known++] = i;
        }
      }
    } else {
      for (int i = 0; i < n; i++) {
        order[i] = i;
      }
    }
    return order;
  }
}
