package dev.kix.grammar;

import dev.kix.grammar.antlr.NixLexer;
import java.util.Arrays;

/**
 * The syntax of Nix 2.35 as its own parser has it, rule for rule, for the sake of error messages:
 * see {@link SyntaxErrors}. {@code NixParser.g4} is what texts are read with; a test holds that the
 * two agree.
 */
final class NixSyntax {
  /** A terminal: its name in {@link #RULES}, its name in messages, the tokens that are it. */
  private record Terminal(String symbol, String message, int kind) {}

  /** Where a terminal is never a token. */
  private static final int NO_TOKEN = -2;

  /* In the order in which Nix declares them, which is the order of the expected ones. */
  private static final Terminal[] TERMINALS = {
    new Terminal("END", "end of file", NixLexer.EOF),
    new Terminal("INVALID", "invalid token", NixLexer.INVALID),
    new Terminal("ID", "identifier", NixLexer.ID),
    new Terminal("STR", "string", NixLexer.STR),
    new Terminal("IND_STR", "indented string", NixLexer.IND_STR),
    new Terminal("INT", "integer", NixLexer.INT),
    new Terminal("FLOAT", "floating-point literal", NixLexer.FLOAT),
    new Terminal("PATH", "path", NixLexer.PATH),
    new Terminal("HPATH", "'~/\u2026' path", NixLexer.HPATH),
    new Terminal("SPATH", "'<\u2026>' path", NixLexer.SPATH),
    new Terminal("PATH_END", "end of path", NixLexer.PATH_END),
    new Terminal("URI", "URI", NixLexer.URI),
    new Terminal("if", "'if'", NixLexer.IF),
    new Terminal("then", "'then'", NixLexer.THEN),
    new Terminal("else", "'else'", NixLexer.ELSE),
    new Terminal("assert", "'assert'", NixLexer.ASSERT),
    new Terminal("with", "'with'", NixLexer.WITH),
    new Terminal("let", "'let'", NixLexer.LET),
    new Terminal("in", "'in'", NixLexer.IN),
    new Terminal("rec", "'rec'", NixLexer.REC),
    new Terminal("inherit", "'inherit'", NixLexer.INHERIT),
    new Terminal("==", "'=='", NixLexer.EQ),
    new Terminal("!=", "'!='", NixLexer.NEQ),
    new Terminal("<=", "'<='", NixLexer.LEQ),
    new Terminal(">=", "'>='", NixLexer.GEQ),
    new Terminal("//", "'//'", NixLexer.UPDATE),
    new Terminal("++", "'++'", NixLexer.CONCAT),
    new Terminal("&&", "'&&'", NixLexer.AND),
    new Terminal("||", "'||'", NixLexer.OR),
    new Terminal("->", "'->'", NixLexer.IMPL),
    new Terminal("or", "'or'", NixLexer.OR_KW),
    new Terminal("<|", "'<|'", NixLexer.PIPE_FROM),
    new Terminal("|>", "'|>'", NixLexer.PIPE_INTO),
    new Terminal("${", "'${'", NixLexer.DOLLAR_CURLY),
    new Terminal("IND_OPEN", "start of an indented string", NixLexer.IND_STRING_OPEN),
    new Terminal("IND_CLOSE", "end of an indented string", NixLexer.IND_STRING_CLOSE),
    new Terminal("...", "'...'", NixLexer.ELLIPSIS),
    new Terminal("REPL", "start of REPL bindings", NO_TOKEN),
    new Terminal("<", "'<'", NixLexer.LT),
    new Terminal(">", "'>'", NixLexer.GT),
    new Terminal("NOT", "", NO_TOKEN),
    new Terminal("+", "'+'", NixLexer.PLUS),
    new Terminal("-", "'-'", NixLexer.MINUS),
    new Terminal("*", "'*'", NixLexer.STAR),
    new Terminal("/", "'/'", NixLexer.SLASH),
    new Terminal("?", "'?'", NixLexer.QUESTION),
    new Terminal("NEGATE", "", NO_TOKEN),
    new Terminal(":", "':'", NixLexer.COLON),
    new Terminal("@", "'@'", NixLexer.AT),
    new Terminal(";", "';'", NixLexer.SEMI),
    new Terminal("!", "'!'", NixLexer.NOT),
    new Terminal(".", "'.'", NixLexer.DOT),
    new Terminal("\"", "'\"'", NixLexer.QUOTE),
    new Terminal("(", "'('", NixLexer.LPAREN),
    new Terminal(")", "')'", NixLexer.RPAREN),
    new Terminal("{", "'{'", NixLexer.LBRACE),
    new Terminal("}", "'}'", NixLexer.RBRACE),
    new Terminal("[", "'['", NixLexer.LBRACKET),
    new Terminal("]", "']'", NixLexer.RBRACKET),
    new Terminal("=", "'='", NixLexer.ASSIGN),
    new Terminal(",", "','", NixLexer.COMMA),
  };

  private static final String OPERATORS =
      """
      right ->
      left ||
      left &&
      none == !=
      none < > <= >=
      right //
      left NOT
      left + -
      left * /
      right ++
      none ?
      none NEGATE
      """;

  /* A bar within quotes or of an operator is a symbol of its own, since symbols stand between spaces. */
  private static final String RULES =
      """
      file : expression | REPL bindings1
      expression : function
      function : ID : function | parameters : function | parameters @ ID : function\
       | ID @ parameters : function | assert expression ; function\
       | with expression ; function | let bindings in function | conditional
      conditional : if expression then expression else expression | pipeFrom | pipeInto | operation
      pipeFrom : operation <| pipeFrom | operation <| operation
      pipeInto : pipeInto |> operation | operation |> operation
      operation : ! operation %NOT | - operation %NEGATE | operation == operation\
       | operation != operation | operation < operation | operation <= operation\
       | operation > operation | operation >= operation | operation && operation\
       | operation || operation | operation -> operation | operation // operation\
       | operation ? path | operation + operation | operation - operation\
       | operation * operation | operation / operation | operation ++ operation | application
      application : application selection | selection
      selection : simple . path | simple . path or selection | simple or | simple
      simple : ID | INT | FLOAT | " string " | IND_OPEN indentedString IND_CLOSE\
       | pathStart PATH_END | pathStart interpolated PATH_END | SPATH | URI | ( expression )\
       | let { bindings } | rec { bindings } | { bindings1 } | { } | [ list ]
      string : STR | interpolated |
      interpolated : interpolated STR | interpolated ${ expression } | ${ expression }\
       | STR ${ expression }
      pathStart : PATH | HPATH
      indentedString : indentedString IND_STR | indentedString ${ expression } |
      bindings : bindings1 |
      bindings1 : bindings1 path = expression ; | bindings inherit names ;\
       | bindings inherit ( expression ) names ; | path = expression ;
      names : names name | names dynamicName |
      path : path . name | path . dynamicName | name | dynamicName
      name : ID | or
      dynamicName : " string " | ${ expression }
      list : list selection |
      parameters : { formals , ... } | { ... } | { formals , } | { formals } | { }
      formals : formals , formal | formal
      formal : ID | ID ? expression
      """;

  private NixSyntax() {}

  /** The grammar; terminals are numbered as in {@link #terminals}. */
  static LalrGrammar grammar() {
    String[] symbols = new String[TERMINALS.length];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = TERMINALS[i].symbol();
    }
    return LalrGrammar.read(symbols, OPERATORS, RULES);
  }

  static int terminalCount() {
    return TERMINALS.length;
  }

  /** The terminal that each token is, at the token's type plus one (the end's type is -1). */
  static int[] terminals() {
    int[] byKind = new int[Byte.MAX_VALUE + 2];
    Arrays.fill(byKind, 1);
    for (int i = 0; i < TERMINALS.length; i++) {
      if (TERMINALS[i].kind() != NO_TOKEN) {
        byKind[TERMINALS[i].kind() + 1] = i;
      }
    }
    return byKind;
  }

  /** What messages call a terminal. */
  static String name(int terminal) {
    return TERMINALS[terminal].message();
  }
}
