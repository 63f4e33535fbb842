package dev.kix.k8s.cel;

import com.google.common.math.LongMath;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.kix.k8s.cel.CostEstimator.Unlimited;
import dev.kix.k8s.schema.Constraints;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a definition may cost by estimate, one by one and together
 * (apiextensions-apiserver pkg/apis/apiextensions/validation, StaticEstimatedCostLimit and
 * StaticEstimatedCRDCostLimit). Used by one thread, for one version of a definition.
 */
final class RuleBudget {
  private static final long OF_ONE = 10_000_000;
  private static final long OF_ALL = 100_000_000;

  /** A rule that costs less is not named when all together cost too much. */
  private static final long WORTH_NAMING = OF_ALL / 100;

  private static final int MOST_NAMED = 4;

  /**
   * Where in a resource a rule stands.
   *
   * @param path of the value, as in {@code .spec.hosts[*]}
   * @param times how often such a value may be there, or null when nothing limits it
   * @param unlimited the lists and maps around it that have no limit
   */
  record Place(String path, @Nullable Long times, List<Unlimited> unlimited) {
    static final Place ROOT = new Place("", 1L, List.of());

    Place field(String name) {
      return new Place(path + "." + name, times, unlimited);
    }

    /** Of the elements of a list or the values of a map. */
    Place inside(Schema around) {
      boolean list = around.type() == SchemaType.ARRAY;
      Constraints limits = around.constraints();
      Integer limit = limits == null ? null : list ? limits.maxItems() : limits.maxProperties();
      List<Unlimited> open = unlimited;
      if (limit == null) {
        open = new ArrayList<>(unlimited);
        SizedType.Limit missing = list ? SizedType.Limit.MAX_ITEMS : SizedType.Limit.MAX_PROPERTIES;
        open.add(new Unlimited(path.isEmpty() ? "." : path, missing));
      }
      Long product =
          limit == null || times == null
              ? null
              : Long.valueOf(LongMath.saturatedMultiply(times, Math.max(limit, 0)));
      return new Place(path + "[*]", product, List.copyOf(open));
    }
  }

  /**
   * Why something is refused.
   *
   * @param message a sentence
   * @param hint what to do
   */
  record Excess(String message, String hint) {}

  private record Counted(String name, long cost) {}

  private final List<Counted> counted = new ArrayList<>();
  private long total;

  /** A rule that is evaluated once for each value; null when it costs little enough. */
  @Nullable Excess rule(CelAbstractSyntaxTree tree, SizedType self, Place place, int index) {
    return count("rule", "rule " + index, tree, self, place);
  }

  /** A message is made once for a request. */
  @Nullable Excess message(CelAbstractSyntaxTree tree, SizedType self, Place place, int index) {
    Place once = new Place(place.path, 1L, List.of());
    return count("messageExpression", "the messageExpression of rule " + index, tree, self, once);
  }

  private @Nullable Excess count(
      String what, String name, CelAbstractSyntaxTree tree, SizedType self, Place place) {
    CostEstimator estimator = new CostEstimator(tree, self, Set.of());
    long once = estimator.cost();
    long cost = LongMath.saturatedMultiply(once, times(self, place));
    total = LongMath.saturatedAdd(total, cost);
    counted.add(new Counted(name + " of " + (place.path.isEmpty() ? "." : place.path), cost));
    if (cost <= OF_ONE) {
      return null;
    }
    List<String> limits = new ArrayList<>();
    place.unlimited.forEach(u -> limits.add(u.limit().keyword() + " of " + u.path()));
    for (Unlimited dear : dear(tree, self, estimator.unlimited(), once)) {
      limits.add(dear.limit().keyword() + " of " + dear.path());
    }
    String hint =
        limits.isEmpty()
            ? "simplify it, or lower the limits of the lists, maps and strings it looks at; of texts"
                + " that functions such as string() give, no length is known"
            : "simplify it, or set " + String.join(", ", limits);
    return new Excess(
        "estimated " + what + " cost exceeds budget by " + factor(cost, OF_ONE), hint);
  }

  /** How often a value can be in a request at most. */
  private static long times(SizedType self, Place place) {
    return place.times != null ? place.times : SizedType.REQUEST / (self.leastBytes() + 1);
  }

  /** The limits that would help. */
  private static Set<Unlimited> dear(
      CelAbstractSyntaxTree tree, SizedType self, Set<Unlimited> candidates, long cost) {
    Set<Unlimited> out = new LinkedHashSet<>();
    for (Unlimited candidate : candidates) {
      if (new CostEstimator(tree, self, Set.of(candidate)).cost() < cost / 2) {
        out.add(candidate);
      }
    }
    return out.isEmpty() ? candidates : out;
  }

  /** Whether all rules together cost too much; to be asked at the end. */
  @Nullable Excess together() {
    if (total <= OF_ALL) {
      return null;
    }
    String most =
        counted.stream()
            .filter(c -> c.cost >= WORTH_NAMING)
            .sorted(Comparator.comparingLong(Counted::cost).reversed())
            .limit(MOST_NAMED)
            .map(Counted::name)
            .collect(Collectors.joining(", "));
    return new Excess(
        "estimated cost of all rules exceeds budget by " + factor(total, OF_ALL),
        "most of it: " + most);
  }

  private static String factor(long cost, long budget) {
    double factor = (double) cost / budget;
    if (factor > 100) {
      return "factor of more than 100x";
    }
    int digits = factor < 1.5 ? 6 : 1;
    return "factor of " + new BigDecimal(factor).setScale(digits, RoundingMode.HALF_EVEN) + "x";
  }
}
