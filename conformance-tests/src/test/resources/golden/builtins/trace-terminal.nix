# terminal.cc, filterANSIEscapes: what a logger prints has neither tabs nor escapes.
builtins.trace (builtins.fromJSON ''"\u001b[31mred\u001b[0m\tx\ry\u0007 \u001b]8;;http://x\u0007l\n\té\t日\t|"'') (
	throw "a\tb"
)
