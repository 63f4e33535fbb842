package dev.kix.k8s.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.bundle.Cel;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.validator.CelAstValidator;

/**
 * Regular expressions that are written out are RE2's (cel-go ValidateRegexLiterals). CEL's own
 * validator for Java asks java.util.regex, which takes and refuses others.
 */
final class PatternLiterals implements CelAstValidator {
  static final PatternLiterals INSTANCE = new PatternLiterals();

  private PatternLiterals() {}

  @Override
  public void validate(CelNavigableAst tree, Cel cel, IssuesFactory issues) {
    tree.getRoot()
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
        .map(node -> node.expr().call())
        .filter(call -> call.function().equals("matches") && !call.args().isEmpty())
        .map(call -> call.args().get(call.args().size() - 1))
        .filter(pattern ->
            pattern.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && pattern.constant().getKind() == CelConstant.Kind.STRING_VALUE)
        .forEach(pattern -> check(pattern, issues));
  }

  private static void check(CelExpr pattern, IssuesFactory issues) {
    try {
      Pattern.compile(pattern.constant().stringValue());
    } catch (PatternSyntaxException e) {
      issues.addError(
          pattern.id(), "no regular expression the server can use: " + e.getDescription());
    }
  }
}
