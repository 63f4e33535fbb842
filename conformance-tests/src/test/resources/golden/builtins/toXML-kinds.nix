builtins.toXML [ 1 1.5 true null "a<b>&\"'" /a [ ] { } (x: x) ({ a, b ? 1, ... }@c: 1) { a.b = "c"; } ]
