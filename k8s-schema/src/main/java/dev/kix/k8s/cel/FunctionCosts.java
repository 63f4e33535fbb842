package dev.kix.k8s.cel;

import com.google.common.math.LongMath;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.kix.k8s.cel.CostEstimator.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The greatest cost of one call: first as Kubernetes has it by the function's name
 * (k8s.io/apiserver pkg/cel/library/cost.go), then as the extensions and the language itself have
 * it (cel-go ext/lists.go, ext/sets.go, checker/cost.go).
 */
final class FunctionCosts {
  /** An authorizer's answer: two fit into one rule. */
  private static final long CHECK = 350_000;

  /** How long the regular expression of a named format is taken to be. */
  private static final int FORMAT_PATTERN = 128;

  private static final int LONGEST_FORMAT = 64;

  /** Reckoned for an address: the bytes of one of version 4 or 6. */
  private static final SizeRange ADDRESS = new SizeRange(4, 16);

  /**
   * What a call costs.
   *
   * @param cost its arguments' included
   * @param size of the result, or null when nothing is known of it
   */
  record Estimate(long cost, @Nullable SizeRange size) {}

  private final CostEstimator sizes;

  FunctionCosts(CostEstimator sizes) {
    this.sizes = sizes;
  }

  Estimate of(Call call) {
    Estimate own = extension(call);
    if (own == null) {
      own = kubernetes(call);
    }
    if (own == null) {
      return language(call);
    }
    return new Estimate(LongMath.saturatedAdd(own.cost, call.argsCost()), own.size);
  }

  private SizeRange arg(Call call, int index) {
    return sizes.sizeOrUnknown(call.args().get(index));
  }

  private static @Nullable Estimate flat(long cost) {
    return new Estimate(cost, null);
  }

  private @Nullable Estimate kubernetes(Call call) {
    CelExpr target = call.target();
    int args = call.args().size();
    return switch (call.function()) {
      case "check" -> flat(CHECK);
      case "serviceAccount",
          "path",
          "group",
          "resource",
          "subresource",
          "namespace",
          "name",
          "allowed",
          "reason",
          "error",
          "errored" ->
          flat(1);
      case "fieldSelector", "labelSelector" -> args == 1 ? selector(arg(call, 0)) : null;
      case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf" ->
          target == null ? null : traversal(target);
      case "url", "jsonpatch.escapeKey" -> args == 1 ? sameSize(arg(call, 0)) : null;
      case "lowerAscii", "upperAscii", "substring", "trim" ->
          target == null ? null : sameSize(sizes.sizeOrUnknown(target));
      case "replace" -> target == null || args < 2 ? null : replace(call, target);
      case "split" -> target == null ? null : split(call, target);
      case "join" -> target == null ? null : join(call, target);
      case "find", "findAll" -> target == null || args < 1 ? null : find(call, target);
      case "ip" ->
          call.overload().equals("cidr_ip")
              ? flat(1)
              : args < 1 ? null : flat(arg(call, 0).cost(CostEstimator.TEXT));
      case "cidr", "isIP", "isCIDR", "quantity", "isQuantity", "semver", "isSemver" ->
          args < 1 ? null : flat(arg(call, 0).cost(CostEstimator.TEXT));
      case "ip.isCanonical" -> args < 1 ? null : flat(arg(call, 0).cost(2 * CostEstimator.TEXT));
      case "masked",
          "prefixLength",
          "family",
          "isUnspecified",
          "isLoopback",
          "isLinkLocalMulticast",
          "isLinkLocalUnicast",
          "isGlobalUnicast",
          "format.named",
          "sign",
          "asInteger",
          "isInteger",
          "asApproximateFloat",
          "isGreaterThan",
          "isLessThan",
          "compareTo",
          "add",
          "sub",
          "major",
          "minor",
          "patch",
          "getScheme",
          "getHostname",
          "getHost",
          "getPort",
          "getEscapedPath",
          "getQuery" ->
          flat(1);
      case "containsIP" -> args < 1 ? null : contains(call, 0, "cidr_contains_ip_string");
      case "containsCIDR" ->
          args < 1
              ? null
              : contains(call, ADDRESS.cost(CostEstimator.TEXT) + 1, "cidr_contains_cidr_string");
      case "validate" ->
          args < 1
              ? null
              : flat(
                  SizeRange.scaled(
                      arg(call, 0).cost(CostEstimator.TEXT),
                      FORMAT_PATTERN * CostEstimator.PATTERN));
      case "_==_" -> args == 2 ? equality(call) : null;
      default -> null;
    };
  }

  /** A selector is a list of requirements of two characters or more. */
  private static @Nullable Estimate selector(SizeRange text) {
    long requirements = SizeRange.scaled(text.cost(0.5), 50);
    return flat(
        LongMath.saturatedAdd(
            10, LongMath.saturatedAdd(text.cost(CostEstimator.TEXT), requirements)));
  }

  private static Estimate sameSize(SizeRange text) {
    return new Estimate(text.cost(CostEstimator.TEXT), text);
  }

  private static @Nullable CelType elementType(CelType type) {
    List<CelType> parameters = type.parameters();
    return parameters.isEmpty() ? null : parameters.get(0);
  }

  private SizeRange elementSize(CelExpr list) {
    List<String> path = sizes.path(list).list();
    if (path.isEmpty()) {
      return SizeRange.UNKNOWN;
    }
    List<String> inside = new ArrayList<>(path);
    inside.add("@items");
    SizeRange found = sizes.sizeAt(inside);
    return found == null ? SizeRange.UNKNOWN : found;
  }

  private @Nullable Estimate traversal(CelExpr target) {
    SizeRange size = sizes.sizeOrUnknown(target);
    CelType element = elementType(sizes.type(target));
    if (element == null) {
      return flat(size.cost(CostEstimator.TEXT));
    }
    long each = 1;
    if (element.kind() == CelKind.STRING || element.kind() == CelKind.BYTES) {
      each = LongMath.saturatedAdd(each, elementSize(target).cost(CostEstimator.TEXT));
    }
    return flat(LongMath.saturatedMultiply(size.most(), each));
  }

  private Estimate replace(Call call, CelExpr target) {
    SizeRange text = sizes.sizeOrUnknown(target);
    SizeRange old = arg(call, 0);
    SizeRange fresh = arg(call, 1);
    long mostTimes = 0;
    long mostKept = 0;
    if (old.least() == 0) {
      // An empty text is found around every character.
      mostTimes = LongMath.saturatedAdd(text.most(), 1);
      mostKept = text.most();
    } else if (fresh.most() <= old.least()) {
      mostKept = text.most();
    } else {
      mostTimes = (long) Math.ceil((double) text.most() / old.least());
    }
    long leastTimes = 0;
    long leastKept = 0;
    if (old.most() == 0) {
      leastTimes = LongMath.saturatedAdd(text.least(), 1);
      leastKept = text.least();
    } else if (old.most() <= fresh.least()) {
      leastKept = text.least();
    } else {
      leastTimes = (long) Math.ceil((double) text.least() / old.most());
    }
    SizeRange result =
        new SizeRange(leastTimes, mostTimes).times(fresh).plus(new SizeRange(leastKept, mostKept));
    return new Estimate(text.cost(2 * CostEstimator.TEXT), result);
  }

  private Estimate split(Call call, CelExpr target) {
    SizeRange text = sizes.sizeOrUnknown(target);
    long most = text.most();
    if (call.args().size() > 1) {
      Long limit = integer(call.args().get(1));
      most = limit == null ? most : limit < 0 ? SizeRange.ENDLESS : limit;
    }
    return new Estimate(text.cost(2 * CostEstimator.TEXT), SizeRange.upTo(most));
  }

  private static @Nullable Long integer(CelExpr e) {
    return e.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && e.constant().getKind() == CelConstant.Kind.INT64_VALUE
        ? Long.valueOf(e.constant().int64Value())
        : null;
  }

  private Estimate join(Call call, CelExpr target) {
    SizeRange list = sizes.sizeOrUnknown(target);
    SizeRange result = SizeRange.exactly(0);
    if (elementType(sizes.type(target)) != null) {
      result = list.times(elementSize(target));
    }
    if (!call.args().isEmpty()) {
      SizeRange separators =
          new SizeRange(Math.max(list.least() - 1, 0), Math.max(list.most() - 1, 0));
      result = result.plus(arg(call, 0).times(separators));
    }
    return new Estimate(result.cost(CostEstimator.TEXT), result);
  }

  private Estimate find(Call call, CelExpr target) {
    SizeRange text = sizes.sizeOrUnknown(target);
    return new Estimate(matching(text, arg(call, 0)), SizeRange.upTo(text.most()));
  }

  /** Of a regular expression on a text: one more character, so that no text is for free. */
  private static long matching(SizeRange text, SizeRange pattern) {
    return LongMath.saturatedMultiply(
        text.plus(SizeRange.exactly(1)).cost(CostEstimator.TEXT),
        pattern.cost(CostEstimator.PATTERN));
  }

  private @Nullable Estimate contains(Call call, long more, String textual) {
    long cost = ADDRESS.plus(ADDRESS).cost(CostEstimator.TEXT) + more;
    if (call.overload().equals(textual)) {
      cost = LongMath.saturatedAdd(cost, arg(call, 0).cost(CostEstimator.TEXT));
    }
    return flat(cost);
  }

  private @Nullable Estimate equality(Call call) {
    CelType type = sizes.type(call.args().get(0));
    if (type.kind() != CelKind.OPAQUE || !type.equals(sizes.type(call.args().get(1)))) {
      return null;
    }
    if (type.equals(FormatLibrary.type())) {
      return flat(SizeRange.scaled(LONGEST_FORMAT, CostEstimator.TEXT));
    }
    if (type.equals(UrlLibrary.type())) {
      SizeRange right = sizes.size(call.args().get(1));
      return flat(right == null ? 1 : right.cost(CostEstimator.TEXT));
    }
    return type.parameters().isEmpty() ? flat(1) : null;
  }

  private @Nullable Estimate extension(Call call) {
    CelExpr target = call.target();
    int args = call.args().size();
    return switch (call.overload()) {
      case "list_sets_contains_list", "list_sets_intersects_list" ->
          args == 2 ? sets(call, 1) : null;
      case "list_sets_equivalent_list" -> args == 2 ? sets(call, 2) : null;
      case "list_slice" -> target == null || args != 2 ? null : slice(call, target);
      case "list_flatten", "list_flatten_list" ->
          target == null ? null : newList(1, sizes.sizeOrUnknown(target));
      case "list_flatten_int", "list_flatten_list_int" -> {
        Long depth = args == 1 ? integer(call.args().get(0)) : null;
        yield target == null
            ? null
            : newList(depth == null ? SizeRange.ENDLESS : depth, sizes.sizeOrUnknown(target));
      }
      case "lists_range" -> {
        Long count = args == 1 ? integer(call.args().get(0)) : null;
        yield newList(1, SizeRange.exactly(count == null ? SizeRange.ENDLESS : count));
      }
      case "list_reverse" -> target == null ? null : newList(1, sizes.sizeOrUnknown(target));
      case "list_distinct" -> target == null ? null : squared(2, sizes.sizeOrUnknown(target));
      default -> sorting(call);
    };
  }

  private @Nullable Estimate sorting(Call call) {
    CelExpr target = call.target();
    if (call.overload().startsWith("list_sort") && target != null || isSortBy(call)) {
      CelExpr sorted = isSortBy(call) ? call.args().get(call.args().size() - 1) : target;
      if (sorted == null) {
        return null;
      }
      CelType element = elementType(sizes.type(sorted));
      boolean text =
          element != null && (element.kind() == CelKind.STRING || element.kind() == CelKind.BYTES);
      return squared(text ? 2 + CostEstimator.TEXT : 2, sizes.sizeOrUnknown(sorted));
    }
    return null;
  }

  private static boolean isSortBy(Call call) {
    return call.function().endsWith("@sortByAssociatedKeys") && !call.args().isEmpty();
  }

  private @Nullable Estimate sets(Call call, double each) {
    return flat(LongMath.saturatedAdd(1, arg(call, 0).times(arg(call, 1)).cost(each)));
  }

  private Estimate slice(Call call, CelExpr target) {
    Long from = integer(call.args().get(0));
    Long to = integer(call.args().get(1));
    long end = to == null ? sizes.sizeOrUnknown(target).most() : to;
    return newList(1, SizeRange.exactly(Math.max(end - (from == null ? 0 : from), 0)));
  }

  private static Estimate newList(double each, SizeRange size) {
    return new Estimate(LongMath.saturatedAdd(size.cost(each), 11), size);
  }

  private static Estimate squared(double each, SizeRange size) {
    return newList(each, size.times(size));
  }

  private Estimate language(Call call) {
    int args = call.args().size();
    CelExpr target = call.target();
    long before = call.argsCost();
    switch (call.overload()) {
      case "string_format" -> {
        if (target != null) {
          return traversed(sizes.sizeOrUnknown(target), before, null);
        }
      }
      case "string_to_bytes" -> {
        SizeRange text = arg(call, 0);
        return traversed(
            text, before, new SizeRange(text.least(), LongMath.saturatedMultiply(text.most(), 4)));
      }
      case "bytes_to_string" -> {
        SizeRange bytes = arg(call, 0);
        return traversed(bytes, before, new SizeRange(bytes.least() / 4, bytes.most()));
      }
      case "strings_quote" -> {
        SizeRange text = arg(call, 0);
        return traversed(
            text, before, text.plus(SizeRange.upTo(text.most())).plus(SizeRange.exactly(2)));
      }
      case "starts_with_string", "ends_with_string" -> {
        if (args == 1) {
          return traversed(arg(call, 0), before, null);
        }
      }
      case "in_list" -> {
        return new Estimate(LongMath.saturatedAdd(arg(call, 1).most(), before), null);
      }
      case "matches_string" -> {
        if (target != null && args == 1) {
          long cost = matching(sizes.sizeOrUnknown(target), arg(call, 0));
          return new Estimate(LongMath.saturatedAdd(cost, before), null);
        }
      }
      case "contains_string" -> {
        if (target != null && args == 1) {
          long cost =
              LongMath.saturatedMultiply(
                  sizes.sizeOrUnknown(target).cost(CostEstimator.TEXT),
                  arg(call, 0).cost(CostEstimator.TEXT));
          return new Estimate(LongMath.saturatedAdd(cost, before), null);
        }
      }
      case "logical_or", "logical_and" -> {
        return new Estimate(before, null);
      }
      case "conditional" -> {
        SizeRange size = arg(call, 1).union(arg(call, 2));
        sizes.setEntriesUnion(call.expression(), call.args().get(1), call.args().get(2));
        long branch = Math.max(call.argCosts()[1], call.argCosts()[2]);
        return new Estimate(LongMath.saturatedAdd(call.argCosts()[0], branch), size);
      }
      case "add_string", "add_bytes", "add_list" -> {
        SizeRange size = arg(call, 0).plus(arg(call, 1));
        sizes.setEntriesUnion(call.expression(), call.args().get(0), call.args().get(1));
        long cost = call.overload().equals("add_list") ? 1 : size.cost(CostEstimator.TEXT);
        return new Estimate(LongMath.saturatedAdd(cost, before), size);
      }
      case "less_string",
          "greater_string",
          "less_equals_string",
          "greater_equals_string",
          "less_bytes",
          "greater_bytes",
          "less_equals_bytes",
          "greater_equals_bytes",
          "equals",
          "not_equals" -> {
        long most = Math.min(arg(call, 0).most(), arg(call, 1).most());
        return traversed(SizeRange.upTo(most), before, null);
      }
      default -> {}
    }
    return new Estimate(LongMath.saturatedAdd(1, before), null);
  }

  private static Estimate traversed(SizeRange text, long before, @Nullable SizeRange result) {
    return new Estimate(LongMath.saturatedAdd(text.cost(CostEstimator.TEXT), before), result);
  }
}
