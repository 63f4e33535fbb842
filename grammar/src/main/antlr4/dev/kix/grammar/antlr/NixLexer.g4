/*
 * The tokens of the Nix language (Nix 2.35).
 *
 * The lexer reads bytes, one char each; the language treats all from 0x7f up alike. Longest match wins, then the rule that stands first, exactly as in Nix's own scanner, so that
 * the order of the rules is part of the language: "a/b" is one path, "x:y" a URI, "1.5" a float.
 *
 * What runs is not ANTLR's lexer but a table made from this grammar (LexerTable, LexerTableData): after a change run
 * LexerTableTest with -Dkix.accept=true.
 *
 * What a regular expression cannot say is left to TokenReader: a path ends where no path character follows (PATH_END
 * has no text), the opening of an interpolation that revealed a path is read again, a closing
 * brace in the outermost mode pops nothing.
 */
lexer grammar NixLexer;

tokens {
  /** Ends every path; has no text. */
  PATH_END,
  /** What the scanner itself refuses, such as an integer out of range: TokenTable knows the reason. */
  REFUSED
}

IF: 'if';
THEN: 'then';
ELSE: 'else';
ASSERT: 'assert';
WITH: 'with';
LET: 'let';
IN: 'in';
REC: 'rec';
INHERIT: 'inherit';
OR_KW: 'or';
ELLIPSIS: '...';

EQ: '==';
NEQ: '!=';
LEQ: '<=';
GEQ: '>=';
AND: '&&';
OR: '||';
IMPL: '->';
UPDATE: '//';
CONCAT: '++';
PIPE_FROM: '<|';
PIPE_INTO: '|>';

ID: [a-zA-Z_] [a-zA-Z0-9_'-]*;
INT: [0-9]+;
FLOAT: ([1-9] [0-9]* '.' [0-9]* | '0'? '.' [0-9]+) ([Ee] [+-]? [0-9]+)?;

DOLLAR_CURLY: '${' -> pushMode(DEFAULT_MODE);
RBRACE: '}';
LBRACE: '{' -> pushMode(DEFAULT_MODE);
QUOTE: '"' -> pushMode(STRING);
IND_STRING_OPEN: '\'\'' (' '* '\n')? -> pushMode(IND_STRING);

/** A path whose first interpolation follows at once; "${" is read again. */
PATH_OPEN: PATH_SEGMENT '${' -> pushMode(PATH_TAIL);
HPATH_OPEN: '~/${' -> pushMode(PATH_TAIL);
/** A path that ends with a slash must go on with an interpolation. */
PATH: PATH_CHAR* ('/' PATH_CHAR+)+ '/'? -> pushMode(PATH_TAIL);
HPATH: '~' ('/' PATH_CHAR+)+ '/'? -> pushMode(PATH_TAIL);
SPATH: '<' PATH_CHAR+ ('/' PATH_CHAR+)* '>';
URI: [a-zA-Z] [a-zA-Z0-9+.-]* ':' [a-zA-Z0-9%/?:@&=+$,_.!~*'-]+;

DOC_COMMENT: '/**' ~[/*] (~'*' | '*'+ ~[*/])* '*'+ '/' -> skip;
WHITESPACE: [ \t\r\n]+ -> skip;
LINE_COMMENT: '#' ~[\r\n]* -> skip;
LONG_COMMENT: '/*' (~'*' | '*'+ ~[*/])* '*'+ '/' -> skip;

COLON: ':';
AT: '@';
SEMI: ';';
NOT: '!';
MINUS: '-';
LT: '<';
GT: '>';
PLUS: '+';
STAR: '*';
SLASH: '/';
QUESTION: '?';
DOT: '.';
LPAREN: '(';
RPAREN: ')';
LBRACKET: '[';
RBRACKET: ']';
COMMA: ',';
ASSIGN: '=';

/** A NUL byte outside of strings and comments: the text ends here. */
NUL: '\u0000';
/** Any byte with which no token begins. */
INVALID: .;

fragment PATH_CHAR: [a-zA-Z0-9._+-];
fragment PATH_SEGMENT: PATH_CHAR* '/';

mode STRING;

STR: (~[$"\\] | '$' ~[{"\\] | '\\' . | '$\\' .)+;
/** A dollar before the closing quote; at the end of the text, the end. */
STR_DOLLAR: '$';
STRING_DOLLAR_CURLY: '${' -> type(DOLLAR_CURLY), pushMode(DEFAULT_MODE);
STRING_QUOTE: '"' -> type(QUOTE), popMode;
/** Only at the end of the text: an escape without what it escapes. */
STR_TRUNCATED: '\\' | '$\\';

mode IND_STRING;

IND_STR: (~[$'] | '$' ~[{'] | '\'' ~['$])+;
/** Two quotes and a dollar, three quotes, two quotes and a backslash with any byte, a lone dollar or quote. */
IND_STR_ESCAPE: ('\'\'$' | '$' | '\'\'\'' | '\'\'\\' . | '\'') -> type(IND_STR);
IND_STRING_DOLLAR_CURLY: '${' -> type(DOLLAR_CURLY), pushMode(DEFAULT_MODE);
IND_STRING_CLOSE: '\'\'' -> popMode;

mode PATH_TAIL;

PATH_DOLLAR_CURLY: '${' -> type(DOLLAR_CURLY), pushMode(DEFAULT_MODE);
PATH_STR: (TAIL_CHAR* ('/' TAIL_CHAR+)+ '/'? | TAIL_CHAR* '/' | TAIL_CHAR+) -> type(STR);
/** The byte behind a path; it is read again in the outer mode. */
PATH_STOP: .;

fragment TAIL_CHAR: [a-zA-Z0-9._+-];
